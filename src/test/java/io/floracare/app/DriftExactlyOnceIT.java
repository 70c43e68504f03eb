package io.floracare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.DriftReport;
import io.floracare.drift.Photos.Change;
import io.floracare.drift.window.Found;
import io.floracare.drift.window.Replay;
import io.floracare.drift.window.Streams;
import io.floracare.message.Features;
import io.floracare.testing.ChildJvm;
import io.floracare.testing.SharedBroker;
import io.floracare.topic.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Kills the aggregator under load: its counts are those of a run that nothing interrupted. */
final class DriftExactlyOnceIT {
    private static final int KILLS = 5;
    private static final int WINDOWS = 6;

    @RegisterExtension
    static final SharedBroker BROKER =
            new SharedBroker("transaction.abort.timed.out.transaction.cleanup.interval.ms=1000");

    @TempDir private Path folder;

    @Test
    void counts_are_those_of_an_uninterrupted_run_though_aggregators_are_killed_and_join()
            throws Exception {
        TopicCatalogue topics = BROKER.freshTopics();
        DriftHarness stream = new DriftHarness(BROKER.kafka(), topics, WINDOWS + 2);
        Random random = new Random(3);
        List<Features> sent = new ArrayList<>();
        for (int minute = 0; minute < WINDOWS; minute++) {
            Change change = minute == 3 ? Streams.DARK : Change.NONE;
            sent.addAll(stream.window(minute, 300, change));
        }
        List<ChildJvm> lives = new ArrayList<>();
        try {
            int from = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                ChildJvm life = aggregator(topics, "first");
                lives.add(life);
                if (kill == 1) {
                    // Work moves to a second process and back, with and without its stores.
                    lives.add(aggregator(topics, "second"));
                } else if (kill == 3) {
                    lives.get(2).terminate();
                }
                life.awaitLine("running", Duration.ofSeconds(60));
                int to = from + sent.size() / KILLS;
                stream.send(sent.subList(from, to));
                from = to;
                // Some lives end before they have read anything, others with windows closed.
                int reports = random.nextInt(8);
                stream.await(
                        topics.driftReports().name(),
                        DriftReport.class,
                        all -> all.size() >= reports);
                life.kill();
            }
            stream.send(sent.subList(from, sent.size()));
            lives.add(aggregator(topics, "third"));
            Map<String, String> expected = uninterrupted(sent);
            List<DriftReport> reports =
                    stream.await(
                            topics.driftReports().name(),
                            DriftReport.class,
                            all -> DriftHarness.latest(all).equals(expected));

            assertThat(expected).hasSize(3 * WINDOWS);
            assertThat(reports)
                    .extracting(report ->
                            report.start() + "/" + report.segment() + "/" + report.revision())
                    .doesNotHaveDuplicates();
        } finally {
            lives.forEach(ChildJvm::close);
        }
    }

    private ChildJvm aggregator(TopicCatalogue topics, String disk) {
        String[] settings =
                DriftHarness.settings(
                        BROKER.bootstrapServers(), topics, folder.resolve(disk).toString());
        String[] all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "kafka.producer.transaction.timeout.ms=5000";
        return ChildJvm.start(TestDriftMain.class, all);
    }

    private static Map<String, String> uninterrupted(List<Features> sent) {
        Found found = new Found();
        Replay replay =
                new Replay(
                        1,
                        1,
                        DriftRules.of(
                                TestSettings.of(
                                                "drift.window=1m",
                                                "drift.grace=1s",
                                                "drift.late=2h")
                                        .drift()),
                        Streams.KNOWN,
                        found);
        sent.forEach(photo -> replay.add(photo, photo.eventTime().toEpochMilli(), 0));
        long last = sent.getLast().eventTime().plus(Duration.ofMinutes(5)).toEpochMilli();
        replay.progress(0, last);
        return DriftHarness.latest(found.reports);
    }
}
