package io.floracare.report;

import java.io.IOException;

/** Where reports are put, under plain names such as {@code latest.html}. */
public interface ReportStore {
    /**
     * Puts a file, in place of one of the same name; whoever reads sees the old one or the new one
     * whole.
     *
     * @param name of letters, digits and {@code .-}
     * @throws IOException with a sentence, if it cannot be put there now
     */
    void put(String name, byte[] content) throws IOException;

    /** Where a file is, for people. */
    String place(String name);
}
