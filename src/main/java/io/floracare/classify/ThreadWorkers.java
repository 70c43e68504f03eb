package io.floracare.classify;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One {@link RecordClassifier} a stream thread: processors are made per task, but a session, a
 * reader and a marker belong to a thread. A worker lives while its thread has at least one task.
 */
final class ThreadWorkers {
    private final ClassifyParts parts;
    private final Map<Thread, Entry> entries = new ConcurrentHashMap<>();

    ThreadWorkers(ClassifyParts parts) {
        this.parts = parts;
    }

    /** The calling thread's worker, opened by its first task. */
    RecordClassifier acquire() {
        Entry entry = entries.computeIfAbsent(Thread.currentThread(), thread -> open());
        entry.tasks++;
        return entry.classifier;
    }

    /** A task of the calling thread is closed; the last one closes the worker. */
    void release() {
        Entry entry = entries.get(Thread.currentThread());
        if (entry != null && --entry.tasks == 0) {
            entries.remove(Thread.currentThread());
            entry.images.close();
        }
    }

    private Entry open() {
        ImageClassifier images = new ImageClassifier(parts.limits(), parts.slot(), parts.check());
        return new Entry(images, new RecordClassifier(images, parts.markers().marker(), parts));
    }

    private static final class Entry {
        private final ImageClassifier images;
        private final RecordClassifier classifier;
        private int tasks;

        Entry(ImageClassifier images, RecordClassifier classifier) {
            this.images = images;
            this.classifier = classifier;
        }
    }
}
