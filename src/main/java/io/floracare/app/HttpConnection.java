package io.floracare.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection that sends prepared requests. A full client would take a good
 * share of the machine that is measured.
 */
final class HttpConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final InetSocketAddress address;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean usable;

    /** A response: its status and body. */
    record Response(int status, String body) {}

    HttpConnection(InetSocketAddress address) throws IOException {
        this.address = address;
        this.socket = new Socket();
        this.in = InputStream.nullInputStream();
        this.out = OutputStream.nullOutputStream();
        open();
    }

    private void open() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(address, PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 4096);
        out = socket.getOutputStream();
        usable = true;
    }

    /** A request without a body. */
    static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(ISO_8859_1);
    }

    /** A prediction of an image's bytes. */
    static byte[] predict(byte[] image) {
        byte[] head =
                ("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n"
                                + "Request-Timeout: 30\r\nContent-Length: "
                                + image.length
                                + "\r\n\r\n")
                        .getBytes(ISO_8859_1);
        byte[] all = new byte[head.length + image.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(image, 0, all, head.length, image.length);
        return all;
    }

    /** Sends a request and reads the response; a connection that was closed is opened again. */
    Response send(byte[] request) throws IOException {
        if (!usable) {
            socket.close();
            open();
        }
        usable = false;
        try {
            out.write(request);
        } catch (IOException e) {
            // An early refusal closes the connection while the request is still on its way.
        }
        return read();
    }

    private Response read() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        boolean close = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
            close |= lower.equals("connection: close");
        }
        byte[] body = in.readNBytes(length);
        usable = !close;
        return new Response(status, new String(body, ISO_8859_1));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
