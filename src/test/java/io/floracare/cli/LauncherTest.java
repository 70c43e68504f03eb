package io.floracare.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, with a Java that prints what it was started with. */
final class LauncherTest {
    @TempDir private Path folder;
    private Path checkout;
    private Path java;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("check out"));
        Files.createDirectories(checkout.resolve("src/main"));
        Files.createDirectories(checkout.resolve("topics"));
        Files.createDirectories(checkout.resolve("target/lib"));
        Files.createFile(checkout.resolve("pom.xml"));
        script(checkout.resolve("floracare"), Files.readString(Path.of("floracare")));
        jarIsNewerBy(60);
        java = javaHome("25.0.1", "printf 'java %s\\n' \"$@\"; pwd");
    }

    @Test
    void runs_the_jar_with_the_arguments_as_they_are() throws Exception {
        Run run = run(checkout, "./floracare", "topics", "two words", "*");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .containsSubsequence(
                        "java --enable-native-access=ALL-UNNAMED",
                        "java -Dai.djl.pytorch.num_threads=1",
                        "java -Dfloracare.out.terminal=false",
                        "java -jar",
                        "java " + checkout.toRealPath().resolve("target/floracare.jar"),
                        "java topics",
                        "java two words",
                        "java *");
    }

    @Test
    void works_through_symbolic_links_and_from_any_folder() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(
                folder.resolve("link"), checkout.toRealPath().resolve("floracare"));
        Files.createSymbolicLink(elsewhere.resolve("floracare"), Path.of("../link"));

        Run run = run(elsewhere, "./floracare", "--version");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("java -Dfloracare.home=" + checkout.toRealPath())
                .endsWith(elsewhere.toRealPath().toString());
    }

    @Test
    void too_old_a_java_is_passed_over_with_a_sentence() throws Exception {
        String launcher = Files.readString(checkout.resolve("floracare"));
        script(
                checkout.resolve("floracare"),
                launcher.replace("java_wanted=25", "java_wanted=2500"));

        Run run = run(checkout, "./floracare", "--version");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().getFirst())
                .startsWith("floracare: needs Java 2500 or later, found ")
                .contains(java + " (25)");
        assertThat(run.err().getLast()).contains("Install a JDK", "JAVA_HOME");
    }

    @Test
    void options_of_the_user_come_after_those_of_the_launcher() throws Exception {
        Run run =
                run(
                        Map.of("FLORACARE_JAVA_OPTS", "-Xmx3g -Dmine=1"),
                        checkout,
                        "./floracare",
                        "demo");

        assertThat(run.out())
                .containsSubsequence("java -Xmx1g", "java -Xmx3g", "java -Dmine=1", "java -jar");
    }

    @Test
    void cache_is_used_when_it_is_newer_than_the_jar_unless_turned_off() throws Exception {
        Path cache = Files.createFile(checkout.resolve("target/floracare.aot"));
        String option = "java -XX:AOTCache=" + cache.toRealPath();
        Files.setLastModifiedTime(cache, FileTime.from(Instant.now().plusSeconds(120)));

        assertThat(run(checkout, "./floracare", "demo").out()).contains(option);
        assertThat(run(Map.of("FLORACARE_AOT", "off"), checkout, "./floracare", "demo").out())
                .doesNotContain(option);

        Files.setLastModifiedTime(cache, FileTime.from(Instant.EPOCH));
        assertThat(run(checkout, "./floracare", "demo").out()).doesNotContain(option);
    }

    @Test
    void builds_when_a_source_is_newer_and_says_when_that_fails() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        script(tools.resolve("mvn"), "#!/bin/sh\necho '[ERROR] a leaf is missing'; exit 1\n");
        jarIsNewerBy(-60);
        Files.createFile(checkout.resolve("src/main/New.java"));

        Run run =
                run(
                        Map.of("PATH", tools + ":" + System.getenv("PATH")),
                        checkout,
                        "./floracare",
                        "--version");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .first()
                .asString()
                .startsWith("floracare: building, log in target/build.log");
        assertThat(run.err())
                .contains("[ERROR] a leaf is missing")
                .last()
                .asString()
                .startsWith("floracare: the build failed");
    }

    private record Run(int code, List<String> out, List<String> err) {}

    private Run run(Path directory, String... command) throws Exception {
        return run(Map.of(), directory, command);
    }

    private Run run(Map<String, String> environment, Path directory, String... command)
            throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(
                                Stream.concat(Stream.of("bash"), Arrays.stream(command)).toList())
                        .directory(directory.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("JAVA_HOME", java.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("FLORACARE_"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        int code = process.waitFor();
        return new Run(code, Files.readAllLines(out, UTF_8), Files.readAllLines(err, UTF_8));
    }

    private Path javaHome(String version, String body) throws IOException {
        Path home = Files.createDirectories(folder.resolve("java-home"));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "#!/bin/sh\n" + body + "\n");
        return home;
    }

    private void jarIsNewerBy(int seconds) throws IOException {
        Path jar = checkout.resolve("target/floracare.jar");
        Files.writeString(jar, "");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(seconds)));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
