package io.floracare.drift;

/**
 * One quality issue in a window.
 *
 * @param issue what is counted
 * @param photos that have it
 * @param share of all photos, in [0, 1]
 * @param expected share that is accepted
 * @param p chance of a share this high at the expected one, clustering allowed for
 * @param raised surely above what is expected
 */
public record QualityVerdict(
        Issue issue, long photos, double share, double expected, double p, boolean raised) {}
