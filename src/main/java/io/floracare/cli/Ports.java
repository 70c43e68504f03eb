package io.floracare.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ports of the loopback interface that options ask for. */
final class Ports {
    private Ports() {}

    /**
     * Makes sure that all can be had, before minutes go into starting what listens there.
     *
     * @param wanted by option; 0 for a free one
     * @throws UserError if one is taken, or is another option's
     */
    static void require(Map<String, Integer> wanted) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (Map.Entry<String, Integer> each : wanted.entrySet()) {
                held.add(listen(each.getKey(), each.getValue()));
            }
        } finally {
            held.forEach(Ports::close);
        }
    }

    private static ServerSocket listen(String option, int port) {
        try {
            ServerSocket socket = new ServerSocket();
            // As servers do: a port whose last connections linger is free.
            socket.setReuseAddress(true);
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
            return socket;
        } catch (IOException e) {
            throw new UserError(
                    "%s %d cannot be had (%s): stop what listens there, or choose another; 0 takes a free one"
                            .formatted(option, port, e.getMessage()),
                    e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UserError("a port cannot be let go of: " + e.getMessage(), e);
        }
    }
}
