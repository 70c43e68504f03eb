package io.floracare.client;

import org.jspecify.annotations.Nullable;

/**
 * What a replay did.
 *
 * @param replayed letters that are on image topics again, or would be
 * @param refused letters that cannot be replayed
 * @param stopped why it ended early, as a sentence; null if it did not
 */
public record ReplayReport(int replayed, int refused, @Nullable String stopped) {}
