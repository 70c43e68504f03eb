package io.floracare.image;

import org.jspecify.annotations.Nullable;

/** What the bytes say they are, before anything is decoded. */
sealed interface Probe {

    /**
     * An image of a format that is read.
     *
     * @param defect what is wrong behind the header, such as a missing end; null when nothing is
     */
    record Image(Header header, @Nullable Refusal defect) implements Probe {}

    /**
     * Anything else.
     *
     * @param format the format, when at least that is known
     */
    record Other(@Nullable ImageFormat format, Refusal refusal) implements Probe {}
}
