package io.floracare.drift;

/** Hashes that are the same in every process and version. */
public final class Hashes {
    private Hashes() {}

    /** A 64-bit hash of a text: FNV-1a over its UTF-16 units, finished as SplitMix64 does. */
    public static long of(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** One hash of two. */
    public static long of(long first, long second) {
        return mix(first * 0x9e3779b97f4a7c15L + second);
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
