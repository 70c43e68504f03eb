package io.floracare.baseline;

import com.fasterxml.jackson.databind.ObjectReader;
import io.floracare.drift.BaselineBuilder;
import io.floracare.drift.DriftPolicy;
import io.floracare.message.Features;
import io.floracare.message.Json;
import io.floracare.message.ModelRef;
import io.floracare.model.ModelPackage;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes baselines of what was on {@code leaf-features} in a time, one for each variant that
 * answered. True classes are not known there, so accuracy cannot be estimated by them. Not
 * thread-safe.
 */
public final class TopicBaseline {
    private final ObjectReader json = Json.mapper().readerFor(Features.class);
    private final ModelPackage modelPackage;
    private final DriftPolicy policy;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final boolean byHour;
    private final Map<String, Variant> variants = new TreeMap<>();
    private final Map<String, Long> others = new LinkedHashMap<>();

    /**
     * @param modelPackage whose answers count; its name and version are compared, not its digest
     * @param from first event time; null for no bound
     * @param to event time that is too late; null for no bound
     * @param byHour whether hours of the week have references of their own
     */
    public TopicBaseline(
            ModelPackage modelPackage,
            DriftPolicy policy,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean byHour) {
        this.modelPackage = modelPackage;
        this.policy = policy;
        this.from = from;
        this.to = to;
        this.byHour = byHour;
    }

    /** Takes one value of the topic; what is no features record is passed over. */
    public void add(byte[] value) {
        Features record;
        try {
            record = json.readValue(value);
        } catch (IOException e) {
            return;
        }
        ModelRef model = record.model();
        boolean inTime =
                (from == null || !record.eventTime().isBefore(from))
                        && (to == null || record.eventTime().isBefore(to));
        if (!inTime || model == null) {
            return;
        }
        if (!model.name().equals(modelPackage.manifest().name())
                || !model.version().equals(modelPackage.manifest().version())) {
            others.merge(model.name() + " " + model.version(), 1L, Long::sum);
            return;
        }
        Variant variant = variants.computeIfAbsent(model.variant(), name -> new Variant(model));
        variant.builder.add(record, null);
        variant.offered++;
    }

    /** Other models that answered in that time, with their records. */
    public Map<String, Long> others() {
        return Map.copyOf(others);
    }

    /** The baselines, by variant; empty if the model answered nothing. */
    public List<Built> build(Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return variants.values().stream()
                .map(variant -> Built.of(variant.builder, now, variant.offered))
                .toList();
    }

    private final class Variant {
        private final BaselineBuilder builder;
        private long offered;

        Variant(ModelRef model) {
            builder =
                    new BaselineBuilder(
                            model,
                            PackageBaselines.names(modelPackage.labels()),
                            PackageBaselines.background(modelPackage.labels()),
                            policy,
                            PhotoBaseline.leastOfSegment(policy));
            if (byHour) {
                builder.byHourOfWeek();
            }
        }
    }
}
