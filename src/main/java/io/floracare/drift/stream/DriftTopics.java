package io.floracare.drift.stream;

/**
 * Names of the aggregator's topics.
 *
 * @param features read
 * @param results read
 * @param labels read
 * @param reports written
 * @param quality written
 * @param accuracy written
 * @param alerts written
 */
public record DriftTopics(
        String features,
        String results,
        String labels,
        String reports,
        String quality,
        String accuracy,
        String alerts) {}
