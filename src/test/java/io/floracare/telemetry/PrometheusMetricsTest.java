package io.floracare.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.floracare.message.ErrorCode;
import io.floracare.message.ModelRef;
import io.floracare.message.Status;
import io.prometheus.client.CollectorRegistry;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrometheusMetricsTest {
    private final CollectorRegistry registry = new CollectorRegistry();
    private final ClassifierMetrics metrics = new PrometheusMetrics(registry);

    @Test
    void outcomes_are_counted_by_lane_status_and_code() {
        metrics.started(Lane.BULK);
        metrics.started(Lane.BULK);
        metrics.started(Lane.EXPRESS);
        metrics.finished(Lane.BULK, Status.OK, null);
        metrics.finished(Lane.EXPRESS, Status.ERROR, ErrorCode.NOT_AN_IMAGE);

        assertThat(images("bulk", "ok", "")).isEqualTo(1);
        assertThat(images("express", "error", "not-an-image")).isEqualTo(1);
        assertThat(images("bulk", "error", "not-an-image")).isZero();
        assertThat(value("floracare_in_flight", "lane", "bulk")).isEqualTo(1);
        assertThat(value("floracare_in_flight", "lane", "express")).isZero();
    }

    @Test
    void every_outcome_is_there_from_the_start() {
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(images("bulk", "error", code.wire())).isZero();
        }
        assertThat(images("express", "uncertain", "")).isZero();
    }

    @Test
    void stages_and_latency_are_in_seconds() {
        metrics.stage(Lane.BULK, Stage.INFER, 12_500_000);
        metrics.latency(Lane.EXPRESS, 45);

        assertThat(value("floracare_stage_seconds_sum", "lane", "bulk", "stage", "infer"))
                .isEqualTo(0.0125);
        assertThat(value("floracare_latency_seconds_sum", "lane", "express")).isEqualTo(0.045);
    }

    @Test
    void lag_is_absent_until_known() {
        assertThat(sample("floracare_lag_records", "lane", "bulk")).isNull();

        metrics.lag(Lane.BULK, 10_000);

        assertThat(sample("floracare_lag_records", "lane", "bulk")).isEqualTo(10_000d);
        assertThat(sample("floracare_lag_records", "lane", "express")).isNull();
    }

    @Test
    void one_pause_reason_at_a_time() {
        metrics.paused(PauseReason.NO_MODEL);
        metrics.paused(PauseReason.ENGINE);

        assertThat(value("floracare_paused", "reason", "no-model")).isZero();
        assertThat(value("floracare_paused", "reason", "engine")).isEqualTo(1);

        metrics.resumed();

        assertThat(value("floracare_paused", "reason", "engine")).isZero();
    }

    @Test
    void only_the_model_in_service_is_shown() {
        metrics.model(new ModelRef("leaf", "1", "int8", "a"));
        metrics.model(new ModelRef("leaf", "2", "int8", "b"));

        assertThat(
                        sample(
                                "floracare_model_info",
                                "name",
                                "leaf",
                                "version",
                                "1",
                                "variant",
                                "int8",
                                "sha256",
                                "a"))
                .isNull();
        assertThat(
                        value(
                                "floracare_model_info",
                                "name",
                                "leaf",
                                "version",
                                "2",
                                "variant",
                                "int8",
                                "sha256",
                                "b"))
                .isEqualTo(1);
    }

    @Test
    void rare_events_are_counted() {
        metrics.reply(Lane.EXPRESS, ReplyOutcome.BAD_PARTITION);
        metrics.deadLetter(Lane.BULK);
        metrics.crashMark(Lane.BULK);
        metrics.threadReplaced(Lane.EXPRESS);
        metrics.modelLoad(ModelLoad.REFUSED);

        assertThat(value("floracare_replies_total", "lane", "express", "outcome", "bad-partition"))
                .isEqualTo(1);
        assertThat(value("floracare_dead_letters_total", "lane", "bulk")).isEqualTo(1);
        assertThat(value("floracare_crash_marks_total", "lane", "bulk")).isEqualTo(1);
        assertThat(value("floracare_threads_replaced_total", "lane", "express")).isEqualTo(1);
        assertThat(value("floracare_model_loads_total", "result", "refused")).isEqualTo(1);
    }

    @Test
    void measuring_an_image_does_not_allocate() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int images = 20_000;
        measure(images);

        long before = threads.getCurrentThreadAllocatedBytes();
        measure(images);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated / (double) images).as("bytes an image").isLessThan(1);
    }

    @Test
    void process_and_buffers_are_shown_once_registered() {
        JvmMetrics.register(registry);

        List<String> names =
                Collections.list(registry.metricFamilySamples()).stream()
                        .map(family -> family.name)
                        .toList();

        assertThat(names)
                .contains(
                        "process_resident_memory_bytes",
                        "jvm_buffer_pool_used_bytes",
                        "jvm_memory_bytes_used",
                        "jvm_gc_collection_seconds");
    }

    private void measure(int images) {
        for (int i = 0; i < images; i++) {
            metrics.started(Lane.BULK);
            metrics.stage(Lane.BULK, Stage.DECODE, i);
            metrics.latency(Lane.BULK, i);
            metrics.reply(Lane.BULK, ReplyOutcome.SENT);
            metrics.deadLetter(Lane.BULK);
            metrics.lag(Lane.BULK, i);
            metrics.finished(Lane.BULK, Status.ERROR, ErrorCode.TRUNCATED);
            metrics.finished(Lane.BULK, Status.OK, null);
        }
    }

    private double images(String lane, String status, String code) {
        return value("floracare_images_total", "lane", lane, "status", status, "code", code);
    }

    private double value(String name, String... labels) {
        Double sample = sample(name, labels);
        assertThat(sample).as("%s %s", name, Arrays.toString(labels)).isNotNull();
        return sample;
    }

    private Double sample(String name, String... labels) {
        String[] names = new String[labels.length / 2];
        String[] values = new String[labels.length / 2];
        for (int i = 0; i < names.length; i++) {
            names[i] = labels[2 * i];
            values[i] = labels[2 * i + 1];
        }
        return registry.getSampleValue(name, names, values);
    }
}
