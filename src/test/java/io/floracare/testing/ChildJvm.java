package io.floracare.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A class's {@code main} in a JVM of its own, with the tests' class path. Standard output and error
 * are captured as one. Close it at the test's end: what still runs is killed.
 */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final Thread hook;
    private final Thread reader;
    private final Transcript transcript = new Transcript();

    private ChildJvm(Process process) {
        this.process = process;
        hook = new Thread(process.toHandle()::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
        reader = Thread.ofVirtual().start(this::read);
    }

    /** Begins the description of a child that runs that class. */
    public static Builder of(Class<?> main) {
        return new Builder(main);
    }

    /** Starts that class with those arguments. */
    public static ChildJvm start(Class<?> main, String... args) {
        return of(main).args(args).start();
    }

    /**
     * Waits for a line of output, past ones included, that contains the text.
     *
     * @return the first such line
     * @throws AssertionError with the output, if the time passes or the child ends without it
     */
    public String awaitLine(String text, Duration atMost) {
        return transcript.await(text, atMost);
    }

    /** The lines so far. */
    public List<String> output() {
        return transcript.lines();
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end (SIGTERM). */
    public void terminate() {
        // By the handle: Process.destroy closes the output as well, and the last lines would be
        // lost.
        process.toHandle().destroy();
    }

    /**
     * Sends it a signal.
     *
     * @param name such as {@code STOP}
     */
    public void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-s", name, "" + pid()).start().waitFor();
        if (status != 0) {
            throw new IOException("kill -s " + name + " ended with " + status);
        }
    }

    /** Ends it at once (SIGKILL) and waits until it is gone. */
    public void kill() {
        process.toHandle().destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /**
     * Waits until it has ended and its output is complete.
     *
     * @return its exit status; 137 after SIGKILL, 143 after SIGTERM
     * @throws AssertionError with the output, if the time passes
     */
    public int awaitExit(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    || !reader.join(Duration.ofSeconds(10))) {
                throw new AssertionError("still running after " + atMost + ":\n" + transcript);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a child process", e);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            lines.lines().forEach(transcript::add);
        } catch (UncheckedIOException | IOException e) {
            transcript.add("(output ends: " + e.getMessage() + ")");
        } finally {
            transcript.end();
        }
    }

    /** Describes a child before it starts. */
    public static final class Builder {
        private final Class<?> main;
        private final List<String> jvmArgs =
                new ArrayList<>(
                        List.of(
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow"));
        private final Map<String, String> environment = new HashMap<>();
        private List<String> args = List.of();

        private Builder(Class<?> main) {
            this.main = main;
        }

        /** The arguments of {@code main}. */
        public Builder args(String... newArgs) {
            args = List.of(newArgs);
            return this;
        }

        /** More options of the JVM; later ones win over the small defaults. */
        public Builder jvmArgs(String... more) {
            jvmArgs.addAll(List.of(more));
            return this;
        }

        /** One more environment variable beside the test's own. */
        public Builder env(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Starts it. */
        public ChildJvm start() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvmArgs);
            command.add("-cp");
            command.add(System.getProperty("java.class.path"));
            command.add(ChildMain.class.getName());
            command.add(main.getName());
            command.addAll(args);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            try {
                return new ChildJvm(builder.start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
