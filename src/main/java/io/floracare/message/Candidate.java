package io.floracare.message;

/**
 * One class among the most probable.
 *
 * @param index class index
 * @param label the class's name in the package's labels
 * @param probability in [0, 1]
 */
public record Candidate(int index, String label, float probability) {}
