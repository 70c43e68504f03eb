package io.floracare.app;

import io.floracare.baseline.AcceptedBaselines;
import io.floracare.baseline.Built;
import io.floracare.baseline.TopicBaseline;
import io.floracare.client.KafkaClients;
import io.floracare.client.TopicSlice;
import io.floracare.config.Settings;
import io.floracare.drift.Baseline;
import io.floracare.drift.DriftPolicy;
import io.floracare.message.ModelRef;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Makes a stretch of {@code leaf-features} the baseline that counts from now on. */
public final class BaselineAccept {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients clients;
    private final TopicCatalogue topics;
    private final DriftPolicy policy;
    private final Clock clock;

    public BaselineAccept(Settings settings, Clock clock) {
        this.clients = new KafkaClients(settings.kafka().streams());
        this.topics = TopicCatalogue.load().withPrefix(settings.topics().prefix());
        this.policy = DriftRules.of(settings.drift()).policy();
        this.clock = clock;
    }

    /**
     * Makes a baseline of each variant that answered in a time, and accepts those that stand on
     * enough photos.
     *
     * @param modelPackage names the classes of the model
     * @param variant only this one; null for all
     * @param from first event time; null for all that is kept
     * @param to event time to end before; null for no end
     * @param byHour whether hours of the week have references of their own
     * @param progress told of the records read
     * @return the accepted baselines
     * @throws IOException with a sentence, if there is none to accept
     */
    public List<Baseline> accept(
            ModelPackage modelPackage,
            @Nullable String variant,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean byHour,
            LongConsumer progress)
            throws IOException, InterruptedException {
        TopicBaseline maker = new TopicBaseline(modelPackage, policy, from, to, byHour);
        try (TopicSlice slice = TopicSlice.open(clients, topics.features().name(), from)) {
            while (!slice.done()) {
                slice.poll(POLL).forEach(maker::add);
                progress.accept(slice.total() - slice.left());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        List<Baseline> accepted = new ArrayList<>();
        List<String> few = new ArrayList<>();
        for (Built built : maker.build(clock)) {
            Baseline baseline = built.baseline();
            if (variant != null && !variant.equals(baseline.model().variant())) {
                continue;
            }
            if (baseline.size() < policy.minimumPhotos()) {
                few.add(
                        "%s has %d photos in that time, at least %d are needed"
                                .formatted(
                                        baseline.model().variant(),
                                        baseline.size(),
                                        policy.minimumPhotos()));
            } else {
                AcceptedBaselines.accept(
                        clients,
                        topics.driftBaselines().name(),
                        baseline,
                        topics.driftBaselines().maxMessageBytes());
                accepted.add(baseline);
            }
        }
        if (accepted.isEmpty()) {
            throw new IOException(
                    few.isEmpty()
                            ? "%s has no answers of %s in that time%s"
                                    .formatted(
                                            topics.features().name(),
                                            modelPackage.id(),
                                            maker.others().isEmpty()
                                                    ? ""
                                                    : "; there are answers of "
                                                            + String.join(
                                                                    ", ", maker.others().keySet()))
                            : String.join("; ", few));
        }
        return accepted;
    }

    /** Takes accepted baselines of a package's variants back; returns the variants. */
    public List<String> revoke(ModelPackage modelPackage, @Nullable String variant) {
        List<String> revoked = new ArrayList<>();
        for (Variant one : modelPackage.manifest().variants()) {
            if (variant == null || variant.equals(one.name())) {
                AcceptedBaselines.revoke(
                        clients,
                        topics.driftBaselines().name(),
                        new ModelRef(
                                modelPackage.id().name(),
                                modelPackage.id().version(),
                                one.name(),
                                modelPackage.manifestSha256()));
                revoked.add(one.name());
            }
        }
        return revoked;
    }
}
