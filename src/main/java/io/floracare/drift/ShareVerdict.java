package io.floracare.drift;

/**
 * One share in a window against the baseline: of a class among the answers, or of an outcome.
 *
 * @param name of the class or outcome
 * @param share in the window, in [0, 1]
 * @param referenceShare in the baseline
 * @param p chance of a difference this large when nothing changed, clustering allowed for
 * @param adjusted p over all shares tested (Holm)
 * @param cohenH size of the change, positive when the share grew
 * @param drifted surely and by enough to matter
 */
public record ShareVerdict(
        String name,
        double share,
        double referenceShare,
        double p,
        double adjusted,
        double cohenH,
        boolean drifted) {}
