package io.floracare.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Commands of the machine. */
final class Shell {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Map<String, String> environment;

    /**
     * @param environment variables that are added
     */
    Shell(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** How a command ended, and its output and errors as one. */
    record Outcome(int status, String output) {}

    /** Runs a command in the repository's root. */
    Outcome run(List<String> command) {
        try {
            File output = File.createTempFile("floracare-shell-", ".out");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(output)
                                .redirectInput(new File("/dev/null"));
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("not in time: " + command);
                }
                String text = new String(Files.readAllBytes(output.toPath()), UTF_8);
                return new Outcome(process.exitValue(), text);
            } finally {
                Files.delete(output.toPath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * The output of a command.
     *
     * @throws AssertionError with the output, if it fails
     */
    String output(List<String> command) {
        Outcome outcome = run(command);
        if (outcome.status() != 0) {
            throw new AssertionError(command + " ended with " + outcome);
        }
        return outcome.output().strip();
    }
}
