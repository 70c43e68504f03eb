package io.floracare.classify;

/** Names of the topics that one lane reads and writes. */
public record LaneTopics(String images, String results, String features, String deadLetters) {}
