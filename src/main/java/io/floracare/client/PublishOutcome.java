package io.floracare.client;

import java.nio.file.Path;

/** What became of one file. */
public sealed interface PublishOutcome {
    /** The file. */
    Path path();

    /**
     * The broker has it.
     *
     * @param claimed the record claims the image from the object store
     */
    record Sent(
            Path path,
            String id,
            String subject,
            long bytes,
            int partition,
            long offset,
            boolean claimed)
            implements PublishOutcome {}

    /** An earlier run sent it, with this content. */
    record Earlier(Path path, String id, String subject, long bytes) implements PublishOutcome {}

    /** It cannot be sent, which the sentence explains; the others go on. */
    record Refused(Path path, String message) implements PublishOutcome {}
}
