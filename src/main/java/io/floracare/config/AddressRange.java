package io.floracare.config;

import java.net.InetAddress;

/**
 * A block of IP addresses, as CIDR writes it (RFC 4632, RFC 4291).
 *
 * @param network an address of the block
 * @param prefix how many of its leading bits all addresses of the block share, 0 to 32 or 128
 */
public record AddressRange(InetAddress network, int prefix) {

    public AddressRange {
        int most = network.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > most) {
            throw new IllegalArgumentException(
                    "expected a prefix from 0 to " + most + " after " + network.getHostAddress());
        }
    }

    /** Whether the address belongs to the block; never across families. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int shift = Math.max(0, Byte.SIZE - (prefix - bit));
            if ((mine[bit / Byte.SIZE] & 0xff) >> shift
                    != (other[bit / Byte.SIZE] & 0xff) >> shift) {
                return false;
            }
        }
        return true;
    }

    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network;
        try {
            network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected addresses such as 10.0.0.0/8, 192.0.2.7 or fd00::/8", e);
        }
        int all = network.getAddress().length * Byte.SIZE;
        return new AddressRange(
                network,
                slash < 0 ? all : Parsers.smallInteger(0, all).parse(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
