package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.cli.CliFixture.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

final class CliTest {
    @TempDir Path folder;

    @Test
    void version_names_product_java_and_platform() {
        Outcome outcome = new CliFixture().run("--version");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).matches("floracare \\S+ \\(Java 25\\S*, \\S+ \\S+\\)\\R");
    }

    @Test
    void help_is_plain_unless_on_a_terminal() {
        assertThat(new CliFixture().run("--help").out())
                .startsWith("Usage: floracare")
                .contains("Exit codes:")
                .doesNotContain("\u001b[");
        assertThat(new CliFixture().runOnTerminal("--help").out()).contains("\u001b[");
        assertThat(new CliFixture().with("NO_COLOR", "1").runOnTerminal("--help").out())
                .doesNotContain("\u001b[");
    }

    @Test
    void no_command_and_unknown_options_are_usage_errors_in_a_sentence() {
        Outcome none = new CliFixture().run();
        Outcome unknown = new CliFixture().run("--verbos");

        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err())
                .isEqualToNormalizingNewlines(
                        "floracare: no command given\nTry 'floracare --help'.\n");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith("floracare: there is no option '--verbos'")
                .contains("Did you mean", "--verbose");
        assertThat(unknown.out()).isEmpty();
        assertThat(new CliFixture().run("clasify").err())
                .startsWith("floracare: there is no command 'clasify'")
                .contains("Did you mean", "classify");
        assertThat(new CliFixture().run("demo", "photos").err())
                .startsWith("floracare: one argument too many: 'photos'");
    }

    @Test
    void wrong_settings_are_listed_and_exit_2() {
        Outcome outcome =
                new CliFixture()
                        .run(
                                context -> new Probe(() -> context.tool().hashCode()),
                                "probe",
                                "--set",
                                "http.port=x",
                                "--set=log.levle=info");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualToNormalizingNewlines(
                        "floracare: 2 settings are wrong:\n"
                                + "  http.port (command line) is 'x': expected a whole number from"
                                + " 0 to 65535\n"
                                + "  log.levle (command line) is not a setting; did you mean"
                                + " log.level?\n");
    }

    @Test
    void settings_come_from_options_before_and_after_the_command() throws Exception {
        Path file = Files.writeString(folder.resolve("f.properties"), "http.port=7\nhttp.host=h");

        Outcome outcome =
                new CliFixture()
                        .with("FLORACARE_DATA_DIR", folder.toString())
                        .run(
                                context ->
                                        new Probe(() -> {
                                            context.out().print(context.tool().http());
                                            return 0;
                                        }),
                                "--config",
                                file.toString(),
                                "probe",
                                "--set",
                                "http.port=8");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEqualTo("HttpSettings[host=h, port=8]");
        assertThat(folder.resolve("logs/probe.log")).exists();
    }

    @Test
    void refusal_is_a_sentence_and_exits_1() {
        Outcome outcome =
                new CliFixture()
                        .run(
                                context ->
                                        new Probe(() -> {
                                            throw new UserError("there is no such leaf");
                                        }),
                                "probe");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualToNormalizingNewlines("floracare: there is no such leaf\n");
    }

    @Test
    void defect_is_a_sentence_that_names_the_log_and_exits_70() {
        CliFixture fixture = new CliFixture().with("FLORACARE_DATA_DIR", folder.toString());

        Outcome outcome =
                fixture.run(
                        context ->
                                new Probe(() -> {
                                    context.tool();
                                    throw new IllegalStateException("broken");
                                }),
                        "probe");

        assertThat(outcome.code()).isEqualTo(70);
        assertThat(outcome.err())
                .isEqualToNormalizingNewlines(
                        "floracare: unexpected failure, java.lang.IllegalStateException: broken;"
                                + " see "
                                + folder.resolve("logs/probe.log")
                                + "\n");
    }

    @Test
    void defect_shows_its_place_when_verbose() {
        Outcome outcome =
                new CliFixture()
                        .run(
                                context ->
                                        new Probe(() -> {
                                            throw new IllegalStateException("broken");
                                        }),
                                "probe",
                                "-v");

        assertThat(outcome.code()).isEqualTo(70);
        assertThat(outcome.err()).contains("at io.floracare.cli.CliTest");
    }

    @Command(name = "probe", mixinStandardHelpOptions = true)
    private record Probe(Callable<Integer> body) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            return body.call();
        }
    }
}
