package io.floracare.cli;

import io.floracare.config.Settings;
import io.floracare.topic.KafkaFault;
import java.util.List;

/** A command cannot do what it was asked to, for a reason that its user can do something about. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    UserError(String sentence) {
        this(sentence, ExitCode.FAILED);
    }

    UserError(String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = ExitCode.FAILED;
    }

    private UserError(String sentence, ExitCode exitCode) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** The command was called with settings that cannot be. */
    static UserError settings(List<String> problems) {
        String heading =
                problems.size() == 1
                        ? "a setting is wrong:"
                        : problems.size() + " settings are wrong:";
        return new UserError(heading + "\n  " + String.join("\n  ", problems), ExitCode.USAGE);
    }

    /** A fault of Kafka; when nobody answers, with the address that was asked. */
    static UserError kafka(Settings settings, String sentence) {
        return new UserError(
                sentence.startsWith(KafkaFault.NO_ANSWER)
                        ? sentence
                                + " (kafka.bootstrap.servers is "
                                + String.join(",", settings.kafka().bootstrapServers())
                                + ")"
                        : sentence);
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
