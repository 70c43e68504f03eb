package io.floracare.drift;

import io.floracare.drift.stats.BinEdges;
import io.floracare.drift.stats.CategoricalCounts;
import io.floracare.drift.stats.Histogram;
import java.util.ArrayList;
import java.util.List;

/**
 * What a window (or a baseline) counts of the tested photos of one model and segment: a histogram
 * of each feature, the answers, how many the model abstained from, and the confidence of the
 * answers that accuracy is estimated over. Integers; merges in any order to the same bits. Not
 * thread-safe.
 */
public final class WindowCounts {
    static final int OK = 0;
    static final int UNCERTAIN = 1;
    static final int BACKGROUND = 2;

    private final List<Histogram> features;
    private final CategoricalCounts predictions;
    private final CategoricalCounts outcomes;
    private final Histogram answered;

    private WindowCounts(
            List<Histogram> features,
            CategoricalCounts predictions,
            CategoricalCounts outcomes,
            Histogram answered) {
        this.features = List.copyOf(features);
        this.predictions = predictions;
        this.outcomes = outcomes;
        this.answered = answered;
    }

    /** Empty counts. */
    public static WindowCounts of(Layout layout) {
        List<Histogram> features = new ArrayList<>();
        for (BinEdges edges : layout.edges()) {
            features.add(new Histogram(edges));
        }
        return new WindowCounts(
                features,
                new CategoricalCounts(layout.categories()),
                new CategoricalCounts(BACKGROUND + 1),
                new Histogram(layout.answeredEdges()));
    }

    static WindowCounts of(
            List<Histogram> features,
            CategoricalCounts predictions,
            CategoricalCounts outcomes,
            Histogram answered) {
        return new WindowCounts(features, predictions, outcomes, answered);
    }

    /** Adds a photo. */
    public void add(Observation photo, Layout layout) {
        change(PhotoCells.of(photo, layout), layout, 1);
    }

    /** Takes back a photo that was added. */
    void remove(Observation photo, Layout layout) {
        change(PhotoCells.of(photo, layout), layout, -1);
    }

    /** Adds a photo of this layout. */
    public void add(PhotoCells photo, Layout layout) {
        change(photo, layout, 1);
    }

    /** Takes back a photo of this layout that was added. */
    public void remove(PhotoCells photo, Layout layout) {
        change(photo, layout, -1);
    }

    private void change(PhotoCells photo, Layout layout, int amount) {
        int bucket = photo.bucket();
        for (int i = 0; i < features.size(); i++) {
            features.get(i).change(photo.cell(i), photo.offset(i), bucket, amount);
        }
        int outcome = photo.outcome();
        if (outcome == PhotoCells.NONE) {
            return;
        }
        predictions.change(photo.prediction(), bucket, amount);
        outcomes.change(outcome, bucket, amount);
        if (outcome == OK) {
            int confidence = layout.confidence();
            answered.change(photo.cell(confidence), photo.offset(confidence), bucket, amount);
        }
    }

    /** Adds everything other counts hold. */
    public void merge(WindowCounts other) {
        for (int i = 0; i < features.size(); i++) {
            features.get(i).merge(other.features.get(i));
        }
        predictions.merge(other.predictions);
        outcomes.merge(other.outcomes);
        answered.merge(other.answered);
    }

    /** Photos counted. */
    public long size() {
        return outcomes.size();
    }

    List<Histogram> features() {
        return features;
    }

    CategoricalCounts predictions() {
        return predictions;
    }

    /** Answers, abstentions and photos of background, in this order. */
    CategoricalCounts outcomes() {
        return outcomes;
    }

    /** Confidence of the answers that name a leaf's condition. */
    Histogram answered() {
        return answered;
    }
}
