package io.floracare.inference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread's warm session on the model in service, and its hold on that model. */
final class SlotWorker implements ModelSlot.Worker {
    private static final Logger LOG = LoggerFactory.getLogger(SlotWorker.class);

    private final ModelSlot slot;
    private @Nullable Held held;
    private @Nullable SharedClassifier unopenable;
    private boolean closed;

    SlotWorker(ModelSlot slot) {
        this.slot = slot;
    }

    @Override
    public ModelSlot.Lease next() {
        // A record does not pay for another try at what failed; the next refresh makes it.
        changeOver(held == null ? null : unopenable);
        if (held == null) {
            throw new IllegalStateException("no model is in service");
        }
        return held.lease();
    }

    @Override
    public boolean refresh() {
        return changeOver(null);
    }

    private boolean changeOver(@Nullable SharedClassifier avoided) {
        if (closed) {
            throw new IllegalStateException("the worker is closed");
        }
        Held before = held;
        SharedClassifier other = slot.acquireOtherThan(before == null ? null : before.shared());
        if (other == null) {
            return false;
        }
        if (other == avoided) {
            other.release();
            return false;
        }
        try {
            held = open(other);
            unopenable = null;
        } catch (InferenceException e) {
            if (before == null) {
                throw e;
            }
            unopenable = other;
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("model", other.classifier().ref())
                    .addKeyValue("kept", before.lease().classifier().ref())
                    .log("A thread cannot change over to a new model and keeps its old one");
            return false;
        }
        if (before != null) {
            letGo(before);
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        unopenable = null;
        Held last = held;
        held = null;
        if (last != null) {
            letGo(last);
        }
    }

    private static Held open(SharedClassifier shared) {
        Classifier classifier = shared.classifier();
        try {
            return new Held(shared, new ModelSlot.Lease(classifier, classifier.openSession()));
        } catch (RuntimeException e) {
            shared.release();
            throw new InferenceException("no session can be opened: " + e.getMessage(), e);
        }
    }

    private static void letGo(Held held) {
        try {
            held.lease().session().close();
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("model", held.lease().classifier().ref())
                    .log("A session on a retired model did not close cleanly");
        } finally {
            held.shared().release();
        }
    }

    private record Held(SharedClassifier shared, ModelSlot.Lease lease) {}
}
