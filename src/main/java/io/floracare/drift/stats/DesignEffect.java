package io.floracare.drift.stats;

/**
 * How much less a clustered sample says than an independent one of its size: the ratio of the
 * variance of a share to the binomial variance, from the spread between hash buckets (the method of
 * random groups: Wolter, "Introduction to Variance Estimation", 2007, chapter 2, with the
 * linearised ratio estimator).
 *
 * @param factor variance relative to independent photos; 1 when each photo stands alone
 * @param freedom degrees of freedom of the estimate; infinite when the factor is known
 * @param directions in how many independent directions the shares vary, at least 1; a Brownian
 *     bridge has 2.5, a shift of the whole distribution 1
 * @param groups effective number of buckets, {@code (Σn)² / Σn²}
 */
public record DesignEffect(double factor, double freedom, double directions, double groups) {
    /** Directions of a Brownian bridge, {@code (Σ 1/k²)² / Σ 1/k⁴}. */
    public static final double BRIDGE = 2.5;

    /** Independent photos. */
    public static final DesignEffect NONE =
            new DesignEffect(1, Double.POSITIVE_INFINITY, BRIDGE, Clusters.BUCKETS);

    public DesignEffect {
        if (!(factor > 0) || !(freedom > 0) || !(directions >= 1)) {
            throw new IllegalArgumentException(
                    "a design effect's factor and degrees of freedom are positive: "
                            + factor
                            + ", "
                            + freedom
                            + ", "
                            + directions);
        }
    }

    /**
     * Of a distribution function: the mean over the coarse steps, each weighted by its binomial
     * variance. Averaging over steps that vary in several directions is surer than one variance
     * with a bucket's degrees of freedom: ν = (G − 1)·tr(C)² / tr(C²) of the covariance C between
     * steps (Box 1954), with tr(C²) freed of its bias (Bai and Saranadasa 1996).
     */
    public static DesignEffect ofDistribution(Clusters clusters) {
        return BucketSpread.ofSteps(clusters).effect();
    }

    /** Of all categories' shares together (Rao and Scott's first-order correction, 1981). */
    public static DesignEffect ofShares(Clusters clusters) {
        return BucketSpread.ofShares(clusters).effect();
    }

    /**
     * Of one category's share: that of the category or of all together, whichever is larger, since
     * a rare category's own spread is not known.
     */
    public static DesignEffect ofShare(Clusters clusters, int category) {
        DesignEffect all = ofShares(clusters);
        Clusters pair = new Clusters(2);
        for (int bucket = 0; bucket < Clusters.BUCKETS; bucket++) {
            int hits = clusters.count(bucket, category);
            pair.add(bucket, 0, hits);
            pair.add(bucket, 1, Math.toIntExact(clusters.total(bucket)) - hits);
        }
        double own = ofShares(pair).factor();
        double single = Math.max(1, all.groups - 1);
        return new DesignEffect(Math.max(own, all.factor), single, 1, all.groups);
    }

    /** What remains of a sample: {@code size / factor}. */
    public double effective(long size) {
        return size / factor;
    }

    /** The effect left when only this share of the photos of each cluster is kept. */
    public DesignEffect thinned(double kept) {
        return new DesignEffect(
                Math.max(1e-9, 1 + (factor - 1) * kept), freedom, directions, groups);
    }

    /** As this effect with another factor. */
    public DesignEffect withFactor(double other) {
        return new DesignEffect(other, freedom, directions, groups);
    }
}
