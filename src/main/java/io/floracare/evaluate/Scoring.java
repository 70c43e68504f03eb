package io.floracare.evaluate;

import io.floracare.message.ModelRef;
import io.floracare.model.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes judgements into figures. */
final class Scoring {
    private static final Comparator<Evaluation.Confusion> MOST_FREQUENT_FIRST =
            Comparator.comparingInt(Evaluation.Confusion::count).reversed();

    private final List<String> names;
    private final int[][] matrix;

    private Scoring(List<Label> labels, List<Judgement.Answered> known) {
        names = labels.stream().map(Label::name).toList();
        matrix = new int[names.size()][names.size()];
        for (Judgement.Answered answer : known) {
            matrix[answer.actual()][answer.predicted()]++;
        }
    }

    static Evaluation score(
            ModelRef model,
            List<Label> labels,
            List<Judgement> judgements,
            Map<String, Integer> unknownClasses) {
        List<Judgement.Answered> known = new ArrayList<>();
        List<Judgement.Answered> unknown = new ArrayList<>();
        Map<String, Integer> unreadable = new TreeMap<>();
        for (Judgement judgement : judgements) {
            switch (judgement) {
                case Judgement.Answered answer -> (answer.known() ? known : unknown).add(answer);
                case Judgement.Unreadable refused ->
                        unreadable.merge(refused.code().wire(), 1, Integer::sum);
            }
        }
        List<Judgement.Answered> sure = known.stream().filter(a -> !a.uncertain()).toList();
        long heldBack = unknown.stream().filter(Judgement.Answered::uncertain).count();
        List<Judgement.Answered> named =
                unknown.stream()
                        .filter(a -> !a.uncertain() && !labels.get(a.predicted()).background())
                        .toList();
        Scoring scoring = new Scoring(labels, known);
        List<Evaluation.ClassScore> classes = scoring.classes();
        return new Evaluation(
                model,
                judgements.size(),
                correct(known),
                macroF1(classes),
                Calibration.of(known),
                new Proportion(sure.size(), known.size()),
                correct(sure),
                new Proportion(heldBack, unknown.size()),
                new Proportion(unknown.size() - named.size(), unknown.size()),
                unknownClasses,
                scoring.takenFor(named),
                unreadable,
                classes,
                scoring.confusions(),
                scoring.rows());
    }

    private static @Nullable Double macroF1(List<Evaluation.ClassScore> classes) {
        OptionalDouble mean =
                classes.stream()
                        .map(Evaluation.ClassScore::f1)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    private static Proportion correct(List<Judgement.Answered> answers) {
        return new Proportion(
                answers.stream().filter(Judgement.Answered::correct).count(), answers.size());
    }

    private List<Evaluation.ClassScore> classes() {
        return IntStream.range(0, names.size()).mapToObj(this::classScore).toList();
    }

    private Evaluation.ClassScore classScore(int index) {
        int right = matrix[index][index];
        int photos = IntStream.of(matrix[index]).sum();
        int named = IntStream.range(0, names.size()).map(actual -> matrix[actual][index]).sum();
        return new Evaluation.ClassScore(
                names.get(index),
                new Proportion(right, named),
                new Proportion(right, photos),
                photos == 0 ? null : 2.0 * right / (photos + named));
    }

    private List<Evaluation.Confusion> confusions() {
        List<Evaluation.Confusion> confusions = new ArrayList<>();
        for (int actual = 0; actual < names.size(); actual++) {
            for (int predicted = 0; predicted < names.size(); predicted++) {
                int count = matrix[actual][predicted];
                if (actual != predicted && count > 0) {
                    confusions.add(
                            new Evaluation.Confusion(
                                    names.get(actual), names.get(predicted), count));
                }
            }
        }
        confusions.sort(MOST_FREQUENT_FIRST);
        return confusions;
    }

    private List<Evaluation.Confusion> takenFor(List<Judgement.Answered> unknown) {
        Map<String, Map<Integer, Integer>> counts = new TreeMap<>();
        for (Judgement.Answered answer : unknown) {
            counts.computeIfAbsent(answer.shows(), each -> new TreeMap<>())
                    .merge(answer.predicted(), 1, Integer::sum);
        }
        List<Evaluation.Confusion> taken = new ArrayList<>();
        counts.forEach((shows, predicted) ->
                predicted.forEach((index, count) ->
                        taken.add(new Evaluation.Confusion(shows, names.get(index), count))));
        taken.sort(MOST_FREQUENT_FIRST);
        return taken;
    }

    private List<List<Integer>> rows() {
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] row : matrix) {
            rows.add(IntStream.of(row).boxed().toList());
        }
        return rows;
    }
}
