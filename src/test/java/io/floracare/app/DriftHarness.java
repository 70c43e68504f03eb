package io.floracare.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.drift.DriftReport;
import io.floracare.drift.Photos;
import io.floracare.drift.Photos.Change;
import io.floracare.drift.window.Streams;
import io.floracare.message.Features;
import io.floracare.message.Json;
import io.floracare.testing.KafkaProbe;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Feature records of the last minutes on a real broker, and what the aggregator says of them. */
final class DriftHarness {
    static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final KafkaProbe kafka;
    private final TopicCatalogue topics;
    private final Photos photos = new Photos(21);
    private final Instant base;

    /**
     * @param minutes the first window began so long ago
     */
    DriftHarness(KafkaProbe kafka, TopicCatalogue topics, int minutes) {
        this.kafka = kafka;
        this.topics = topics;
        this.base =
                Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(minutes));
    }

    /** Settings of an aggregator with short windows. */
    static String[] settings(String bootstrapServers, TopicCatalogue topics, String dir) {
        String features = topics.features().name();
        String prefix = features.substring(0, features.length() - "leaf-features".length());
        return new String[] {
            "kafka.bootstrap.servers=" + bootstrapServers,
            "topic.prefix=" + prefix,
            "state.dir=" + dir,
            "drift.window=1m",
            "drift.grace=1s",
            "drift.late=2h",
            "drift.idle=2s",
            "drift.shards=3",
            "drift.threads=2",
            "drift.alert.cooldown=0s",
            "kafka.commit.interval.ms=200",
        };
    }

    /** Photos of a window, in the order that they are sent. */
    List<Features> window(int minute, int size, Change change) {
        List<Features> some = new ArrayList<>();
        for (Features photo : photos.take(size, 5, change)) {
            long offset = Duration.between(Photos.START, photo.eventTime()).toMillis() / 60;
            some.add(Streams.at(photo, base.plus(WINDOW.multipliedBy(minute)).plusMillis(offset)));
        }
        return some;
    }

    Instant base() {
        return base;
    }

    void send(List<Features> some) {
        some.forEach(photo -> send(topics.features().name(), photo.id(), photo));
    }

    void send(String topic, String key, Object value) {
        kafka.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), json(value)));
    }

    /** Waits until the values of a topic are as wanted. */
    <T> List<T> await(String topic, Class<T> type, Predicate<List<T>> wanted) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (true) {
            List<T> all =
                    kafka.readAll(topic).stream()
                            .map(record -> read(record.value(), type))
                            .toList();
            if (wanted.test(all)) {
                return all;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not in time: " + all);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** The latest report of each window and segment, as JSON without its revision. */
    static Map<String, String> latest(List<DriftReport> reports) {
        Map<String, String> latest = new TreeMap<>();
        reports.stream()
                .sorted(Comparator.comparingInt(DriftReport::revision))
                .forEach(report ->
                        latest.put(
                                report.start() + " " + report.segment(),
                                new String(json(report), UTF_8)
                                        .replaceFirst("\"revision\":\\d+", "")));
        return latest;
    }

    static byte[] json(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return Json.mapper().readValue(bytes, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
