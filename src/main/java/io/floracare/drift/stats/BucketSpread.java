package io.floracare.drift.stats;

/** The covariance of some shares between buckets, and the binomial variance it is compared with. */
final class BucketSpread {
    private final double groups;
    private final double binomial;
    private final double[][] covariance;

    private BucketSpread(Clusters clusters, boolean cumulative) {
        int rows = clusters.categories() - (cumulative ? 1 : 0);
        double total = clusters.total();
        double[][] residuals = new double[rows][Clusters.BUCKETS];
        double variance = 0;
        double running = 0;
        for (int row = 0; row < rows; row++) {
            running = clusters.category(row) + (cumulative ? running : 0);
            double share = running / total;
            variance += share * (1 - share) / (total - 1);
            for (int bucket = 0; bucket < Clusters.BUCKETS; bucket++) {
                double own =
                        clusters.count(bucket, row)
                                - clusters.category(row) / total * clusters.total(bucket);
                residuals[row][bucket] =
                        own + (cumulative && row > 0 ? residuals[row - 1][bucket] : 0);
            }
        }
        double sum = 0;
        double squares = 0;
        int nonEmpty = 0;
        for (int bucket = 0; bucket < Clusters.BUCKETS; bucket++) {
            double size = clusters.total(bucket);
            sum += size;
            squares += size * size;
            nonEmpty += size > 0 ? 1 : 0;
        }
        groups = squares > 0 ? sum * sum / squares : 0;
        binomial = variance;
        covariance = new double[rows][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int bucket = 0; bucket < Clusters.BUCKETS; bucket++) {
                    product += residuals[i][bucket] * residuals[j][bucket];
                }
                double value = product / (total * total) * nonEmpty / Math.max(1, nonEmpty - 1);
                covariance[i][j] = value;
                covariance[j][i] = value;
            }
        }
    }

    /** Of the cumulative shares, as steps of a distribution function. */
    static BucketSpread ofSteps(Clusters clusters) {
        return new BucketSpread(clusters, true);
    }

    /** Of each category's share. */
    static BucketSpread ofShares(Clusters clusters) {
        return new BucketSpread(clusters, false);
    }

    /**
     * The effect on all the shares together; a factor of 1 where there is nothing to compare, as in
     * a constant feature.
     */
    DesignEffect effect() {
        double observed = trace();
        double factor = binomial > 0 && observed > 0 ? observed / binomial : 1;
        double single = Math.max(1, groups - 1);
        double directions = directions(single);
        return new DesignEffect(factor, single * directions, directions, groups);
    }

    private double directions(double single) {
        double trace = trace();
        double squares = 0;
        for (double[] row : covariance) {
            for (double value : row) {
                squares += value * value;
            }
        }
        if (single < 2 || squares == 0) {
            return 1;
        }
        double unbiased =
                (squares - trace * trace / single)
                        * (single * single / ((single - 1) * (single + 2)));
        double directions = unbiased > 0 ? trace * trace / unbiased : covariance.length;
        return Math.clamp(directions, 1.0, (double) covariance.length);
    }

    private double trace() {
        double trace = 0;
        for (int i = 0; i < covariance.length; i++) {
            trace += covariance[i][i];
        }
        return trace;
    }
}
