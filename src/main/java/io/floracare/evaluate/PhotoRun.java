package io.floracare.evaluate;

import io.floracare.classify.Classification;
import io.floracare.classify.ImageClassifier;
import io.floracare.classify.SelfTestCheck;
import io.floracare.classify.SystemFault;
import io.floracare.image.ImageLimits;
import io.floracare.inference.ModelSlot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;

/** Runs photos through the path that classifies records, on several threads. */
public final class PhotoRun {
    private final ModelSlot slot;
    private final ImageLimits limits;
    private final int threads;

    /**
     * @param slot has the model in service, which must stay the same during {@link #run}
     * @param threads how many photos are classified at a time, at least 1
     * @throws IllegalStateException if the slot has no model
     */
    public PhotoRun(ModelSlot slot, ImageLimits limits, int threads) {
        if (slot.get() == null) {
            throw new IllegalStateException("no model is in service");
        }
        this.slot = slot;
        this.limits = limits;
        this.threads = threads;
    }

    /** Told how far a run is, by one thread at a time. */
    @FunctionalInterface
    public interface Progress {
        void done(int photos, int ofPhotos);
    }

    /**
     * Classifies every photo.
     *
     * @param take makes of a photo and its classification what is kept; called by several threads
     * @return what was made, in the order of the photos
     * @throws InterruptedException if the calling thread is interrupted; the workers have ended
     * @throws UncheckedIOException if a photo cannot be read from disk
     * @throws SystemFault if the engine fails on good images
     */
    public <T> List<T> run(
            List<LabelledPhoto> photos,
            BiFunction<LabelledPhoto, Classification, T> take,
            Progress progress)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Counter counter = new Counter(photos.size(), progress);
        AtomicReferenceArray<T> taken = new AtomicReferenceArray<>(photos.size());
        List<Future<?>> workers = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(() -> work(photos, take, next, counter, taken)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            // Workers stop at the next photo, also when one of them failed.
            next.set(photos.size());
            executor.close();
        }
        List<T> all = new ArrayList<>(photos.size());
        for (int i = 0; i < photos.size(); i++) {
            all.add(taken.get(i));
        }
        return all;
    }

    private <T> void work(
            List<LabelledPhoto> photos,
            BiFunction<LabelledPhoto, Classification, T> take,
            AtomicInteger next,
            Counter counter,
            AtomicReferenceArray<T> taken) {
        try (ImageClassifier images = new ImageClassifier(limits, slot, new SelfTestCheck())) {
            for (int i = next.getAndIncrement(); i < photos.size(); i = next.getAndIncrement()) {
                LabelledPhoto photo = photos.get(i);
                taken.set(i, take.apply(photo, images.classify(read(photo))));
                counter.step();
            }
        }
    }

    private byte[] read(LabelledPhoto photo) {
        try (InputStream in = Files.newInputStream(photo.file())) {
            // One byte more than the limit is enough to be refused for it.
            return in.readNBytes(limits.maxBytes() + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(photo.file() + " cannot be read: " + e, e);
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException("a thread that classifies died", e.getCause());
    }

    /** Tells the progress of all threads, in order. */
    private static final class Counter {
        private final int total;
        private final Progress progress;
        private int done;

        Counter(int total, Progress progress) {
            this.total = total;
            this.progress = progress;
        }

        synchronized void step() {
            done++;
            progress.done(done, total);
        }
    }
}
