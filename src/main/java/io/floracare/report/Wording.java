package io.floracare.report;

import io.floracare.drift.DriftReport;
import io.floracare.drift.FeatureVerdict;
import io.floracare.drift.ShareVerdict;
import io.floracare.drift.Verdict;
import io.floracare.message.ModelRef;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Says figures in words that a person who knows no statistics understands. */
final class Wording {
    private static final int NAMED = 3;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Map<String, String> FEATURES =
            Map.ofEntries(
                    Map.entry("confidence", "the model's confidence"),
                    Map.entry("margin", "margin over the second answer"),
                    Map.entry("entropy", "doubt between the answers"),
                    Map.entry("energy", "how familiar photos look to the model"),
                    Map.entry("brightness", "brightness"),
                    Map.entry("contrast", "contrast"),
                    Map.entry("red", "share of red"),
                    Map.entry("green", "share of green"),
                    Map.entry("blue", "share of blue"),
                    Map.entry("aspectRatio", "width to height"),
                    Map.entry("area", "number of pixels"),
                    Map.entry("sharpness", "sharpness"),
                    Map.entry("greyEntropy", "variety of grey levels"),
                    Map.entry("greenShare", "green part of the picture"),
                    Map.entry("bytes", "size of the file"));

    private Wording() {}

    static String name(ModelRef model) {
        return model.name() + " " + model.version() + " (" + model.variant() + ")";
    }

    /** A feature's name for people; the other one is shown beside it. */
    static String feature(String name) {
        return feature(name, List.of());
    }

    /** As the other, with the names of the classes if they are known. */
    static String feature(String name, List<String> labels) {
        if (name.matches("probs\\.\\d{1,4}")) {
            int index = Integer.parseInt(name.substring("probs.".length()));
            if (index < labels.size()) {
                return "probability of " + label(labels.get(index));
            }
        }
        String known = FEATURES.get(name);
        return known != null
                ? known
                : name.startsWith("probs.")
                        ? "probability of class " + name.substring("probs.".length())
                        : name;
    }

    static String time(Instant time) {
        return TIME.format(time) + " UTC";
    }

    /** A window, such as 23 Nov 2026 14:00 to 15:00 UTC. */
    static String window(Instant start, Instant end) {
        boolean oneDay =
                start.truncatedTo(ChronoUnit.DAYS).equals(end.truncatedTo(ChronoUnit.DAYS));
        return TIME.format(start) + " to " + (oneDay ? HOUR : TIME).format(end) + " UTC";
    }

    /** A text that begins a line. */
    static String title(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** How a feature moved. */
    static String move(FeatureVerdict feature) {
        return "%s → %s on average, %.2f σ%s"
                .formatted(
                        number(feature.referenceMean()),
                        number(feature.mean()),
                        feature.wasserstein(),
                        feature.drifted() ? ", changed" : "");
    }

    /** A number with as many digits as a person reads. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size >= 10_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 100) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        if (size >= 1) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        return size >= 0.001
                ? String.format(Locale.ROOT, "%.3f", value)
                : String.format(Locale.ROOT, "%.0e", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** An interval of shares, such as 86.0–95.0 %. */
    static String range(double low, double high) {
        return String.format(Locale.ROOT, "%.1f–%.1f %%", 100 * low, 100 * high);
    }

    static String verdict(Outlook outlook, DriftReport detail, List<DriftReport> windows) {
        return switch (outlook) {
            case DRIFT ->
                    "Since %s photos differ from the baseline: %s."
                            .formatted(time(since(windows, detail)), changes(detail));
            case RECOVERED ->
                    "Photos differed from the baseline until %s: %s. Since then nothing differs."
                            .formatted(time(detail.end()), changes(detail));
            case STABLE -> "No window differs from the baseline by more than chance.";
            case INSUFFICIENT_DATA -> "There is not enough data to say. " + detail.sentence();
        };
    }

    /** Start of the first of the windows that differ one after the other, up to the last. */
    private static Instant since(List<DriftReport> windows, DriftReport last) {
        Instant since = last.start();
        for (DriftReport window : windows.reversed()) {
            if (window.verdict() == Verdict.STABLE && window.start().isBefore(last.start())) {
                break;
            }
            if (window.verdict() == Verdict.DRIFT) {
                since = window.start();
            }
        }
        return since;
    }

    private static String changes(DriftReport report) {
        List<String> parts = new ArrayList<>();
        report.features().stream()
                .filter(FeatureVerdict::drifted)
                .sorted(Comparator.comparingDouble(FeatureVerdict::wasserstein).reversed())
                .forEach(feature -> parts.add(change(feature)));
        Stream.concat(report.outcomes().stream(), report.classes().stream())
                .filter(ShareVerdict::drifted)
                .sorted(Comparator.comparingDouble(share -> -Math.abs(share.cohenH())))
                .forEach(share -> parts.add(change(share)));
        if (parts.isEmpty()) {
            return "the counts say so, the report does not say what";
        }
        int more = parts.size() - NAMED;
        return String.join(", ", parts.subList(0, Math.min(NAMED, parts.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    static String change(FeatureVerdict feature) {
        double change = feature.mean() - feature.referenceMean();
        return "%s is %s (%s instead of %s on average)"
                .formatted(
                        feature(feature.name()),
                        change > 0 ? "higher" : change < 0 ? "lower" : "spread otherwise",
                        number(feature.mean()),
                        number(feature.referenceMean()));
    }

    private static String change(ShareVerdict share) {
        return "%s is %s of the answers instead of %s"
                .formatted(
                        label(share.name()),
                        percent(share.share()),
                        percent(share.referenceShare()));
    }

    /** A class's name as people write it: {@code Tomato___Late_blight} is Tomato, late blight. */
    static String label(String name) {
        int parts = name.indexOf("___");
        if (parts < 0) {
            return name.replace('_', ' ').strip();
        }
        String crop = name.substring(0, parts).replace('_', ' ').strip();
        String state = name.substring(parts + 3).replace('_', ' ').strip();
        return crop + ", " + state;
    }
}
