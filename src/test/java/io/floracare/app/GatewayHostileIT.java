package io.floracare.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.testing.SharedBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that mean harm end in time and hold nothing. */
final class GatewayHostileIT {
    @RegisterExtension static final SharedBroker BROKER = new SharedBroker();

    private static final String FORM =
            head(
                    "POST /images HTTP/1.1",
                    "Host: localhost",
                    "Transfer-Encoding: chunked",
                    "Content-Type: multipart/form-data; boundary=b");

    private static GatewayHarness http;

    @BeforeAll
    static void start() throws Exception {
        String name = BROKER.freshTopics().express().name();
        http =
                new GatewayHarness(
                        BROKER.bootstrapServers(),
                        null,
                        "topic.prefix=" + name.substring(0, name.indexOf('.') + 1),
                        "image.max.bytes=64KiB",
                        "gateway.max.files=3",
                        "gateway.header.timeout=1s",
                        "gateway.idle.timeout=1s",
                        "gateway.min.rate=1MiB",
                        "gateway.max.body.memory=1MiB",
                        "shutdown.timeout=1s");
    }

    @AfterAll
    static void stop() {
        http.close();
    }

    @Test
    void headers_sent_a_byte_at_a_time_end_the_connection() throws Exception {
        try (Socket socket = connect()) {
            long start = System.nanoTime();
            String head = "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));

            assertThat(drip(socket)).isEmpty();

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void announced_body_that_never_comes_is_408_and_holds_no_memory() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = connect();
                sockets.add(socket);
                write(socket, predict("Content-Length: 60000"));
            }
            // 50 × 60 kB would be three times the memory that bodies may have.
            assertThat(http.raw("/images", "image/jpeg", new byte[60_000]).status()).isEqualTo(202);
            assertThat(read(sockets.getFirst())).startsWith("HTTP/1.1 408").contains("too-slow");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void body_sent_a_byte_at_a_time_is_408() throws Exception {
        try (Socket socket = connect()) {
            write(socket, predict("Content-Length: 60000"));
            assertThat(drip(socket)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void announced_size_above_the_limit_is_413_before_a_byte_is_sent() throws Exception {
        try (Socket socket = connect()) {
            write(socket, predict("Content-Length: 1000000000", "Expect: 100-continue"));
            assertThat(read(socket)).startsWith("HTTP/1.1 413").doesNotContain("100 Continue");
        }
    }

    @Test
    void endless_file_in_a_chunked_form_is_413() throws Exception {
        try (Socket socket = connect()) {
            write(socket, FORM);
            chunk(socket, "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n");
            assertThat(flood(socket, "x".repeat(8192))).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void endless_fields_in_a_chunked_form_are_400() throws Exception {
        try (Socket socket = connect()) {
            write(socket, FORM);
            String part = "--b\r\nContent-Disposition: form-data; name=\"more\"\r\n\r\nx\r\n";
            assertThat(flood(socket, part.repeat(20))).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void endless_part_headers_are_400() throws Exception {
        try (Socket socket = connect()) {
            write(socket, FORM);
            chunk(socket, "--b\r\n");
            assertThat(flood(socket, "X-More: " + "x".repeat(1000) + "\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void large_headers_are_431_as_a_problem() throws Exception {
        try (Socket socket = connect()) {
            write(
                    socket,
                    "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "x".repeat(40_000));
            assertThat(read(socket))
                    .startsWith("HTTP/1.1 431")
                    .contains("application/problem+json");
        }
    }

    private static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static String predict(String... more) {
        return head(
                "POST /predict HTTP/1.1",
                "Host: localhost",
                "Content-Type: image/jpeg",
                String.join("\r\n", more));
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.gateway.port());
        socket.setSoTimeout(15_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static void chunk(Socket socket, String text) throws IOException {
        write(socket, Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    /** Writes a byte every 200 ms until the other side answers or closes: what it answers. */
    private static String drip(Socket socket) throws IOException {
        socket.setSoTimeout(200);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            try {
                write(socket, "a");
                return read(socket);
            } catch (SocketTimeoutException e) {
                // Nothing yet: the pause between two bytes.
            } catch (SocketException e) {
                return "";
            }
        }
        throw new AssertionError("it takes bytes for ever");
    }

    /** Sends the same again and again until an answer comes. */
    private static String flood(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] chunk =
                (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(ISO_8859_1);
        try {
            for (int i = 0; i < 100_000 && socket.getInputStream().available() == 0; i++) {
                out.write(chunk);
            }
        } catch (SocketException e) {
            // The other side has closed; its answer may be there all the same.
        }
        return read(socket);
    }

    private static String read(Socket socket) throws IOException {
        byte[] some = new byte[8192];
        int count = socket.getInputStream().read(some);
        return count < 0 ? "" : new String(some, 0, count, ISO_8859_1);
    }
}
