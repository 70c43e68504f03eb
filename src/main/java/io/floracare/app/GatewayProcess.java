package io.floracare.app;

import io.floracare.config.ClaimSettings;
import io.floracare.config.Settings;
import io.floracare.gateway.Gateway;
import io.floracare.gateway.lane.ImageStore;
import io.floracare.model.s3.S3Access;
import io.floracare.model.s3.S3Options;
import io.floracare.telemetry.JvmMetrics;
import io.floracare.telemetry.PrometheusGatewayMetrics;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicSpec;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gateway with its adapters: S3 for large images, Prometheus. */
public final class GatewayProcess implements AutoCloseable {
    private final Gateway gateway;
    private final @Nullable S3Access s3;

    private GatewayProcess(Gateway gateway, @Nullable S3Access s3) {
        this.gateway = gateway;
        this.s3 = s3;
    }

    /**
     * Starts to serve at once, and images as soon as Kafka is there.
     *
     * @param keys S3 credentials; null for the AWS SDK's default chain
     * @param version of the product, for the documents
     * @param out standard output, for an audit log that goes there
     * @throws IOException with a sentence, if the port cannot be had, or nobody could authenticate
     *     where somebody must
     */
    public static GatewayProcess start(
            Settings settings, S3Options.@Nullable Keys keys, String version, OutputStream out)
            throws IOException {
        CollectorRegistry registry = new CollectorRegistry(true);
        JvmMetrics.register(registry);
        ClaimSettings.Prefix folder = settings.gateway().claims().folder();
        S3Access s3 =
                folder == null ? null : S3Access.open(ClassifierProcess.options(settings, keys));
        ImageStore store =
                s3 == null || folder == null
                        ? null
                        : s3.images(
                                folder.bucket(),
                                folder.folder(),
                                settings.claims().timeout(),
                                expiryDays());
        try {
            Gateway gateway =
                    Gateway.start(
                            settings,
                            new Gateway.Parts(
                                    store,
                                    new TopicLatestReport(
                                            new DriftTopicReader(settings, Clock.systemUTC()),
                                            settings.reports().span(),
                                            Clock.systemUTC()),
                                    new PrometheusGatewayMetrics(registry),
                                    registry,
                                    new SecureRandom(),
                                    () -> ThreadLocalRandom.current().nextLong(),
                                    Clock.systemUTC(),
                                    version,
                                    out));
            return new GatewayProcess(gateway, s3);
        } catch (IOException e) {
            if (s3 != null) {
                s3.close();
            }
            throw e;
        }
    }

    /** Objects outlive every record that may claim them, dead letters included, by a day. */
    private static int expiryDays() {
        TopicCatalogue topics = TopicCatalogue.load();
        return Stream.of(topics.images(), topics.express(), topics.deadLetters())
                        .map(TopicSpec::retention)
                        .filter(Objects::nonNull)
                        .mapToInt(retention -> (int) retention.plus(Duration.ofHours(23)).toDays())
                        .max()
                        .orElse(30)
                + 1;
    }

    /** The gateway itself. */
    public Gateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        gateway.close();
        if (s3 != null) {
            s3.close();
        }
    }
}
