package io.floracare.drift.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keys of a store: a letter that says what it is, then times and hashes in big-endian order. */
final class Keys {
    private Keys() {}

    /** A key; times are not negative, so their bytes are in their order. */
    static byte[] of(char kind, long... parts) {
        ByteWriter key = new ByteWriter().put(kind);
        for (long part : parts) {
            key.putLong(part);
        }
        return key.toByteArray();
    }

    /** A key that ends in a text. */
    static byte[] of(char kind, long time, String text) {
        return new ByteWriter().put(kind).putLong(time).putText(text).toByteArray();
    }

    static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** One of a key's numbers, from 0. */
    static long part(byte[] key, int index) {
        return new ByteReader(key).skip(1 + index * Long.BYTES).getLong();
    }

    /** The text that a key ends in, after its kind and time. */
    static String text(byte[] key) {
        return new ByteReader(key).skip(1 + Long.BYTES).getText();
    }

    /** The smallest key after all that begin with a prefix. */
    static byte[] after(byte[] prefix) {
        byte[] next = prefix.clone();
        int at = next.length - 1;
        while (at >= 0 && next[at] == (byte) 0xff) {
            at--;
        }
        if (at < 0) {
            throw new IllegalArgumentException("every key begins with its kind, a letter");
        }
        next[at]++;
        return Arrays.copyOf(next, at + 1);
    }

    /** Forgets every key that begins with a prefix. */
    static void deleteAll(ByteStore store, byte[] prefix) {
        List<byte[]> keys = new ArrayList<>();
        store.forEach(prefix, (key, value) -> keys.add(key));
        keys.forEach(store::delete);
    }
}
