package io.floracare.cli;

import io.floracare.config.Settings;
import io.floracare.gateway.auth.Invitations;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where an invitation is taken. */
final class InviteLink {
    private InviteLink() {}

    /**
     * The page's address.
     *
     * @param given by the person; null to follow the settings
     */
    static String of(@Nullable URI given, Settings settings) {
        if (given != null) {
            String text = given.toString();
            return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                    + Invitations.PATH;
        }
        @Nullable URI publicUrl = settings.security().edge().publicUrl();
        return (publicUrl == null ? listening(settings) : publicUrl.toString()) + Invitations.PATH;
    }

    private static String listening(Settings settings) {
        String scheme = settings.security().tls().files() == null ? "http" : "https";
        String host = settings.gateway().host();
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        return scheme
                + "://"
                + (everywhere ? ownAddress() : host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + settings.gateway().port();
    }

    /** An address by which the local network reaches this machine, else loopback. */
    private static String ownAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address)
                    .filter(InetAddress::isSiteLocalAddress)
                    .map(InetAddress::getHostAddress)
                    .sorted()
                    .findFirst()
                    .orElse("127.0.0.1");
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}
