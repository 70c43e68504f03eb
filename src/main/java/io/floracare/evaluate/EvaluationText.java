package io.floracare.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An evaluation for a terminal. */
public final class EvaluationText {
    private static final int CONFUSIONS = 10;

    private EvaluationText() {}

    /** Lines of at most about 100 characters, ending with a line break. */
    public static String of(Evaluation evaluation) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%s %s, variant %s, on %d photos",
                evaluation.model().name(),
                evaluation.model().version(),
                evaluation.model().variant(),
                evaluation.photos());
        line(text, "");
        line(text, "accuracy            %s", interval(evaluation.accuracy()));
        line(text, "macro F1            %s", percent(evaluation.macroF1()));
        line(text, "calibration error   %s", percent(evaluation.calibration().expectedError()));
        line(text, "sure of             %s", interval(evaluation.coverage()));
        line(text, "right when sure     %s", interval(evaluation.accuracyWhenSure()));
        if (!evaluation.unknownClasses().isEmpty()) {
            line(text, "unknown held back   %s", interval(evaluation.heldBack()));
            line(text, "or told no leaf     %s", interval(evaluation.givenNoClass()));
            line(text, "unknown classes     %s", counts(evaluation.unknownClasses()));
        }
        if (!evaluation.unreadable().isEmpty()) {
            line(text, "without an answer   %s", counts(evaluation.unreadable()));
        }
        if (evaluation.accuracy().trials() > 0) {
            classes(text, evaluation.classes());
        }
        confusions(text, "most frequent mistakes", evaluation.confusions());
        confusions(text, "leaves of unknown classes", evaluation.unknownTakenFor());
        return text.toString();
    }

    private static void classes(StringBuilder text, List<Evaluation.ClassScore> classes) {
        int width = classes.stream().mapToInt(score -> score.name().length()).max().orElse(0);
        String row = "%-" + Math.max(5, width) + "s %7s  %-22s  %-22s  %s";
        line(text, "");
        line(text, row, "class", "photos", "recall (95 %)", "precision (95 %)", "F1");
        for (Evaluation.ClassScore score : classes) {
            line(
                    text,
                    row,
                    score.name(),
                    score.recall().trials(),
                    range(score.recall()),
                    range(score.precision()),
                    percent(score.f1()));
        }
    }

    private static void confusions(
            StringBuilder text, String title, List<Evaluation.Confusion> confusions) {
        if (confusions.isEmpty()) {
            return;
        }
        line(text, "");
        line(text, title);
        for (Evaluation.Confusion each :
                confusions.subList(0, Math.min(CONFUSIONS, confusions.size()))) {
            line(text, "%5d  %s taken for %s", each.count(), each.actual(), each.predicted());
        }
        if (confusions.size() > CONFUSIONS) {
            line(text, "       pairs not shown: %d", confusions.size() - CONFUSIONS);
        }
    }

    private static String interval(Proportion share) {
        return share.trials() == 0
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%s, %d of %d",
                        range(share),
                        share.successes(),
                        share.trials());
    }

    /** Such as {@code 97.5 % (96.5–98.2)}; a dash without trials. */
    static String range(Proportion share) {
        return share.trials() == 0
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%s (%.1f–%.1f)",
                        percent(share.value()),
                        100 * share.low(),
                        100 * share.high());
    }

    /** Such as {@code 97.5 %}; a dash of nothing. */
    static String percent(@Nullable Double share) {
        return share == null ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that we do without.
    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing()).append('\n');
    }
}
