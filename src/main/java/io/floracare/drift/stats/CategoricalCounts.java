package io.floracare.drift.stats;

/**
 * Counts of one categorical feature by cluster bucket: categories 0 to {@code categories − 1}, and
 * one more for all others. Integers; merges in any order to the same bits. Not thread-safe.
 */
public final class CategoricalCounts {
    /** Most categories that are told apart; the state of a window stays bounded. */
    public static final int MAX_CATEGORIES = 128;

    private final Clusters clusters;

    /**
     * Empty counts.
     *
     * @param categories 1 to {@value #MAX_CATEGORIES}
     */
    public CategoricalCounts(int categories) {
        this(new Clusters(checked(categories) + 1));
    }

    private CategoricalCounts(Clusters clusters) {
        this.clusters = clusters;
    }

    /**
     * Counts as stored.
     *
     * @param clusters one category more than are told apart, the last being the others
     */
    public static CategoricalCounts of(Clusters clusters) {
        checked(clusters.categories() - 1);
        return new CategoricalCounts(clusters.copy());
    }

    private static int checked(int categories) {
        if (categories < 1 || categories > MAX_CATEGORIES) {
            throw new IllegalArgumentException(
                    "between 1 and " + MAX_CATEGORIES + " categories are counted: " + categories);
        }
        return categories;
    }

    /** Adds a photo of a category that came from a bucket; unknown categories are other. */
    public void add(int category, int bucket) {
        clusters.add(bucket, index(category), 1);
    }

    /** Takes back a photo that was added. */
    public void remove(int category, int bucket) {
        clusters.add(bucket, index(category), -1);
    }

    /** Adds photos, or takes them back. */
    public void change(int category, int bucket, int amount) {
        clusters.add(bucket, index(category), amount);
    }

    private int index(int category) {
        return category >= 0 && category < other() ? category : other();
    }

    /** Adds everything other counts hold. */
    public void merge(CategoricalCounts that) {
        clusters.merge(that.clusters);
    }

    /** Number of categories, {@code other} not among them. */
    public int categories() {
        return clusters.categories() - 1;
    }

    /** The index that counts all other categories. */
    public int other() {
        return clusters.categories() - 1;
    }

    /** Photos of a category, {@link #other()} included. */
    public long count(int category) {
        return clusters.category(category);
    }

    /** Photos in all. */
    public long size() {
        return clusters.total();
    }

    /** Share of a category in [0, 1]; NaN when there is no photo. */
    public double share(int category) {
        return (double) count(category) / size();
    }

    /** Counts by bucket, the last category being the others. */
    public Clusters clusters() {
        return clusters;
    }

    /** A copy that shares nothing. */
    public CategoricalCounts copy() {
        return new CategoricalCounts(clusters.copy());
    }
}
