package io.floracare.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.config.Setting.Effective;
import io.floracare.config.Setting.Origin;
import io.floracare.config.SettingsLoader.Outcome;
import io.floracare.config.SettingsLoader.Outcome.Invalid;
import io.floracare.config.SettingsLoader.Outcome.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsLoaderTest {
    @TempDir Path folder;

    @Test
    void nothing_set_gives_the_defaults() {
        Settings settings = loaded(load(Map.of(), Map.of(), null)).settings();

        assertThat(settings.kafka().bootstrapServers()).containsExactly("127.0.0.1:9092");
        assertThat(settings.topics().replies()).containsExactly("leaf-replies");
        assertThat(settings.streams().threads())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(settings.streams().stateDirectory()).isEqualTo(Path.of("data/state"));
        assertThat(settings.model().bucket()).isNull();
        assertThat(settings.claims().prefixes()).isEmpty();
        assertThat(settings.http()).isEqualTo(new HttpSettings("127.0.0.1", 8081));
    }

    @Test
    void command_line_wins_over_environment_and_that_over_file() throws IOException {
        Path file = file("http.port=1", "http.host=file", "log.level=warn");

        Loaded loaded =
                loaded(
                        load(
                                Map.of("http.port", "3"),
                                Map.of(
                                        "FLORACARE_HTTP_PORT", "2",
                                        "FLORACARE_HTTP_HOST", "environment"),
                                file));

        assertThat(loaded.settings().http()).isEqualTo(new HttpSettings("environment", 3));
        assertThat(loaded.settings().log().level()).isEqualTo(LogSettings.Level.WARN);
        assertThat(loaded.effective())
                .contains(
                        new Effective("http.port", "3", Origin.COMMAND_LINE),
                        new Effective("http.host", "environment", Origin.ENVIRONMENT),
                        new Effective("log.level", "warn", Origin.FILE),
                        new Effective("log.format", "text", Origin.DEFAULT));
    }

    @Test
    void environment_names_the_file_unless_one_is_given() throws IOException {
        Path named = file("http.port=7");
        Map<String, String> environment = Map.of("FLORACARE_CONFIG", named.toString());
        Path given = Files.writeString(folder.resolve("given.properties"), "http.port=8");

        assertThat(loaded(load(Map.of(), environment, null)).settings().http().port()).isEqualTo(7);
        assertThat(loaded(load(Map.of(), environment, given)).settings().http().port())
                .isEqualTo(8);
    }

    @Test
    void defaults_follow_the_settings_they_refer_to() {
        Settings settings =
                loaded(
                                load(
                                        Map.of("data.dir", "/var/lib/floracare"),
                                        Map.of("TOPIC_PREFIX", "test."),
                                        null))
                        .settings();

        assertThat(settings.model().cacheDirectory())
                .isEqualTo(Path.of("/var/lib/floracare/models"));
        assertThat(settings.topics().replies()).containsExactly("test.leaf-replies");
    }

    @Test
    void every_problem_is_reported_at_once() throws IOException {
        Path file = file("stream.threds=2", "image.max.bytes=lots");

        List<String> problems =
                problems(
                        load(
                                Map.of("http.port", "70000", "topic.prefix", "a b"),
                                Map.of(
                                        "FLORACARE_CLAIM_TIMEOUT", "5 parsecs",
                                        "FLORACARE_LOG_FROMAT", "json",
                                        "FLORACARE_MODEL_S3_BUCKET", "models"),
                                file));

        assertThat(problems)
                .containsExactly(
                        "topic.prefix (command line) is 'a b': expected at most 100 of a-z, A-Z,"
                                + " 0-9, '.', '_', '-'",
                        "image.max.bytes (file) is 'lots': expected bytes from 1024 to 268435456,"
                                + " such as 500000 or 20MiB",
                        "FLORACARE_CLAIM_TIMEOUT (environment) is '5 parsecs': expected a time from"
                                + " 100ms to 60s, such as 5s",
                        "http.port (command line) is '70000': expected a whole number from 0 to"
                                + " 65535",
                        "stream.threds (file) is not a setting; did you mean stream.threads?",
                        "FLORACARE_LOG_FROMAT (environment) is not a setting; did you mean"
                                + " FLORACARE_LOG_FORMAT?",
                        "FLORACARE_MODEL_S3_BUCKET (environment) is not a setting; did you mean"
                                + " MODEL_S3_BUCKET?");
    }

    @Test
    void unknown_name_near_to_none_gets_no_suggestion() {
        assertThat(problems(load(Map.of("colour", "red"), Map.of(), null)))
                .containsExactly("colour (command line) is not a setting");
    }

    @Test
    void empty_variable_is_not_set() {
        Map<String, String> environment = Map.of("FLORACARE_HTTP_PORT", "", "MODEL_VARIANT", " ");

        Settings settings = loaded(load(Map.of(), environment, null)).settings();

        assertThat(settings.http().port()).isEqualTo(8081);
        assertThat(settings.model().variant()).isNull();
    }

    @Test
    void missing_and_unreadable_files_are_problems() throws IOException {
        Path latin = Files.write(folder.resolve("latin"), new byte[] {(byte) 0xE9, '=', '1'});
        Path broken = Files.writeString(folder.resolve("broken"), "a=\\u12");

        assertThat(problems(load(Map.of(), Map.of(), folder.resolve("none"))))
                .containsExactly("there is no settings file " + folder.resolve("none"));
        assertThat(problems(load(Map.of(), Map.of(), latin)).getFirst()).contains("UTF-8");
        assertThat(problems(load(Map.of(), Map.of(), broken)).getFirst()).contains("cannot read");
        assertThat(problems(load(Map.of(), Map.of(), folder)).getFirst()).contains("cannot read");
    }

    @Test
    void variables_of_launcher_and_tests_are_no_settings_and_no_mistakes() {
        assertThat(load(Map.of(), Map.of("FLORACARE_LEAVES", "photos"), null))
                .isInstanceOf(Loaded.class);
    }

    private static Outcome load(
            Map<String, String> commandLine, Map<String, String> environment, @Nullable Path file) {
        return new SettingsLoader(environment).load(commandLine, file);
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("floracare.properties"), List.of(lines));
    }

    private static Loaded loaded(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Loaded.class);
        return (Loaded) outcome;
    }

    private static List<String> problems(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Invalid.class);
        return ((Invalid) outcome).problems();
    }
}
