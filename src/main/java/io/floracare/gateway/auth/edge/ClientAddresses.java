package io.floracare.gateway.auth.edge;

import io.floracare.config.AddressRange;
import io.floracare.config.EdgeSettings.Forwarded;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of the client behind trusted proxies. Each proxy appends whom it speaks for, so the
 * list is read from its end, and the first address there that is no trusted proxy's is the
 * client's: whatever stands before it is what that client chose to send.
 */
public final class ClientAddresses {
    private static final int MOST_HOPS = 20;

    private final List<AddressRange> trusted;
    private final Forwarded header;

    /**
     * @param trusted addresses of the proxies
     * @param header the one that they write
     */
    public ClientAddresses(List<AddressRange> trusted, Forwarded header) {
        this.trusted = List.copyOf(trusted);
        this.header = header;
    }

    /** The header to be passed to {@link #client}. */
    public String header() {
        return header.header();
    }

    /** Whether the connection comes from a trusted proxy. */
    public boolean isProxy(InetAddress peer) {
        return trusted.stream().anyMatch(range -> range.contains(peer));
    }

    /**
     * The client's address.
     *
     * @param peer the other end of the connection
     * @param lines values of {@link #header()} in the order received
     */
    public InetAddress client(InetAddress peer, List<String> lines) {
        InetAddress client = peer;
        String rest = String.join(",", lines);
        for (int hop = 0; hop < MOST_HOPS && isProxy(client) && !rest.isBlank(); hop++) {
            int comma = lastComma(rest);
            Optional<InetAddress> before = address(rest.substring(comma + 1));
            if (before.isEmpty()) {
                return client;
            }
            client = before.get();
            rest = rest.substring(0, Math.max(comma, 0));
        }
        return client;
    }

    /**
     * The last comma outside of quotes. Searched from the end, where trusted proxies write, so that
     * a client's opening quote does not swallow what follows it.
     */
    private static int lastComma(String text) {
        boolean quoted = false;
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private Optional<InetAddress> address(String element) {
        return switch (header) {
            case X_FORWARDED_FOR -> node(element.strip());
            case FORWARDED -> forwardedFor(element).flatMap(ClientAddresses::node);
        };
    }

    private static Optional<String> forwardedFor(String element) {
        for (String pair : element.split(";", -1)) {
            String[] parts = pair.strip().split("=", 2);
            if (parts.length == 2 && parts[0].toLowerCase(Locale.ROOT).equals("for")) {
                return Optional.of(parts[1].replace("\"", "").strip());
            }
        }
        return Optional.empty();
    }

    /** An address with or without a port; nothing for names, which say nothing. */
    private static Optional<InetAddress> node(String text) {
        String bare = text;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            bare = end < 0 ? "" : text.substring(1, end);
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.contains(":")) {
            bare = text.substring(0, text.indexOf(':'));
        }
        return literal(bare);
    }

    /** An address as a socket or a header has it. */
    public static Optional<InetAddress> literal(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        String bare = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
        int zone = bare.indexOf('%');
        try {
            return Optional.of(InetAddress.ofLiteral(zone < 0 ? bare : bare.substring(0, zone)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
