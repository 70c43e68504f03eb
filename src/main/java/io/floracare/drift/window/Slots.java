package io.floracare.drift.window;

/**
 * Devices are divided into slots by their hash, and what a window remembers is bounded slot by
 * slot. A slot lies in one shard whole, so that what is left out of a crowded one does not depend
 * on how many shards there are.
 */
public final class Slots {
    /** How many there are; more shards than that would have nothing to do. */
    public static final int COUNT = 256;

    private Slots() {}

    /** The slot of a hash: its top bits. */
    static int of(long cluster) {
        return (int) (cluster >>> 56);
    }
}
