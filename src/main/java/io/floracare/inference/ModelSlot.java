package io.floracare.inference;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The model in service. Threads take a lease for one record, so that a record sees one model from
 * start to end; a model that was replaced is closed when its last lease and its sessions are done.
 */
public final class ModelSlot implements AutoCloseable, Supplier<@Nullable Classifier> {

    /** The classifier in service; null before the first. */
    @Override
    public @Nullable Classifier get() {
        throw new IllegalStateException("being written");
    }

    /** Puts a classifier in service and retires the one before it. */
    public void install(Classifier classifier) {
        throw new IllegalStateException("being written");
    }

    /** Opens a stream thread's use of the slot; the thread closes it. */
    public Worker worker() {
        throw new IllegalStateException("being written");
    }

    /** Retires the classifier in service. Call after every worker is closed. */
    @Override
    public void close() {
        throw new IllegalStateException("being written");
    }

    /**
     * One thread's view of the slot: keeps a warm session of the current model and changes over
     * between records.
     */
    public interface Worker extends AutoCloseable {
        /**
         * The session to use for the next record. Until the next call the same model stays in
         * service for this thread.
         *
         * @throws IllegalStateException if no classifier was ever installed
         */
        Lease next();

        @Override
        void close();
    }

    /**
     * A classifier and this thread's session on it; valid until the worker's next {@code next} or
     * {@code close}.
     */
    public record Lease(Classifier classifier, Session session) {}
}
