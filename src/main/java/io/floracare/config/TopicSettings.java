package io.floracare.config;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of topics.
 *
 * @param prefix in front of every topic's name in the catalogue; may be empty
 * @param replies full names of the topics that a record may ask its reply to be sent to; empty for
 *     no replies
 */
public record TopicSettings(String prefix, Set<String> replies) {
    private static final Pattern PREFIX_PATTERN = Pattern.compile("[a-zA-Z0-9._-]{0,100}");
    private static final Pattern NAME_PATTERN = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    static final Setting<String> PREFIX =
            Setting.shared(
                    "topic.prefix",
                    Parsers.matching(
                            PREFIX_PATTERN, "expected at most 100 of a-z, A-Z, 0-9, '.', '_', '-'"),
                    "",
                    "In front of the name of every topic, such as 'test.'.");
    static final Setting<List<String>> REPLIES =
            Setting.of(
                    "reply.topics",
                    Parsers.list(
                            Parsers.matching(
                                    NAME_PATTERN,
                                    "expected topic names of a-z, A-Z, 0-9, '.', '_', '-'")),
                    "${topic.prefix}leaf-replies",
                    "Topics, by their full names, that a record's kafka_replyTopic header may name."
                            + " A reply asked for elsewhere is dropped and counted.");
    static final List<Setting<?>> ALL = List.of(PREFIX, REPLIES);

    public TopicSettings {
        replies = Set.copyOf(replies);
    }

    static TopicSettings from(Values values) {
        return new TopicSettings(values.get(PREFIX), Set.copyOf(values.get(REPLIES)));
    }
}
