package io.floracare.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How images are taken over HTTP.
 *
 * @param host address to listen on
 * @param port TCP port; 0 for a free one
 * @param timeout how long a caller waits for a prediction unless it says otherwise
 * @param maxTimeout the longest that a caller may ask for
 * @param maxFiles images of one asynchronous upload
 * @param limits what is taken at once
 * @param cache answers given again without asking the model
 * @param results what is known of past images
 * @param claims images that do not travel in their record
 */
public record GatewaySettings(
        String host,
        int port,
        Duration timeout,
        Duration maxTimeout,
        int maxFiles,
        Limits limits,
        Cache cache,
        ResultWindow results,
        GatewayClaims claims) {
    static final Setting<String> HOST =
            Setting.of(
                    "gateway.host",
                    Parsers.matching(
                            Pattern.compile("[A-Za-z0-9.:_-]{1,253}"), "expected a host name"),
                    "127.0.0.1",
                    "Address that the gateway listens on; 0.0.0.0 for all.");
    static final Setting<Integer> PORT =
            Setting.of(
                    "gateway.port",
                    Parsers.smallInteger(0, 65535),
                    "8080",
                    "Port of the gateway; 0 takes a free one.");
    static final Setting<Duration> TIMEOUT =
            Setting.of(
                    "gateway.timeout",
                    Parsers.duration(Duration.ofMillis(100), Duration.ofMinutes(5)),
                    "10s",
                    "How long POST /predict waits for the answer when the request has no"
                            + " Request-Timeout header.");
    static final Setting<Duration> MAX_TIMEOUT =
            Setting.of(
                    "gateway.max.timeout",
                    Parsers.duration(Duration.ofMillis(100), Duration.ofMinutes(5)),
                    "30s",
                    "Longest Request-Timeout that is granted.");
    static final Setting<Integer> MAX_FILES =
            Setting.of(
                    "gateway.max.files",
                    Parsers.smallInteger(1, 10_000),
                    "100",
                    "Most images in one POST /images.");
    static final List<Setting<?>> ALL =
            Settings.join(
                    List.of(
                            List.of(HOST, PORT, TIMEOUT, MAX_TIMEOUT, MAX_FILES),
                            Limits.ALL,
                            Cache.ALL,
                            ResultWindow.ALL,
                            GatewayClaims.ALL));

    static GatewaySettings from(Values values, ClaimSettings claims) {
        GatewaySettings gateway =
                new GatewaySettings(
                        values.get(HOST),
                        values.get(PORT),
                        values.get(TIMEOUT),
                        values.get(MAX_TIMEOUT),
                        values.get(MAX_FILES),
                        Limits.from(values),
                        Cache.from(values),
                        ResultWindow.from(values),
                        GatewayClaims.from(values, claims));
        if (gateway.timeout.compareTo(gateway.maxTimeout) > 0) {
            values.problem("gateway.timeout is longer than gateway.max.timeout");
        }
        return gateway;
    }

    /**
     * Bounds on what is taken at once.
     *
     * @param connections open at once
     * @param inFlight requests that wait for an answer at once
     * @param inFlightPerCaller as {@code inFlight}, of one caller; anonymous callers share the
     *     instance's
     * @param bodyBytes of request bodies in memory at once
     * @param expressLag images that may wait in front of the express lane
     * @param bulkLag images that may wait in front of the bulk lane
     * @param streams open result streams
     * @param headerTimeout for a request's line and headers
     * @param idleTimeout without a byte during a request
     * @param keepAlive without a request on an open connection
     * @param minRate bytes a second that a body must arrive with
     */
    public record Limits(
            int connections,
            int inFlight,
            int inFlightPerCaller,
            int bodyBytes,
            int expressLag,
            int bulkLag,
            int streams,
            Duration headerTimeout,
            Duration idleTimeout,
            Duration keepAlive,
            int minRate) {
        private static final Duration SECOND = Duration.ofSeconds(1);

        static final Setting<Integer> CONNECTIONS =
                Setting.of(
                        "gateway.max.connections",
                        Parsers.smallInteger(1, 1_000_000),
                        "20000",
                        "Most connections at once; more wait to be accepted.");
        static final Setting<Integer> IN_FLIGHT =
                Setting.of(
                        "gateway.max.in.flight",
                        Parsers.smallInteger(1, 100_000),
                        "512",
                        "Most predictions that this instance waits for at once; more get 503.");
        static final Setting<Integer> PER_CALLER =
                Setting.of(
                        "gateway.max.in.flight.per.caller",
                        Parsers.smallInteger(1, 100_000),
                        "128",
                        "As gateway.max.in.flight, of one caller; more get 429. Not applied without"
                                + " authentication.");
        static final Setting<Integer> BODY_BYTES =
                Setting.of(
                        "gateway.max.body.memory",
                        Parsers.size(1 << 20, Integer.MAX_VALUE),
                        "256MiB",
                        "Most bytes of request bodies in memory at once; more get 503.");
        static final Setting<Integer> EXPRESS_LAG =
                Setting.of(
                        "gateway.max.lag.express",
                        Parsers.smallInteger(1, Integer.MAX_VALUE),
                        "2000",
                        "POST /predict answers 503 while more images than this wait in"
                                + " leaf-images-express.");
        static final Setting<Integer> BULK_LAG =
                Setting.of(
                        "gateway.max.lag.bulk",
                        Parsers.smallInteger(1, Integer.MAX_VALUE),
                        "1000000",
                        "POST /images answers 503 while more images than this wait in leaf-images.");
        static final Setting<Integer> STREAMS =
                Setting.of(
                        "gateway.max.streams",
                        Parsers.smallInteger(0, 100_000),
                        "200",
                        "Most open GET /results/stream; more get 503.");
        static final Setting<Duration> HEADER_TIMEOUT =
                Setting.of(
                        "gateway.header.timeout",
                        Parsers.duration(SECOND, Duration.ofMinutes(5)),
                        "10s",
                        "How long a TLS handshake, and then a request's line and headers, may"
                                + " take to arrive.");
        static final Setting<Duration> IDLE_TIMEOUT =
                Setting.of(
                        "gateway.idle.timeout",
                        Parsers.duration(SECOND, Duration.ofMinutes(5)),
                        "15s",
                        "How long a request may stall without a byte read or written.");
        static final Setting<Duration> KEEP_ALIVE =
                Setting.of(
                        "gateway.keep.alive",
                        Parsers.duration(SECOND, Duration.ofHours(1)),
                        "75s",
                        "How long a connection without a request is kept open.");
        static final Setting<Integer> MIN_RATE =
                Setting.of(
                        "gateway.min.rate",
                        Parsers.size(0, 1 << 30),
                        "1KiB",
                        "Bytes a second that a body must arrive with, from its fifth second on;"
                                + " slower gets 408.");
        static final List<Setting<?>> ALL =
                List.of(
                        CONNECTIONS,
                        IN_FLIGHT,
                        PER_CALLER,
                        BODY_BYTES,
                        EXPRESS_LAG,
                        BULK_LAG,
                        STREAMS,
                        HEADER_TIMEOUT,
                        IDLE_TIMEOUT,
                        KEEP_ALIVE,
                        MIN_RATE);

        static Limits from(Values values) {
            return new Limits(
                    values.get(CONNECTIONS),
                    values.get(IN_FLIGHT),
                    values.get(PER_CALLER),
                    values.get(BODY_BYTES),
                    values.get(EXPRESS_LAG),
                    values.get(BULK_LAG),
                    values.get(STREAMS),
                    values.get(HEADER_TIMEOUT),
                    values.get(IDLE_TIMEOUT),
                    values.get(KEEP_ALIVE),
                    values.get(MIN_RATE));
        }
    }

    /**
     * Answers given again.
     *
     * @param predictions kept; 0 for none
     * @param ttl how long
     * @param idempotencyKeys kept
     * @param idempotencyTtl how long
     */
    public record Cache(
            int predictions, Duration ttl, int idempotencyKeys, Duration idempotencyTtl) {
        static final Setting<Integer> PREDICTIONS =
                Setting.of(
                        "gateway.cache.size",
                        Parsers.smallInteger(0, 10_000_000),
                        "10000",
                        "Predictions kept to answer the same caller's same bytes again; 0 for"
                                + " none.");
        static final Setting<Duration> TTL =
                Setting.of(
                        "gateway.cache.ttl",
                        Parsers.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
                        "10m",
                        "How long a kept prediction is given again.");
        static final Setting<Integer> KEYS =
                Setting.of(
                        "gateway.idempotency.size",
                        Parsers.smallInteger(1, 10_000_000),
                        "10000",
                        "Most Idempotency-Keys that an instance remembers.");
        static final Setting<Duration> KEY_TTL =
                Setting.of(
                        "gateway.idempotency.ttl",
                        Parsers.duration(Duration.ofSeconds(1), Duration.ofDays(2)),
                        "1h",
                        "How long an Idempotency-Key is remembered.");
        static final List<Setting<?>> ALL = List.of(PREDICTIONS, TTL, KEYS, KEY_TTL);

        static Cache from(Values values) {
            return new Cache(
                    values.get(PREDICTIONS),
                    values.get(TTL),
                    values.get(KEYS),
                    values.get(KEY_TTL));
        }
    }

    /**
     * What is known of past images.
     *
     * @param kept results in memory
     * @param window how far back they are read at the start
     * @param pending how long an id without a result counts as on its way
     */
    public record ResultWindow(int kept, Duration window, Duration pending) {
        static final Setting<Integer> KEPT =
                Setting.of(
                        "gateway.results.kept",
                        Parsers.smallInteger(1, 10_000_000),
                        "20000",
                        "Recent results that GET /results answers from; about 2 KiB of memory"
                                + " each.");
        static final Setting<Duration> WINDOW =
                Setting.of(
                        "gateway.results.window",
                        Parsers.duration(Duration.ZERO, Duration.ofDays(2)),
                        "30m",
                        "How far back results are read when the gateway starts.");
        static final Setting<Duration> PENDING =
                Setting.of(
                        "gateway.results.pending",
                        Parsers.duration(Duration.ofSeconds(1), Duration.ofDays(7)),
                        "1h",
                        "GET /results/{id} answers 202 for an id without a result that is younger"
                                + " than this, else 404.");
        static final List<Setting<?>> ALL = List.of(KEPT, WINDOW, PENDING);

        static ResultWindow from(Values values) {
            return new ResultWindow(values.get(KEPT), values.get(WINDOW), values.get(PENDING));
        }
    }
}
