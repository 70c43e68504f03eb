package io.floracare.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What lies between the gateway and its callers.
 *
 * @param publicUrl how people reach the gateway, scheme, host and port alone; null if that is where
 *     it listens
 * @param corsOrigins web origins, in lower case, whose pages may call the gateway
 * @param trustedProxies whose forwarding headers are believed
 * @param forwarded the header that those proxies write
 */
public record EdgeSettings(
        @Nullable URI publicUrl,
        Set<String> corsOrigins,
        List<AddressRange> trustedProxies,
        Forwarded forwarded) {
    private static final Pattern ORIGIN =
            Pattern.compile("https?://(\\[[0-9a-fA-F:]+]|[A-Za-z0-9.-]+)(:\\d{1,5})?");

    /** How a proxy tells whom it speaks for. */
    public enum Forwarded {
        X_FORWARDED_FOR("X-Forwarded-For"),
        /** RFC 7239. */
        FORWARDED("Forwarded");

        private final String header;

        Forwarded(String header) {
            this.header = header;
        }

        /** The header's name. */
        public String header() {
            return header;
        }

        static Forwarded parse(String text) {
            for (Forwarded each : values()) {
                if (each.header.equalsIgnoreCase(text)) {
                    return each;
                }
            }
            throw new IllegalArgumentException("expected X-Forwarded-For or Forwarded");
        }
    }

    static final Setting<Optional<URI>> PUBLIC_URL =
            Setting.of(
                    "public.url",
                    Parsers.optional(EdgeSettings::origin),
                    "",
                    "How people reach the gateway when that is not where it listens, such as"
                            + " https://leaves.example.org: for invitation links, for the check of"
                            + " a write's origin, and for Secure cookies behind a proxy that ends"
                            + " TLS.");
    static final Setting<List<String>> CORS =
            Setting.of(
                    "cors.origins",
                    Parsers.list(text -> origin(text).toString()),
                    "",
                    "Web origins, such as https://app.example.org, whose pages may call the gateway"
                            + " with a key or token of their own. None by default.");
    static final Setting<List<AddressRange>> TRUSTED =
            Setting.of(
                    "proxy.trusted",
                    Parsers.list(AddressRange::parse),
                    "",
                    "Addresses of the proxies in front of the gateway, such as 10.0.0.0/8; the"
                            + " client's address is then the last one in proxy.header that is not"
                            + " one of these. From anybody else that header is ignored.");
    static final Setting<Forwarded> HEADER =
            Setting.of(
                    "proxy.header",
                    Forwarded::parse,
                    "X-Forwarded-For",
                    "The one header that these proxies write: X-Forwarded-For or Forwarded. The"
                            + " other is what a client chose to send, and ignored.");
    static final List<Setting<?>> ALL = List.of(PUBLIC_URL, CORS, TRUSTED, HEADER);

    public EdgeSettings {
        corsOrigins = Set.copyOf(corsOrigins);
        trustedProxies = List.copyOf(trustedProxies);
    }

    static EdgeSettings from(Values values) {
        return new EdgeSettings(
                values.get(PUBLIC_URL).orElse(null),
                Set.copyOf(values.get(CORS)),
                values.get(TRUSTED),
                values.get(HEADER));
    }

    private static URI origin(String text) {
        String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (!ORIGIN.matcher(bare).matches()) {
            throw new IllegalArgumentException(
                    "expected scheme, host and port alone, such as https://leaves.example.org");
        }
        return URI.create(bare.toLowerCase(Locale.ROOT));
    }
}
