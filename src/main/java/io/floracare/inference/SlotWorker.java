package io.floracare.inference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread's warm session on the model in service, and its hold on that model. */
final class SlotWorker implements ModelSlot.Worker {
    private static final Logger LOG = LoggerFactory.getLogger(SlotWorker.class);

    private final ModelSlot slot;
    private @Nullable Held held;
    private boolean closed;

    SlotWorker(ModelSlot slot) {
        this.slot = slot;
    }

    @Override
    public ModelSlot.Lease next() {
        refresh();
        if (held == null) {
            throw new IllegalStateException("no model is in service");
        }
        return held.lease();
    }

    @Override
    public boolean refresh() {
        if (closed) {
            throw new IllegalStateException("the worker is closed");
        }
        SharedClassifier other = slot.acquireOtherThan(held == null ? null : held.shared());
        if (other == null) {
            return false;
        }
        Held before = held;
        held = open(other);
        if (before != null) {
            letGo(before);
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        Held last = held;
        held = null;
        if (last != null) {
            letGo(last);
        }
    }

    private static Held open(SharedClassifier shared) {
        Classifier classifier = shared.classifier();
        boolean opened = false;
        try {
            Held next = new Held(shared, new ModelSlot.Lease(classifier, classifier.openSession()));
            opened = true;
            return next;
        } finally {
            if (!opened) {
                shared.release();
            }
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
