package io.floracare.inference;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A classifier that closes when its last holder lets go. Whoever makes it holds it; nobody can take
 * hold of it again once it is closed.
 */
final class SharedClassifier {
    private static final Logger LOG = LoggerFactory.getLogger(SharedClassifier.class);

    private final Classifier classifier;
    private final AtomicInteger holders = new AtomicInteger(1);

    SharedClassifier(Classifier classifier) {
        this.classifier = classifier;
    }

    Classifier classifier() {
        return classifier;
    }

    /** Takes hold of the classifier; false if it is closed or about to be. */
    boolean acquire() {
        while (true) {
            int now = holders.get();
            if (now == 0) {
                return false;
            }
            if (holders.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** Lets go. The last to do so closes the classifier; a failure to close is only logged. */
    void release() {
        int left = holders.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("released more often than acquired");
        }
        if (left == 0) {
            // The caller has a record in hand or is stopping: neither may fail for an old model.
            try {
                classifier.close();
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .setCause(e)
                        .addKeyValue("model", classifier.ref())
                        .log("A retired model did not close cleanly");
            }
        }
    }
}
