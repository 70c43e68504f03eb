package io.floracare.config;

import io.floracare.config.Setting.Effective;
import io.floracare.config.Setting.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks settings up in their sources, in order of precedence, and collects what is wrong. */
final class Values {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([a-z0-9.]+)}");

    private final Map<String, String> commandLine;
    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final List<String> problems = new ArrayList<>();
    private final List<Effective> effective = new ArrayList<>();

    Values(
            Map<String, String> commandLine,
            Map<String, String> environment,
            Map<String, String> file) {
        this.commandLine = Map.copyOf(commandLine);
        this.environment = Map.copyOf(environment);
        this.file = Map.copyOf(file);
    }

    /**
     * The text of a setting.
     *
     * @param text trimmed
     * @param origin where it came from
     * @param place how to call that place in a sentence
     */
    record Found(String text, Origin origin, String place) {}

    /**
     * A setting's value; when its text is wrong, the problem is noted and the default returned, so
     * that the search for further problems goes on.
     */
    <T> T get(Setting<T> setting) {
        Found found = find(setting);
        String shown = setting.secret() ? Effective.HIDDEN : found.text();
        effective.add(new Effective(setting.key(), shown, found.origin()));
        try {
            return setting.parser().parse(found.text());
        } catch (IllegalArgumentException e) {
            // A default is wrong only through a setting that it refers to, which is reported.
            if (found.origin() != Origin.DEFAULT) {
                problem(found.place() + " is '" + shown + "': " + e.getMessage());
            }
            return setting.parser().parse(expand(setting.defaultText(), Setting::defaultText));
        }
    }

    /** Whether a person set it. */
    boolean isSet(Setting<?> setting) {
        return find(setting).origin() != Origin.DEFAULT;
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    void note(Effective shown) {
        effective.add(shown);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    List<Effective> effective() {
        return List.copyOf(effective);
    }

    Map<String, String> source(Origin origin) {
        return switch (origin) {
            case COMMAND_LINE -> commandLine;
            case ENVIRONMENT -> environment;
            case FILE -> file;
            case DEFAULT -> Map.of();
        };
    }

    private Found find(Setting<?> setting) {
        for (Origin origin : Origin.values()) {
            String name = origin == Origin.ENVIRONMENT ? setting.environment() : setting.key();
            @Nullable String text = source(origin).get(name);
            // An empty variable is how containers and shells say "not set".
            if (text != null && !(origin == Origin.ENVIRONMENT && text.isBlank())) {
                return new Found(text.strip(), origin, place(name, origin));
            }
        }
        String text = expand(setting.defaultText(), other -> find(other).text());
        return new Found(text, Origin.DEFAULT, place(setting.key(), Origin.DEFAULT));
    }

    /** How to call an entry of a source in a sentence. */
    static String place(String name, Origin origin) {
        return name + " (" + origin + ")";
    }

    private static String expand(String defaultText, Function<Setting<?>, String> text) {
        return REFERENCE
                .matcher(defaultText)
                .replaceAll(match ->
                        Matcher.quoteReplacement(text.apply(Settings.setting(match.group(1)))));
    }
}
