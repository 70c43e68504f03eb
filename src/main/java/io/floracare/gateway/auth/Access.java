package io.floracare.gateway.auth;

import io.floracare.config.AuthSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether callers have to say who they are. */
enum Access {
    /** They do. */
    CLOSED,
    /** They do not, and are on this machine. */
    LOCAL,
    /** They do not, wherever they are: told so explicitly. */
    OPEN;

    /**
     * What the settings come to.
     *
     * @param host address that the gateway listens on
     */
    static Access of(AuthSettings settings, String host) {
        boolean local = isLoopback(host);
        return switch (settings.mode()) {
            case REQUIRED -> CLOSED;
            case OFF -> OPEN;
            case AUTO ->
                    local && !settings.keysFileSet() && settings.jwt() == null ? LOCAL : CLOSED;
        };
    }

    /**
     * Whether nobody but this machine can reach an address. A name that is unknown counts as no.
     */
    static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
