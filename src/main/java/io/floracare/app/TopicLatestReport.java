package io.floracare.app;

import io.floracare.drift.Segment;
import io.floracare.report.DriftPage;
import io.floracare.report.LatestReport;
import io.floracare.report.ReportSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the latest report of the topics when it is asked for, and keeps it for a while. */
public final class TopicLatestReport implements LatestReport {
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final ReportSource source;
    private final Duration span;
    private final Clock clock;
    private @Nullable Page kept;

    /**
     * @param span of event time that it covers, back from now
     */
    public TopicLatestReport(ReportSource source, Duration span, Clock clock) {
        this.source = source;
        this.span = span;
        this.clock = clock;
    }

    @Override
    public synchronized Page page() throws IOException {
        Instant now = clock.instant();
        Page last = kept;
        if (last != null && now.isBefore(last.made().plus(FRESH))) {
            return last;
        }
        try {
            String html = DriftPage.of(source.read(now.minus(span), now, Segment.ALL));
            Page page = new Page(html.getBytes(StandardCharsets.UTF_8), now);
            kept = page;
            return page;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the drift report was interrupted", e);
        }
    }
}
