package io.floracare.drift.stats;

/**
 * How often each true class was answered as each class; intervals are Wilson's. Integers; merges in
 * any order to the same bits. Not thread-safe.
 */
public final class ConfusionMatrix {
    private final int classes;
    private final int[] counts;

    /**
     * An empty matrix.
     *
     * @param classes 1 to {@value CategoricalCounts#MAX_CATEGORIES}
     */
    public ConfusionMatrix(int classes) {
        if (classes < 1 || classes > CategoricalCounts.MAX_CATEGORIES) {
            throw new IllegalArgumentException("classes of a confusion matrix: " + classes);
        }
        this.classes = classes;
        this.counts = new int[classes * classes];
    }

    /** Number of classes. */
    public int classes() {
        return classes;
    }

    /** Adds to one count; a negative amount takes back what was added before. */
    public void add(int truth, int answer, int amount) {
        if (truth < 0 || truth >= classes || answer < 0 || answer >= classes) {
            throw new IllegalArgumentException(
                    "classes are 0 to " + (classes - 1) + ": " + truth + ", " + answer);
        }
        int index = truth * classes + answer;
        counts[index] = Math.addExact(counts[index], amount);
    }

    /** Adds every count of another matrix. */
    public void merge(ConfusionMatrix other) {
        if (other.classes != classes) {
            throw new IllegalArgumentException("matrices of different classes do not merge");
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.addExact(counts[i], other.counts[i]);
        }
    }

    /** How often a true class was answered as a class. */
    public int count(int truth, int answer) {
        return counts[truth * classes + answer];
    }

    /** Labelled answers in all. */
    public long size() {
        long size = 0;
        for (int count : counts) {
            size += count;
        }
        return size;
    }

    /** Share of right answers. */
    public Interval accuracy(double confidence) {
        long right = 0;
        for (int i = 0; i < classes; i++) {
            right += count(i, i);
        }
        return Interval.wilson(right, size(), confidence);
    }

    /** Share of right answers among those that named a class. */
    public Interval precision(int label, double confidence) {
        long answered = 0;
        for (int i = 0; i < classes; i++) {
            answered += count(i, label);
        }
        return Interval.wilson(count(label, label), answered, confidence);
    }

    /** Share of right answers among the leaves that are of a class. */
    public Interval recall(int label, double confidence) {
        long present = 0;
        for (int i = 0; i < classes; i++) {
            present += count(label, i);
        }
        return Interval.wilson(count(label, label), present, confidence);
    }

    /**
     * Harmonic mean of precision and recall. {@code F1 = 2TP / (2TP + FP + FN) = 2s / (1 + s)}
     * grows with the share s of right answers among all that are or were called the class, so its
     * interval is that of s, mapped.
     */
    public Interval f1(int label, double confidence) {
        long involved = -count(label, label);
        for (int i = 0; i < classes; i++) {
            involved += count(label, i) + count(i, label);
        }
        Interval share = Interval.wilson(count(label, label), involved, confidence);
        return new Interval(f1(share.estimate()), f1(share.low()), f1(share.high()));
    }

    private static double f1(double share) {
        return 2 * share / (1 + share);
    }
}
