package io.floracare.config;

import io.floracare.config.Setting.Effective;
import io.floracare.config.Setting.Origin;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings. What is set on the command line wins over the environment, that over the
 * file, that over the default.
 */
public final class SettingsLoader {
    /** The variable that names the settings file. */
    public static final String FILE_VARIABLE = "FLORACARE_CONFIG";

    /** Variables that the launcher and the tests read, which are no settings. */
    private static final Set<String> RESERVED =
            Set.of(
                    FILE_VARIABLE,
                    "FLORACARE_HOME",
                    "FLORACARE_AOT",
                    "FLORACARE_JAVA_OPTS",
                    "FLORACARE_LEAVES",
                    "FLORACARE_CI_WITHOUT_PHOTOS");

    private final Map<String, String> environment;

    /**
     * @param environment the process's variables
     */
    public SettingsLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What became of reading the settings. */
    public sealed interface Outcome {
        /**
         * They are all right.
         *
         * @param settings typed
         * @param effective every setting as text, to be logged once
         */
        record Loaded(Settings settings, List<Effective> effective) implements Outcome {
            public Loaded {
                effective = List.copyOf(effective);
            }
        }

        /**
         * Something is wrong.
         *
         * @param problems all of it, a sentence each, at least one
         */
        record Invalid(List<String> problems) implements Outcome {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Reads everything.
     *
     * @param commandLine settings by key
     * @param file a properties file in UTF-8; null for what {@link #FILE_VARIABLE} names, if
     *     anything
     */
    public Outcome load(Map<String, String> commandLine, @Nullable Path file) {
        List<String> problems = new ArrayList<>();
        Map<String, String> fileValues = readFile(file, problems);
        Values values = new Values(commandLine, environment, fileValues);
        Settings settings = Settings.from(values);
        problems.addAll(values.problems());
        rejectUnknown(values, problems);
        return problems.isEmpty()
                ? new Outcome.Loaded(settings, values.effective())
                : new Outcome.Invalid(problems);
    }

    private Map<String, String> readFile(@Nullable Path given, List<String> problems) {
        String named = environment.getOrDefault(FILE_VARIABLE, "");
        if (given == null && named.isBlank()) {
            return Map.of();
        }
        Path file = given == null ? Path.of(named) : given;
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            problems.add("there is no settings file " + file);
        } catch (CharacterCodingException e) {
            problems.add("the settings file " + file + " is not text in UTF-8");
        } catch (IllegalArgumentException | IOException e) {
            problems.add("cannot read the settings file " + file + ": " + e.getMessage());
        }
        Map<String, String> values = new TreeMap<>();
        properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
        return values;
    }

    private static void rejectUnknown(Values values, List<String> problems) {
        Set<String> keys = Settings.all().stream().map(Setting::key).collect(Collectors.toSet());
        Set<String> variables =
                Settings.all().stream().map(Setting::environment).collect(Collectors.toSet());
        for (Origin origin : List.of(Origin.COMMAND_LINE, Origin.FILE)) {
            values.source(origin).keySet().stream()
                    .filter(key -> !keys.contains(key))
                    .filter(key -> !key.startsWith(KafkaPassThrough.KEY_PREFIX))
                    .sorted()
                    .forEach(key -> problems.add(unknown(key, origin, keys)));
        }
        values.source(Origin.ENVIRONMENT).keySet().stream()
                .filter(name -> name.startsWith(Setting.PREFIX))
                .filter(name -> !variables.contains(name) && !RESERVED.contains(name))
                .sorted()
                .forEach(name -> problems.add(unknownVariable(name, variables)));
    }

    private static String unknown(String key, Origin origin, Collection<String> known) {
        return Values.place(key, origin) + " is not a setting" + Suggestion.question(key, known);
    }

    private static String unknownVariable(String name, Set<String> known) {
        String bare = name.substring(Setting.PREFIX.length());
        String hint =
                known.contains(bare)
                        ? "; did you mean " + bare + "?"
                        : Suggestion.question(name, known);
        return Values.place(name, Origin.ENVIRONMENT) + " is not a setting" + hint;
    }
}
