package io.floracare.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Drift reports that are made by themselves.
 *
 * @param to a folder or {@code s3://BUCKET/PREFIX}; empty for none
 * @param every how often one is made, counted from 1 January 1970 UTC
 * @param span of event time that one covers
 */
public record ReportSettings(Optional<String> to, Duration every, Duration span) {
    private static final Pattern PLACE =
            Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^/\\p{Cntrl}]+)*/?|(?!s3:).+");

    static final Setting<Optional<String>> TO =
            Setting.of(
                    "drift.report.to",
                    Parsers.optional(
                            Parsers.matching(PLACE, "expected a folder, or s3://BUCKET/PREFIX")),
                    "",
                    "Where the drift process puts a report regularly: a folder, or s3://BUCKET/PREFIX;"
                            + " empty for nowhere. latest.html is always the last one.");
    static final Setting<Duration> EVERY =
            Setting.of(
                    "drift.report.every",
                    Parsers.duration(Duration.ofMinutes(1), Duration.ofDays(31)),
                    "1d",
                    "How often a report is made: 1d at midnight UTC, 1h at each full hour.");
    static final Setting<Duration> SPAN =
            Setting.of(
                    "drift.report.span",
                    Parsers.duration(Duration.ofMinutes(1), Duration.ofDays(90)),
                    "7d",
                    "Event time that a report covers, back from when it is made.");
    static final List<Setting<?>> ALL = List.of(TO, EVERY, SPAN);

    static ReportSettings from(Values values) {
        return new ReportSettings(values.get(TO), values.get(EVERY), values.get(SPAN));
    }
}
