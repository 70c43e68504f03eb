package io.floracare.app;

import io.floracare.config.Settings;
import io.floracare.config.SettingsLoader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings as a person would give them on the command line. */
final class TestSettings {
    private TestSettings() {}

    static Settings of(String... keysAndValues) {
        Map<String, String> commandLine = new LinkedHashMap<>();
        for (String pair : keysAndValues) {
            int equals = pair.indexOf('=');
            commandLine.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return switch (new SettingsLoader(Map.of()).load(commandLine, null)) {
            case SettingsLoader.Outcome.Loaded loaded -> loaded.settings();
            case SettingsLoader.Outcome.Invalid invalid ->
                    throw new AssertionError(invalid.toString());
        };
    }
}
