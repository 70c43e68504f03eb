package io.floracare.config;

import java.util.Locale;

/**
 * One thing that a person can set.
 *
 * @param key name in a file and on the command line, such as {@code stream.threads}
 * @param environment name of its environment variable
 * @param parser from text to value
 * @param defaultText what it is when it is not set, in the parser's language; may hold <code>${key}
 *     </code> of another setting
 * @param doc one or two sentences: what it does, its unit, what it is for
 * @param secret never shown, not even in part
 * @param <T> the value's type
 */
public record Setting<T>(
        String key,
        String environment,
        Parser<T> parser,
        String defaultText,
        String doc,
        boolean secret) {

    static final String PREFIX = "FLORACARE_";

    public Setting {
        if (!key.matches("[a-z][a-z0-9]*(\\.[a-z0-9]+)*")) {
            throw new IllegalArgumentException("not a setting's key: " + key);
        }
        if (doc.isBlank()) {
            throw new IllegalArgumentException(key + " has no documentation");
        }
    }

    /** A setting whose variable is its key in capitals after {@code FLORACARE_}. */
    static <T> Setting<T> of(String key, Parser<T> parser, String defaultText, String doc) {
        return new Setting<>(key, PREFIX + inCapitals(key), parser, defaultText, doc, false);
    }

    /** A setting whose variable is its key in capitals, for names that other tools share. */
    static <T> Setting<T> shared(String key, Parser<T> parser, String defaultText, String doc) {
        return new Setting<>(key, inCapitals(key), parser, defaultText, doc, false);
    }

    private static String inCapitals(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /**
     * Makes text into a value.
     *
     * @param <T> the value's type
     */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * The value that a text means.
         *
         * @param text trimmed
         * @throws IllegalArgumentException if it means none; its message continues "key is 'text':
         *     " and says what is expected
         */
        T parse(String text);
    }

    /** Where a value came from. */
    public enum Origin {
        COMMAND_LINE("command line"),
        ENVIRONMENT("environment"),
        FILE("file"),
        DEFAULT("default");

        private final String words;

        Origin(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * What a setting came to, for people.
     *
     * @param key the setting's key
     * @param shown the text it was set to, or {@code (hidden)}
     * @param origin where that came from
     */
    public record Effective(String key, String shown, Origin origin) {
        static final String HIDDEN = "(hidden)";

        @Override
        public String toString() {
            return key + "=" + shown;
        }
    }
}
