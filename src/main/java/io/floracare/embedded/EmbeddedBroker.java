package io.floracare.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker (KRaft, broker and controller in one) inside this JVM, for clients on this
 * machine. Its data outlives it: another one on the same folder goes on where it stopped.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int NODE = 1;
    private static final int ATTEMPTS = 5;

    private final FolderLock folder;
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(FolderLock folder, KafkaRaftServer server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and waits until it serves.
     *
     * @throws IOException with a sentence, if the folder cannot be used or the port is taken
     */
    public static EmbeddedBroker start(BrokerOptions options) throws IOException {
        if (options.port() != 0 && !isFree(options.port())) {
            throw new BindException(
                    "port " + options.port() + " is taken: stop its user, or choose another");
        }
        FolderLock folder = FolderLock.take(options.dir());
        try {
            format(options.dir());
            return start(options, folder);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** What clients set as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** The port that clients use. */
    public int port() {
        return port;
    }

    /** Stops in order and returns when all data is on disk. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        try {
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedBroker start(BrokerOptions options, FolderLock folder)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            // Between choosing a free port and binding it, another process may take it.
            int port = options.port() == 0 ? freePort() : options.port();
            int controllerPort = freePort();
            try {
                Properties settings = BrokerSettings.of(options, NODE, HOST, port, controllerPort);
                if (PreviousLife.wasKilled(options.dir())) {
                    PreviousLife.end(settings);
                }
                return new EmbeddedBroker(folder, serve(settings), port);
            } catch (RuntimeException e) {
                boolean raced = !isFree(controllerPort) || (options.port() == 0 && !isFree(port));
                if (!raced || attempt == ATTEMPTS) {
                    throw new IOException(
                            "the embedded broker did not start on "
                                    + options.dir()
                                    + ": "
                                    + e.getMessage(),
                            e);
                }
            }
        }
    }

    private static KafkaRaftServer serve(Properties settings) {
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            server.awaitShutdown();
            throw e;
        }
        return server;
    }

    private static void format(Path dir) throws IOException {
        if (Files.exists(dir.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream quiet =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(quiet)
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(dir.toString()))
                    .setMetadataLogDirectory(dir.toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setIgnoreFormatted(true)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) {
            throw new IOException(
                    "the embedded broker's folder " + dir + " cannot be prepared: " + e, e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the broker does: a port whose last connections linger is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
