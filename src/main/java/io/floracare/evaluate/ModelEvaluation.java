package io.floracare.evaluate;

import io.floracare.classify.Classification;
import io.floracare.classify.SystemFault;
import io.floracare.image.ImageLimits;
import io.floracare.inference.Classifier;
import io.floracare.inference.ModelSlot;
import io.floracare.model.Label;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs labelled photos through the path that classifies records, and scores the answers. */
public final class ModelEvaluation {
    private final Classifier classifier;
    private final PhotoRun run;
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
        this.run = new PhotoRun(slot, limits, threads);
        for (Label label : classifier.modelPackage().labels()) {
            indices.put(label.name(), label.index());
        }
    }

    /**
     * Classifies every photo and scores the answers. The order of the photos does not matter.
     *
     * @throws InterruptedException if the calling thread is interrupted; the workers have ended
     * @throws UncheckedIOException if a photo cannot be read from disk
     * @throws SystemFault if the engine fails on good images
     */
    public Evaluation run(List<LabelledPhoto> photos, PhotoRun.Progress progress)
            throws InterruptedException {
        List<Judgement> judgements = run.run(photos, this::judge, progress);
        return Scoring.score(
                classifier.ref(),
                classifier.modelPackage().labels(),
                judgements,
                unknownClasses(photos));
    }

    private Judgement judge(LabelledPhoto photo, Classification classification) {
        return switch (classification) {
            case Classification.Answered answered ->
                    new Judgement.Answered(
                            photo.className(),
                            indices.getOrDefault(photo.className(), -1),
                            answered.decision().best(),
                            answered.decision().confidence(),
                            answered.decision().uncertain());
            case Classification.Failed failed -> new Judgement.Unreadable(failed.error().code());
        };
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
}
