package io.floracare.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command of this program in a process of its own, so that its CPU time and memory can be told
 * apart.
 */
final class ChildProcess implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(40);

    private final Process process;
    private final Thread onExit;
    private final Path log;
    private final CompletableFuture<String> firstLine = new CompletableFuture<>();

    /**
     * Starts a command with this JVM's flags and class path.
     *
     * @param log gets its stderr
     * @param environment more variables; secrets go here, never into arguments
     */
    ChildProcess(
            Path log,
            Map<String, String> environment,
            List<String> jvmOptions,
            List<String> command)
            throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-Xm")
                    && !flag.startsWith("-XX:AOT")
                    && !flag.startsWith("-javaagent")) {
                line.add(flag);
            }
        }
        line.addAll(jvmOptions);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.floracare.Main"));
        line.addAll(command);
        Files.createDirectories(log.toAbsolutePath().getParent());
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(log.toFile());
        builder.environment().putAll(environment);
        this.process = builder.start();
        // A benchmark that is told to end closes nothing: its children must not outlive it, and
        // nobody wants what they would finish.
        this.onExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(onExit);
        Thread.ofPlatform().name("child-output").daemon().start(this::drain);
    }

    private void drain() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                firstLine.complete(line);
            }
            firstLine.completeExceptionally(new IOException("it ended"));
        } catch (IOException e) {
            firstLine.completeExceptionally(e);
        }
    }

    /** The first line that it prints, by which it says that it is up. */
    String awaitLine(Duration atMost) throws IOException, InterruptedException {
        try {
            return firstLine.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "a process that the benchmark needs did not come up; see " + log, e);
        }
    }

    /** What it says on stderr. */
    Path log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** CPU time so far, all threads, in nanoseconds. */
    long cpuNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** Resident memory in bytes; -1 where the system does not tell. */
    long residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // This process ends already.
        }
    }
}
