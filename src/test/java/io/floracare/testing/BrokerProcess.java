package io.floracare.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A real broker in a process of its own, to be killed and started again on the same port. */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Path dir;
    private final String[] settings;
    private ChildJvm jvm;
    private final int port;

    private BrokerProcess(Path dir, String[] settings) {
        this.dir = dir;
        this.settings = settings;
        jvm = launch(dir, 0, settings);
        String ready = awaitReady(jvm);
        port = Integer.parseInt(ready.substring(ready.lastIndexOf(' ') + 1));
    }

    /**
     * Starts a broker on a free port and waits until it serves.
     *
     * @param dir its data
     * @param settings broker settings as {@code key=value}
     */
    public static BrokerProcess start(Path dir, String... settings) {
        return new BrokerProcess(dir, settings);
    }

    /** What clients set as {@code bootstrap.servers}; the same after a restart. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        jvm.close();
    }

    /** Stops it in order (SIGTERM) and waits until it is gone. */
    public void stop() {
        jvm.terminate();
        jvm.awaitExit(Duration.ofSeconds(30));
        jvm.close();
    }

    /** Starts it again after {@link #kill} or {@link #stop}: same data, same port. */
    public void restart() {
        jvm = launch(dir, port, settings);
        awaitReady(jvm);
    }

    /** Its process, to read its id or its output. */
    public ChildJvm jvm() {
        return jvm;
    }

    @Override
    public void close() {
        jvm.close();
    }

    private static ChildJvm launch(Path dir, int port, String[] settings) {
        return ChildJvm.start(
                BrokerMain.class,
                Stream.concat(
                                Stream.of(dir.toString(), Integer.toString(port)),
                                Stream.of(settings))
                        .toArray(String[]::new));
    }

    private static String awaitReady(ChildJvm jvm) {
        try {
            return jvm.awaitLine("broker ready on port ", START);
        } catch (AssertionError e) {
            jvm.close();
            throw e;
        }
    }
}
