package io.floracare.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where health and metrics are served.
 *
 * @param host address to listen on
 * @param port TCP port; 0 for a free one
 */
public record HttpSettings(String host, int port) {
    static final Setting<String> HOST =
            Setting.of(
                    "http.host",
                    Parsers.matching(
                            Pattern.compile("[A-Za-z0-9.:_-]{1,253}"), "expected a host name"),
                    "127.0.0.1",
                    "Address that health and metrics are served on; 0.0.0.0 for all.");
    static final Setting<Integer> PORT =
            Setting.of(
                    "http.port",
                    Parsers.smallInteger(0, 65535),
                    "8081",
                    "Port for health and metrics; 0 takes a free one.");
    static final List<Setting<?>> ALL = List.of(HOST, PORT);

    static HttpSettings from(Values values) {
        return new HttpSettings(values.get(HOST), values.get(PORT));
    }
}
