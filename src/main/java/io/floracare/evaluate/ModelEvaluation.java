package io.floracare.evaluate;

import io.floracare.classify.Classification;
import io.floracare.classify.ImageClassifier;
import io.floracare.classify.SelfTestCheck;
import io.floracare.classify.SystemFault;
import io.floracare.image.ImageLimits;
import io.floracare.inference.Classifier;
import io.floracare.inference.ModelSlot;
import io.floracare.model.Label;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs labelled photos through the path that classifies records, on several threads. */
public final class ModelEvaluation {
    private final Classifier classifier;
    private final ModelSlot slot;
    private final ImageLimits limits;
    private final int threads;
    private final Map<String, Integer> indices = new HashMap<>();

    /**
     * @param slot has the model in service, which must stay the same during {@link #run}
     * @param threads how many photos are classified at a time, at least 1
     * @throws IllegalStateException if the slot has no model
     */
    public ModelEvaluation(ModelSlot slot, ImageLimits limits, int threads) {
        Classifier inService = slot.get();
        if (inService == null) {
            throw new IllegalStateException("no model is in service");
        }
        this.classifier = inService;
        this.slot = slot;
        this.limits = limits;
        this.threads = threads;
        for (Label label : classifier.modelPackage().labels()) {
            indices.put(label.name(), label.index());
        }
    }

    /** Told how far a run is, by one thread at a time. */
    @FunctionalInterface
    public interface Progress {
        void done(int photos, int ofPhotos);
    }

    /**
     * Classifies every photo and scores the answers. The order of the photos does not matter.
     *
     * @throws InterruptedException if the calling thread is interrupted; the workers have ended
     * @throws UncheckedIOException if a photo cannot be read from disk
     * @throws SystemFault if the engine fails on good images
     */
    public Evaluation run(List<LabelledPhoto> photos, Progress progress)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Counter counter = new Counter(photos.size(), progress);
        List<Judgement> judgements = new ArrayList<>();
        List<Future<List<Judgement>>> workers = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(() -> work(photos, next, counter)));
            }
            for (Future<List<Judgement>> worker : workers) {
                judgements.addAll(worker.get());
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            // Workers stop at the next photo, also when one of them failed.
            next.set(photos.size());
            executor.close();
        }
        return Scoring.score(
                classifier.ref(),
                classifier.modelPackage().labels(),
                judgements,
                unknownClasses(photos));
    }

    private List<Judgement> work(List<LabelledPhoto> photos, AtomicInteger next, Counter counter) {
        List<Judgement> judgements = new ArrayList<>();
        try (ImageClassifier images = new ImageClassifier(limits, slot, new SelfTestCheck())) {
            for (int i = next.getAndIncrement(); i < photos.size(); i = next.getAndIncrement()) {
                judgements.add(judge(images, photos.get(i)));
                counter.step();
            }
        }
        return judgements;
    }

    private Judgement judge(ImageClassifier images, LabelledPhoto photo) {
        return switch (images.classify(read(photo))) {
            case Classification.Answered answered ->
                    new Judgement.Answered(
                            indices.getOrDefault(photo.className(), -1),
                            answered.decision().best(),
                            answered.decision().confidence(),
                            answered.decision().uncertain());
            case Classification.Failed failed -> new Judgement.Unreadable(failed.error().code());
        };
    }

    private byte[] read(LabelledPhoto photo) {
        try (InputStream in = Files.newInputStream(photo.file())) {
            // One byte more than the limit is enough to be refused for it.
            return in.readNBytes(limits.maxBytes() + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(photo.file() + " cannot be read: " + e, e);
        }
    }

    private Map<String, Integer> unknownClasses(List<LabelledPhoto> photos) {
        Map<String, Integer> unknown = new TreeMap<>();
        for (LabelledPhoto photo : photos) {
            if (!indices.containsKey(photo.className())) {
                unknown.merge(photo.className(), 1, Integer::sum);
            }
        }
        return unknown;
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException("an evaluation thread died", e.getCause());
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
