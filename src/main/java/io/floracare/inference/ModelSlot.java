package io.floracare.inference;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The model in service. Threads take a lease for one record, so that a record sees one model from
 * start to end; a model that was replaced is closed when its last lease and its sessions are done.
 * Safe for use by many threads; installing never waits for a worker, nor a worker for an install.
 */
public final class ModelSlot implements AutoCloseable, Supplier<@Nullable Classifier> {
    private final Object installing = new Object();
    private volatile @Nullable SharedClassifier current;
    private boolean closed;

    /** The classifier in service; null before the first and after {@link #close}. */
    @Override
    public @Nullable Classifier get() {
        SharedClassifier now = current;
        return now == null ? null : now.classifier();
    }

    /**
     * Puts a classifier in service and retires the one before it. The slot closes the classifier
     * when it has been replaced and no worker uses it; a closed slot closes it at once.
     */
    @SuppressWarnings("ReferenceEquality") // What is closed once is the instance.
    public void install(Classifier classifier) {
        SharedClassifier retired;
        synchronized (installing) {
            SharedClassifier before = current;
            if (before != null && before.classifier() == classifier) {
                return;
            }
            SharedClassifier next = new SharedClassifier(classifier);
            if (closed) {
                retired = next;
            } else {
                retired = before;
                current = next;
            }
        }
        if (retired != null) {
            retired.release();
        }
    }

    /** Opens a stream thread's use of the slot; the thread closes it. */
    public Worker worker() {
        return new SlotWorker(this);
    }

    /**
     * Retires the classifier in service. Call after every worker is closed: a worker that is still
     * open keeps its model until it closes.
     */
    @Override
    public void close() {
        SharedClassifier retired;
        synchronized (installing) {
            closed = true;
            retired = current;
            current = null;
        }
        if (retired != null) {
            retired.release();
        }
    }

    /**
     * Takes a hold on the classifier in service, unless it is the one that the caller holds.
     *
     * @return null if there is nothing to change over to
     */
    @Nullable SharedClassifier acquireOtherThan(@Nullable SharedClassifier held) {
        while (true) {
            SharedClassifier now = current;
            if (now == null || now == held) {
                return null;
            }
            // Fails only if it was replaced and closed since it was read, so another is there.
            if (now.acquire()) {
                return now;
            }
        }
    }

    /**
     * One thread's view of the slot: keeps a warm session of the current model and changes over
     * between records.
     */
    public interface Worker extends AutoCloseable {
        /**
         * The session to use for the next record. Until the next call the same model stays in
         * service for this thread. If a session of a new model cannot be opened, the thread keeps
         * the old one.
         *
         * @throws IllegalStateException if no classifier was ever installed
         * @throws InferenceException if this thread's first session cannot be opened
         */
        Lease next();

        /**
         * Changes over to the model in service, if there is another, without a record in hand. To
         * be called from time to time by a thread that may be idle: it warms the new model before a
         * record needs it, tries again what failed, and lets go of the old one. Does nothing before
         * the first model.
         *
         * @return whether the worker changed over
         * @throws InferenceException as {@link #next}
         */
        boolean refresh();

        @Override
        void close();
    }

    /**
     * A classifier and this thread's session on it; valid until the worker's next {@code next},
     * {@code refresh} or {@code close}.
     */
    public record Lease(Classifier classifier, Session session) {}
}
