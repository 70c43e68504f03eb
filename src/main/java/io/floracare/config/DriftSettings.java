package io.floracare.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When data or accuracy are said to have changed, and who is told.
 *
 * @param window length of a tested window
 * @param grace how long after its end a window waits for photos on their way
 * @param late how long after its end a photo still gives it a new report
 * @param idle a partition without photos for this long does not hold the others back
 * @param shards partitions that devices are split over; fixed once the aggregator has run
 * @param threads stream threads
 * @param budget false alerts that are accepted
 * @param minimumPhotos a window of fewer has no verdict
 * @param photosPerDevice most photos of a device in a window that are tested
 * @param alertWindows N of M: an alert fires when N of the last M windows say so
 * @param alertClears quiet windows in a row that end an alert
 * @param coolDown an alert that ended does not fire again within this time
 * @param reminder an alert that goes on is told again after this time
 * @param accepted share of photos with a quality issue that is accepted, by the name
 * @param labelWait how long after its result a label is still joined
 * @param accuracyPeriod realised accuracy is of periods this long
 * @param producerHeader header of image records that says who produced them
 * @param webhook where alerts are posted
 */
public record DriftSettings(
        Duration window,
        Duration grace,
        Duration late,
        Duration idle,
        int shards,
        int threads,
        Budget budget,
        int minimumPhotos,
        int photosPerDevice,
        Ratio alertWindows,
        int alertClears,
        Duration coolDown,
        Duration reminder,
        Map<String, Double> accepted,
        Duration labelWait,
        Duration accuracyPeriod,
        String producerHeader,
        WebhookSettings webhook) {

    /** So many false alerts in such a time, over everything that is watched. */
    public record Budget(double alerts, Duration period) {}

    /** So many of so many. */
    public record Ratio(int some, int of) {}

    /** Layout of what is posted. */
    public enum WebhookFormat {
        /** What Alertmanager posts to its receivers. */
        WEBHOOK,
        /** What Alertmanager itself accepts at /api/v2/alerts. */
        ALERTMANAGER
    }

    /**
     * Where alerts are posted.
     *
     * @param url empty for nowhere
     * @param format of the posts
     * @param timeout of one post
     */
    public record WebhookSettings(Optional<URI> url, WebhookFormat format, Duration timeout) {}

    static final Setting<Duration> WINDOW =
            duration(
                    "drift.window",
                    Duration.ofSeconds(1),
                    Duration.ofDays(7),
                    "1h",
                    "Length of the windows of event time that are tested.");
    static final Setting<Duration> GRACE =
            duration(
                    "drift.grace",
                    Duration.ZERO,
                    Duration.ofDays(1),
                    "5m",
                    "A window is judged this long after its end, so that photos on their way are in.");
    static final Setting<Duration> LATE =
            duration(
                    "drift.late",
                    Duration.ofSeconds(1),
                    Duration.ofDays(30),
                    "1d",
                    "Until this long after its end a late photo gives a window a new report; later"
                            + " ones are counted and left out. Not shorter than drift.grace.");
    static final Setting<Duration> IDLE =
            duration(
                    "drift.idle",
                    Duration.ofSeconds(1),
                    Duration.ofHours(1),
                    "30s",
                    "A partition of leaf-features without records for this long does not hold back"
                            + " the time of the others.");
    static final Setting<Integer> SHARDS =
            Setting.of(
                    "drift.shards",
                    Parsers.smallInteger(1, 256),
                    "6",
                    "Partitions of the aggregator's own topics: how far it scales out. Fixed once it"
                            + " has run under its application id.");
    static final Setting<Integer> THREADS =
            Setting.of("drift.threads", Parsers.threads(), "1", "Threads of the aggregator.");
    static final Setting<Budget> BUDGET =
            Setting.of(
                    "drift.budget",
                    DriftParsers.budget(),
                    "1/30d",
                    "False alerts that are accepted, over all segments and detectors: 1/30d is one a"
                            + " month. Levels of all tests follow from it.");
    static final Setting<Integer> MINIMUM_PHOTOS =
            Setting.of(
                    "drift.minimum.photos",
                    Parsers.smallInteger(20, 1_000_000),
                    "100",
                    "A window of fewer photos is insufficient-data, never drift.");
    static final Setting<Integer> PHOTOS_PER_DEVICE =
            Setting.of(
                    "drift.photos.per.device",
                    Parsers.smallInteger(1, 200),
                    "20",
                    "Most photos of one device in a window that are tested.");
    static final Setting<Ratio> ALERT_WINDOWS =
            Setting.of(
                    "drift.alert.windows",
                    DriftParsers.ratio(32),
                    "2/3",
                    "An alert fires when so many of the last so many windows say drift.");
    static final Setting<Integer> ALERT_CLEARS =
            Setting.of(
                    "drift.alert.clears",
                    Parsers.smallInteger(1, 1000),
                    "2",
                    "Quiet windows in a row that end an alert.");
    static final Setting<Duration> COOL_DOWN =
            duration(
                    "drift.alert.cooldown",
                    Duration.ZERO,
                    Duration.ofDays(30),
                    "1h",
                    "An alert that ended does not fire again within this time.");
    static final Setting<Duration> REMINDER =
            duration(
                    "drift.alert.reminder",
                    Duration.ofSeconds(1),
                    Duration.ofDays(30),
                    "1d",
                    "An alert that goes on is told again after this time.");
    static final Setting<Map<String, Double>> ACCEPTED =
            Setting.of(
                    "drift.quality.accepted",
                    DriftParsers.shares(),
                    "no-exif=1,duplicate=0.05",
                    "Share of photos with a quality issue that is accepted, such as"
                            + " no-exif=1,grey=0.05; 0.01 for those not named: error, corrupt,"
                            + " truncated, wrong-size, wrong-format, blank, grey, alpha, no-exif,"
                            + " duplicate.");
    static final Setting<Duration> LABEL_WAIT =
            duration(
                    "drift.label.wait",
                    Duration.ofMinutes(1),
                    Duration.ofDays(365),
                    "14d",
                    "How long after its result a label is still joined; answers are kept that long.");
    static final Setting<Duration> ACCURACY_PERIOD =
            duration(
                    "drift.accuracy.period",
                    Duration.ofSeconds(1),
                    Duration.ofDays(31),
                    "1d",
                    "Realised accuracy is of periods this long.");
    static final Setting<String> PRODUCER_HEADER =
            Setting.of(
                    "drift.producer.header",
                    Parsers.matching(
                            Pattern.compile("[\\x21-\\x7e]{1,100}"),
                            "expected a header's name of up to 100 characters without spaces"),
                    "ce_source",
                    "Header of image records that says who produced them, by which drift tells parts"
                            + " of the stream apart. Read by the classifier.");
    static final Setting<Optional<URI>> WEBHOOK_URL =
            new Setting<>(
                    "drift.webhook.url",
                    "FLORACARE_DRIFT_WEBHOOK_URL",
                    Parsers.optional(Parsers.httpAddress()),
                    "",
                    "Where alerts are posted; empty for nowhere. Each is posted until it is"
                            + " accepted; redirects are not followed.",
                    true);
    static final Setting<WebhookFormat> WEBHOOK_FORMAT =
            Setting.of(
                    "drift.webhook.format",
                    Parsers.oneOf(WebhookFormat.class),
                    "webhook",
                    "webhook for what Alertmanager posts to its receivers, alertmanager for what"
                            + " Alertmanager itself accepts at /api/v2/alerts.");
    static final Setting<Duration> WEBHOOK_TIMEOUT =
            duration(
                    "drift.webhook.timeout",
                    Duration.ofMillis(100),
                    Duration.ofMinutes(1),
                    "10s",
                    "How long one post may take.");
    static final List<Setting<?>> ALL =
            List.of(
                    WINDOW,
                    GRACE,
                    LATE,
                    IDLE,
                    SHARDS,
                    THREADS,
                    BUDGET,
                    MINIMUM_PHOTOS,
                    PHOTOS_PER_DEVICE,
                    ALERT_WINDOWS,
                    ALERT_CLEARS,
                    COOL_DOWN,
                    REMINDER,
                    ACCEPTED,
                    LABEL_WAIT,
                    ACCURACY_PERIOD,
                    PRODUCER_HEADER,
                    WEBHOOK_URL,
                    WEBHOOK_FORMAT,
                    WEBHOOK_TIMEOUT);

    public DriftSettings {
        accepted = Map.copyOf(accepted);
    }

    private static Setting<Duration> duration(
            String key, Duration least, Duration most, String otherwise, String doc) {
        return Setting.of(key, Parsers.duration(least, most), otherwise, doc);
    }

    static DriftSettings from(Values values) {
        Duration grace = values.get(GRACE);
        Duration late = values.get(LATE);
        if (late.compareTo(grace) < 0) {
            values.problem("drift.late must not be shorter than drift.grace");
            late = grace;
        }
        return new DriftSettings(
                values.get(WINDOW),
                grace,
                late,
                values.get(IDLE),
                values.get(SHARDS),
                values.get(THREADS),
                values.get(BUDGET),
                values.get(MINIMUM_PHOTOS),
                values.get(PHOTOS_PER_DEVICE),
                values.get(ALERT_WINDOWS),
                values.get(ALERT_CLEARS),
                values.get(COOL_DOWN),
                values.get(REMINDER),
                values.get(ACCEPTED),
                values.get(LABEL_WAIT),
                values.get(ACCURACY_PERIOD),
                values.get(PRODUCER_HEADER),
                new WebhookSettings(
                        values.get(WEBHOOK_URL),
                        values.get(WEBHOOK_FORMAT),
                        values.get(WEBHOOK_TIMEOUT)));
    }
}
