package io.floracare.drift.stats;

/**
 * Counts by bucket and category: a table of 32 buckets (hashes of the device, or of whatever else
 * photos come in bursts by) and a few categories. What varies between buckets more than independent
 * photos would is the clustering.
 */
public final class Clusters {
    /** Number of buckets. */
    public static final int BUCKETS = 32;

    private final int categories;
    private final int[] counts;

    /** An empty table. */
    public Clusters(int categories) {
        this(categories, new int[BUCKETS * categories]);
    }

    private Clusters(int categories, int[] counts) {
        this.categories = categories;
        this.counts = counts;
    }

    /** The bucket of a 64-bit hash: its top bits. */
    public static int bucket(long hash) {
        return (int) (hash >>> 59);
    }

    /** Number of categories. */
    public int categories() {
        return categories;
    }

    /** Adds to one count; a negative amount takes back what was added before. */
    public void add(int bucket, int category, int amount) {
        int index = bucket * categories + category;
        counts[index] = Math.addExact(counts[index], amount);
    }

    /** One count. */
    public int count(int bucket, int category) {
        return counts[bucket * categories + category];
    }

    /** Adds every count of another table. */
    public void merge(Clusters other) {
        if (other.categories != categories) {
            throw new IllegalArgumentException(
                    "tables of " + categories + " and " + other.categories + " categories");
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.addExact(counts[i], other.counts[i]);
        }
    }

    /** Total of a bucket. */
    public long total(int bucket) {
        long sum = 0;
        for (int category = 0; category < categories; category++) {
            sum += count(bucket, category);
        }
        return sum;
    }

    /** Everything in the table. */
    public long total() {
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /** Total of a category over the buckets. */
    public long category(int category) {
        long sum = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            sum += count(bucket, category);
        }
        return sum;
    }

    /** A copy that shares nothing. */
    public Clusters copy() {
        return new Clusters(categories, counts.clone());
    }
}
