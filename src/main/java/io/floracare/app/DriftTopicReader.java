package io.floracare.app;

import io.floracare.client.KafkaClients;
import io.floracare.client.TopicSlice;
import io.floracare.config.Settings;
import io.floracare.drift.Segment;
import io.floracare.report.DriftSummary;
import io.floracare.report.ReportRecords;
import io.floracare.report.ReportSource;
import io.floracare.topic.KafkaFault;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads drift reports, quality, realised accuracy and alerts from their topics. */
public final class DriftTopicReader implements ReportSource {
    private static final Logger LOG = LoggerFactory.getLogger(DriftTopicReader.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** Realised accuracy is of periods up to this long, which may have begun earlier. */
    private static final Duration LONGEST_PERIOD = Duration.ofDays(31);

    private final KafkaClients clients;
    private final TopicCatalogue topics;
    private final Clock clock;

    public DriftTopicReader(Settings settings, Clock clock) {
        this.clients = new KafkaClients(ClassifierProcess.kafka(settings));
        this.topics = TopicCatalogue.load().withPrefix(settings.topics().prefix());
        this.clock = clock;
    }

    @Override
    public DriftSummary read(Instant from, Instant to, Segment shown)
            throws IOException, InterruptedException {
        ReportRecords records = new ReportRecords(from, to, shown);
        each(topics.driftReports().name(), from, records::addReport);
        each(topics.driftQuality().name(), from, records::addQuality);
        each(topics.driftAccuracy().name(), from.minus(LONGEST_PERIOD), records::addAccuracy);
        each(topics.driftAlerts().name(), from, records::addAlert);
        if (records.undecodable() > 0) {
            LOG.atWarn()
                    .addKeyValue("records", records.undecodable())
                    .log("Records on the drift topics are not what they should be; left out");
        }
        return records.summary(clock.instant());
    }

    /** A window's report is written after the window began, so earlier records are not of it. */
    private void each(String topic, Instant from, Consumer<byte[]> take)
            throws IOException, InterruptedException {
        try (TopicSlice slice = TopicSlice.open(clients, topic, from)) {
            while (!slice.done()) {
                slice.poll(POLL).forEach(take);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (KafkaException e) {
            throw new IOException(KafkaFault.sentence("read " + topic, e), e);
        }
    }
}
