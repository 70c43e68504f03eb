package io.floracare.drift;

import io.floracare.drift.evidently.EvidentlyScore;
import io.floracare.drift.evidently.EvidentlyScores;
import io.floracare.drift.stats.BinEdges;
import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Histogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * How often a change of numeric columns is found at a false-alarm rate of 5 % a window, by our test
 * with its floors and by Evidently's default score, as it comes and with the threshold at which it
 * alarms as rarely.
 *
 * @param name of the change
 * @param ours share of changed windows found
 * @param oursFalse share of unchanged windows found
 * @param dataset share of changed windows in which Evidently calls the dataset drifted: half of the
 *     columns
 * @param datasetFalse share of unchanged windows in which it does
 * @param column share of changed windows in which Evidently calls a column drifted
 * @param columnFalse share of unchanged windows in which it does
 * @param equal share of changed windows in which its largest score exceeds all but 5 % of those of
 *     unchanged windows
 */
record PowerTrial(
        String name,
        double ours,
        double oursFalse,
        double dataset,
        double datasetFalse,
        double column,
        double columnFalse,
        double equal) {
    static final double LEVEL = 0.05;

    /** What windows are drawn from. */
    interface Source {
        /** The baseline's photos. */
        Table reference();

        /** A window's photos. */
        Table window(boolean changed);
    }

    /**
     * Some photos.
     *
     * @param columns values by column, then photo
     * @param buckets of the photos
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Table(double[][] columns, int[] buckets) {}

    static PowerTrial of(String name, Source source, int windows) {
        Table reference = source.reference();
        List<NumericFeature> names = NumericFeature.of(100).subList(0, reference.columns.length);
        BinEdges none = BinEdges.of(new double[] {0});
        Layout layout =
                new Layout(
                        names, names.stream().map(any -> none).toList(), List.of("leaf"), Set.of());
        FeatureTests tests = new FeatureTests(DriftPolicy.DEFAULT, layout);
        List<FeatureReference> known = known(reference);
        int[] ours = new int[2];
        int[] column = new int[2];
        int[] dataset = new int[2];
        double[][] largest = new double[2][windows];
        for (int window = 0; window < windows; window++) {
            for (int changed = 0; changed < 2; changed++) {
                Table current = source.window(changed == 1);
                ours[changed] +=
                        tests.test(known, counted(current, known), LEVEL, window).stream()
                                        .anyMatch(FeatureVerdict::drifted)
                                ? 1
                                : 0;
                int drifted = 0;
                for (int i = 0; i < current.columns.length; i++) {
                    double score = score(reference.columns[i], current.columns[i]);
                    largest[changed][window] = Math.max(largest[changed][window], score);
                    drifted += EvidentlyScore.WASSERSTEIN.drifted(score) ? 1 : 0;
                }
                column[changed] += drifted > 0 ? 1 : 0;
                dataset[changed] += 2 * drifted >= current.columns.length ? 1 : 0;
            }
        }
        Arrays.sort(largest[0]);
        double threshold = largest[0][(int) Math.ceil((1 - LEVEL) * windows) - 1];
        double n = windows;
        return new PowerTrial(
                name,
                ours[1] / n,
                ours[0] / n,
                dataset[1] / n,
                dataset[0] / n,
                column[1] / n,
                column[0] / n,
                Arrays.stream(largest[1]).filter(score -> score > threshold).count() / n);
    }

    /** Evidently's choice for numbers of more than 1,000 reference rows. */
    private static double score(double[] reference, double[] current) {
        return Objects.requireNonNull(
                EvidentlyScores.ofNumbers(reference, current).get(EvidentlyScore.WASSERSTEIN));
    }

    private static List<FeatureReference> known(Table table) {
        List<FeatureReference> known = new ArrayList<>();
        for (double[] values : table.columns) {
            Histogram histogram = count(values, table.buckets, BinEdges.ofReference(values));
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            known.add(
                    new FeatureReference(
                            histogram,
                            DesignEffect.ofDistribution(histogram.clusters()),
                            Moments.mean(sorted),
                            Moments.deviation(sorted)));
        }
        return known;
    }

    private static List<Histogram> counted(Table table, List<FeatureReference> known) {
        List<Histogram> counted = new ArrayList<>();
        for (int i = 0; i < table.columns.length; i++) {
            counted.add(count(table.columns[i], table.buckets, known.get(i).histogram().edges()));
        }
        return counted;
    }

    private static Histogram count(double[] values, int[] buckets, BinEdges edges) {
        Histogram histogram = new Histogram(edges);
        for (int i = 0; i < values.length; i++) {
            histogram.add(values[i], buckets[i]);
        }
        return histogram;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f %% / %.1f %% | %.0f %% / %.0f %% | %.0f %% / %.0f %% | %.0f %% |",
                name,
                100 * ours,
                100 * oursFalse,
                100 * dataset,
                100 * datasetFalse,
                100 * column,
                100 * columnFalse,
                100 * equal);
    }
}
