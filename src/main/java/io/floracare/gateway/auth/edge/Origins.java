package io.floracare.gateway.auth.edge;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages a request may come from. Browsers set {@code Origin} and {@code Host} themselves,
 * a page cannot.
 */
public final class Origins {
    private final @Nullable URI publicUrl;
    private final Set<String> allowed;

    /**
     * @param publicUrl how people reach the gateway; null for where it listens
     * @param allowed other origins whose pages may call it, in lower case
     */
    public Origins(@Nullable URI publicUrl, Set<String> allowed) {
        this.publicUrl = publicUrl;
        this.allowed = Set.copyOf(allowed);
    }

    /** Whether pages of another origin may call at all. */
    public boolean anyAllowed() {
        return !allowed.isEmpty();
    }

    /** Whether an origin is one of those that are allowed by name. */
    public boolean isAllowed(String origin) {
        return allowed.contains(origin.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether an origin is the gateway's own.
     *
     * @param origin as the browser sent it
     * @param host the request's {@code Host}
     * @param secure whether the connection is encrypted; null when a trusted proxy may have ended
     *     the encryption
     */
    public boolean isOwn(String origin, @Nullable String host, @Nullable Boolean secure) {
        String sent = origin.toLowerCase(Locale.ROOT);
        if (publicUrl != null && sent.equals(publicUrl.toString())) {
            return true;
        }
        if (host == null) {
            return false;
        }
        String own = host.toLowerCase(Locale.ROOT);
        boolean https = sent.equals("https://" + withoutPort(own, ":443"));
        boolean http = sent.equals("http://" + withoutPort(own, ":80"));
        return secure == null ? https || http : secure ? https : http;
    }

    /**
     * Whether {@code Host} names this machine, or the public address. A name that an attacker's
     * server has just redirected to 127.0.0.1 does not.
     */
    public boolean isLocalHost(@Nullable String host) {
        Optional<String> name = hostName(host);
        if (name.isEmpty()) {
            return false;
        }
        String bare = name.get().toLowerCase(Locale.ROOT);
        return bare.equals("localhost")
                || bare.endsWith(".localhost")
                || ClientAddresses.literal(bare).map(InetAddress::isLoopbackAddress).orElse(false)
                || (publicUrl != null && bare.equals(publicUrl.getHost()));
    }

    private static Optional<String> hostName(@Nullable String host) {
        if (host == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(new URI("http://" + host).getHost());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String withoutPort(String host, String port) {
        return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
    }
}
