package io.floracare.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.drift.Segment;
import io.floracare.message.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a report at each full period and puts it into a store: as a page and as JSON, under its
 * time and as {@code latest}. One that fails is tried again at the next call. Not thread-safe.
 */
public final class RegularReports {
    private static final Logger LOG = LoggerFactory.getLogger(RegularReports.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final ReportSource source;
    private final ReportStore store;
    private final Duration every;
    private final Duration span;
    private Instant next;

    /**
     * @param every time between two reports, counted from 1 January 1970 UTC
     * @param span of event time that a report covers
     * @param now a first report is made at once
     */
    public RegularReports(
            ReportSource source, ReportStore store, Duration every, Duration span, Instant now) {
        this.source = source;
        this.store = store;
        this.every = every;
        this.span = span;
        this.next = due(now);
    }

    /** The last full period that has passed. */
    private Instant due(Instant now) {
        long millis = every.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), millis) * millis);
    }

    /**
     * Makes the report that is due, if one is; of several that were missed the last one.
     *
     * @return whether a report was made
     */
    public boolean run(Instant now) throws InterruptedException {
        Instant due = due(now);
        if (due.isBefore(next)) {
            return false;
        }
        try {
            DriftSummary summary = source.read(due.minus(span), due, Segment.ALL);
            byte[] page = DriftPage.of(summary).getBytes(StandardCharsets.UTF_8);
            byte[] json = Json.mapper().writeValueAsBytes(summary);
            String name = "drift-" + NAME.format(due);
            store.put(name + ".html", page);
            store.put(name + ".json", json);
            store.put("latest.html", page);
            store.put("latest.json", json);
            next = due.plus(every);
            LOG.atInfo()
                    .addKeyValue("place", store.place(name + ".html"))
                    .addKeyValue("outlook", summary.outlook().wire())
                    .log("Drift report made");
            return true;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a summary is always written", e);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("problem", e.getMessage())
                    .log("No drift report now; it will be tried again");
            return false;
        }
    }
}
