package io.floracare.config;

import io.floracare.config.Setting.Effective;
import io.floracare.config.Setting.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's own settings, passed on as they are: {@code kafka.NAME} in a file and on the command
 * line, {@code KAFKA_NAME} in the environment. There, only names that Kafka knows count, because
 * Kafka's scripts ({@code KAFKA_HEAP_OPTS}) and Kubernetes ({@code KAFKA_PORT} for a service named
 * kafka) set variables of their own.
 */
final class KafkaPassThrough {
    static final String KEY_PREFIX = "kafka.";
    private static final String ENVIRONMENT_PREFIX = "KAFKA_";
    private static final Pattern SECRET =
            Pattern.compile(".*(password|secret|jaas|token|credential|\\.key$|keystore\\.key).*");

    /** Prefixes that Streams strips to address one of its clients. */
    private static final List<String> CLIENT_PREFIXES =
            List.of(
                    "main.consumer.",
                    "restore.consumer.",
                    "global.consumer.",
                    "consumer.",
                    "producer.",
                    "admin.");

    private KafkaPassThrough() {}

    static Map<String, String> read(Values values) {
        Map<String, String> passed = new TreeMap<>();
        for (Origin origin : List.of(Origin.FILE, Origin.ENVIRONMENT, Origin.COMMAND_LINE)) {
            values.source(origin)
                    .forEach((written, text) -> readOne(written, text, origin, passed, values));
        }
        return passed;
    }

    private static void readOne(
            String written, String text, Origin origin, Map<String, String> passed, Values values) {
        @Nullable String name = name(written, origin, values);
        if (name == null || (origin == Origin.ENVIRONMENT && text.isBlank())) {
            return;
        }
        Optional<String> reason = OwnedKafkaKeys.reason(bare(name));
        if (reason.isPresent()) {
            values.problem(Values.place(written, origin) + " cannot be changed: " + reason.get());
            return;
        }
        passed.put(name, text.strip());
        boolean secret = SECRET.matcher(name).matches();
        values.note(
                new Effective(KEY_PREFIX + name, secret ? Effective.HIDDEN : text.strip(), origin));
    }

    /** The Kafka name that an entry sets; null if it sets none. */
    private static @Nullable String name(String written, Origin origin, Values values) {
        String prefix = origin == Origin.ENVIRONMENT ? ENVIRONMENT_PREFIX : KEY_PREFIX;
        if (!written.startsWith(prefix)) {
            return null;
        }
        String name = written.substring(prefix.length());
        if (origin == Origin.ENVIRONMENT) {
            name = name.toLowerCase(Locale.ROOT).replace('_', '.');
        }
        if (name.equals("bootstrap.servers")) {
            return null;
        }
        String bare = bare(name);
        Set<String> known = Known.NAMES;
        if (known.contains(bare) || OwnedKafkaKeys.reason(bare).isPresent()) {
            return name;
        }
        Optional<String> meant = Suggestion.nearest(bare, known);
        if (meant.isPresent()) {
            String right = name.substring(0, name.length() - bare.length()) + meant.get();
            String spelt =
                    origin == Origin.ENVIRONMENT
                            ? prefix + right.toUpperCase(Locale.ROOT).replace('.', '_')
                            : prefix + right;
            values.problem(
                    Values.place(written, origin)
                            + " is not a Kafka setting; did you mean "
                            + spelt
                            + "?");
            return null;
        }
        // Interceptors and callback handlers read names of their own.
        return origin == Origin.ENVIRONMENT ? null : name;
    }

    /** A name without the prefix that addresses one client. */
    static String bare(String name) {
        for (String prefix : CLIENT_PREFIXES) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }

    /** Loaded only when something is passed through. */
    private static final class Known {
        static final Set<String> NAMES = names();

        private static Set<String> names() {
            Set<String> names = new TreeSet<>();
            names.addAll(StreamsConfig.configDef().names());
            names.addAll(ProducerConfig.configNames());
            names.addAll(ConsumerConfig.configNames());
            names.addAll(AdminClientConfig.configNames());
            return Set.copyOf(names);
        }
    }
}
