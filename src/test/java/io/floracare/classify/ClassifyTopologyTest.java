package io.floracare.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.classify.ClaimChecks.Claim;
import io.floracare.message.ErrorCode;
import io.floracare.message.Features;
import io.floracare.message.Result;
import io.floracare.message.Status;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassifyTopologyTest {
    @TempDir private Path folder;

    private static Headers headers(String... namesAndValues) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(UTF_8));
        }
        return headers;
    }

    @Test
    void an_image_gives_one_result_and_one_feature_record() {
        try (TopologyFixture fixture = TopologyFixture.answering(folder)) {
            fixture.pipe(TestImages.leaf(1), headers("ce_id", "a", "ce_subject", "x/y.png"));
            Result result = fixture.onlyResult();
            assertThat(result.id()).isEqualTo("a");
            assertThat(result.subject()).isEqualTo("x/y.png");
            assertThat(result.status()).isEqualTo(Status.OK);
            assertThat(result.label()).isEqualTo("Crop___class_" + result.prediction());
            assertThat(result.confidence()).isGreaterThan(0.9f);
            assertThat(result.top())
                    .hasSize(3)
                    .first()
                    .extracting("index")
                    .isEqualTo(result.prediction());
            assertThat(result.image().format()).isEqualTo("png");
            assertThat(result.image().width()).isEqualTo(32);
            assertThat(result.millis().fetch()).isNull();
            assertThat(result.millis().infer()).isNotNull();
            assertThat(result.error()).isNull();
            Features features = fixture.onlyFeatures();
            assertThat(features.id()).isEqualTo("a");
            assertThat(features.prediction()).isEqualTo(result.prediction());
            assertThat(features.image()).isNotNull();
            assertThat(fixture.deadLetters()).isEmpty();
        }
    }

    @Test
    void a_bare_record_works_and_is_named_by_its_place() {
        try (TopologyFixture fixture = TopologyFixture.answering(folder)) {
            fixture.pipe(TestImages.leaf(1), new RecordHeaders());
            assertThat(fixture.onlyResult().id()).isEqualTo("leaf-images-0-0");
        }
    }

    @Test
    void output_headers_are_made_afresh_and_carry_the_trace_context() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        try (TopologyFixture fixture = TopologyFixture.answering(folder)) {
            fixture.pipe(
                    TestImages.leaf(1),
                    headers("content-type", "image/png", "traceparent", trace, "secret", "s"));
            Headers out = fixture.results().getFirst().headers();
            assertThat(out.lastHeader("content-type").value())
                    .isEqualTo("application/json".getBytes(UTF_8));
            assertThat(out.headers("content-type")).hasSize(1);
            assertThat(out.lastHeader("traceparent").value()).isEqualTo(trace.getBytes(UTF_8));
            assertThat(out.lastHeader("secret")).isNull();
        }
    }

    @Test
    void what_is_no_image_is_an_error_and_a_dead_letter_bytes_and_all() {
        byte[] junk = "no picture".getBytes(UTF_8);
        try (TopologyFixture fixture = TopologyFixture.answering(folder)) {
            fixture.pipe(junk, headers("ce_id", "a", "crop", "tomato"));
            Result result = fixture.onlyResult();
            assertThat(result.status()).isEqualTo(Status.ERROR);
            assertThat(result.error()).isNotNull();
            assertThat(result.model()).isNull();
            assertThat(fixture.onlyFeatures().status()).isEqualTo(Status.ERROR);
            TestRecord<byte[], byte[]> letter = fixture.deadLetters().getFirst();
            assertThat(letter.value()).isEqualTo(junk);
            assertThat(letter.headers().lastHeader("crop").value())
                    .isEqualTo("tomato".getBytes(UTF_8));
            assertThat(letter.headers().lastHeader("__streams.errors.topic").value())
                    .isEqualTo("leaf-images".getBytes(UTF_8));
        }
    }

    @Test
    void null_and_empty_values_are_errors() {
        try (TopologyFixture fixture = TopologyFixture.answering(folder)) {
            fixture.pipe(null, new RecordHeaders());
            fixture.pipe(new byte[0], new RecordHeaders());
            assertThat(fixture.parsedResults())
                    .extracting(TestResults::code)
                    .containsExactly(ErrorCode.EMPTY, ErrorCode.EMPTY);
        }
    }

    @Test
    void an_expired_record_is_answered_without_inference_and_is_no_dead_letter() {
        try (TopologyFixture fixture = TopologyFixture.answering(folder)) {
            fixture.pipe(TestImages.leaf(1), headers("deadline", "1"));
            assertThat(TestResults.code(fixture.onlyResult())).isEqualTo(ErrorCode.EXPIRED);
            assertThat(fixture.deadLetters()).isEmpty();
            assertThat(fixture.inferences()).isZero();
        }
    }

    @Test
    void a_deadline_in_the_future_is_kept() {
        String later = Long.toString(Instant.now().plusSeconds(60).toEpochMilli());
        try (TopologyFixture fixture = TopologyFixture.answering(folder)) {
            fixture.pipe(TestImages.leaf(1), headers("deadline", later));
            assertThat(fixture.onlyResult().status()).isEqualTo(Status.OK);
        }
    }

    @Test
    void a_reply_goes_to_the_topic_asked_for_with_its_correlation_id() {
        try (TopologyFixture fixture = TopologyFixture.answering(folder)) {
            Headers headers = headers("ce_id", "a", "kafka_replyTopic", "leaf-replies");
            headers.add("kafka_correlationId", new byte[] {1, 2, 3});
            headers.add("kafka_replyPartition", ByteBuffer.allocate(4).putInt(0).array());
            fixture.pipe(TestImages.leaf(1), headers);
            TestRecord<byte[], byte[]> reply = fixture.replies().getFirst();
            assertThat(reply.headers().lastHeader("kafka_correlationId").value())
                    .containsExactly(1, 2, 3);
            assertThat(reply.value()).isEqualTo(fixture.results().getFirst().value());
        }
    }

    @Test
    void a_bad_reply_header_loses_the_reply_and_never_the_result() {
        try (TopologyFixture fixture = TopologyFixture.answering(folder)) {
            fixture.pipe(TestImages.leaf(1), headers("kafka_replyTopic", "no-such-topic"));
            Headers absurd = headers("kafka_replyTopic", "leaf-replies");
            absurd.add("kafka_replyPartition", ByteBuffer.allocate(4).putInt(1_000_000).array());
            fixture.pipe(TestImages.leaf(2), absurd);
            assertThat(fixture.parsedResults())
                    .extracting(Result::status)
                    .containsOnly(Status.OK)
                    .hasSize(2);
            assertThat(fixture.replies()).isEmpty();
        }
    }

    @Test
    void oversized_and_hostile_headers_change_nothing() {
        try (TopologyFixture fixture = TopologyFixture.answering(folder)) {
            Headers headers =
                    headers("ce_id", "i".repeat(10_000), "ce_subject", "a\u0000b", "deadline", "x");
            headers.add("ce_time", new byte[] {(byte) 0xff});
            fixture.pipe(TestImages.leaf(1), headers);
            Result result = fixture.onlyResult();
            assertThat(result.id()).isEqualTo("leaf-images-0-0");
            assertThat(result.subject()).isNull();
            assertThat(result.status()).isEqualTo(Status.OK);
        }
    }

    @Test
    void a_claimed_image_is_fetched_from_an_allowed_place() {
        try (TopologyFixture fixture =
                TopologyFixture.answering(folder)
                        .claims((claim, maxBytes, timeout) ->
                                new Claim.Fetched(TestImages.leaf(3)))) {
            fixture.pipe(null, headers("claim-check", "s3://photos/in/a.png"));
            Result result = fixture.onlyResult();
            assertThat(result.status()).isEqualTo(Status.OK);
            assertThat(result.millis().fetch()).isNotNull();
        }
    }

    @Test
    void claims_fail_with_codes_of_their_own() {
        List<Claim> outcomes =
                List.of(
                        new Claim.NotFound("no such object"),
                        new Claim.TooLarge(1 << 30),
                        new Claim.Unavailable("no answer in 5 s"));
        int[] next = {0};
        try (TopologyFixture fixture =
                TopologyFixture.answering(folder)
                        .claims((claim, maxBytes, timeout) -> outcomes.get(next[0]++))) {
            fixture.pipe(null, headers("claim-check", "s3://elsewhere/a.png"));
            for (int i = 0; i < 3; i++) {
                fixture.pipe(new byte[0], headers("claim-check", "s3://photos/in/a.png"));
            }
            assertThat(fixture.parsedResults())
                    .extracting(TestResults::code)
                    .containsExactly(
                            ErrorCode.CLAIM_CHECK_DENIED,
                            ErrorCode.CLAIM_CHECK_NOT_FOUND,
                            ErrorCode.TOO_MANY_BYTES,
                            ErrorCode.CLAIM_CHECK_UNAVAILABLE);
        }
    }

    @Test
    void an_image_that_the_model_fails_on_is_blamed_when_the_self_test_passes() {
        try (TopologyFixture fixture = TopologyFixture.scripted(folder, "colour:ff0000=throw")) {
            fixture.pipe(TestImages.png(TestImages.POISON), headers("ce_id", "bad"));
            fixture.pipe(TestImages.leaf(1), headers("ce_id", "good"));
            assertThat(fixture.parsedResults())
                    .extracting(Result::id)
                    .containsExactly("bad", "good");
            assertThat(TestResults.code(fixture.parsedResults().getFirst()))
                    .isEqualTo(ErrorCode.INFERENCE_FAILED);
            assertThat(fixture.deadLetters()).hasSize(1);
        }
    }

    @Test
    void a_failing_engine_blames_no_record() {
        try (TopologyFixture fixture = TopologyFixture.scripted(folder, "always=throw")) {
            assertThatThrownBy(() -> fixture.pipe(TestImages.leaf(1), new RecordHeaders()))
                    .hasRootCauseMessage("the script says so");
            assertThat(fixture.results()).isEmpty();
            assertThat(fixture.deadLetters()).isEmpty();
        }
    }

    @Test
    void a_record_that_killed_the_process_twice_is_not_decoded() {
        Result.Source first = new Result.Source("leaf-images", 0, 0);
        for (int death = 0; death < 2; death++) {
            try (PoisonMarkers markers = PoisonMarkers.open(folder.resolve("markers"))) {
                markers.marker().begin(first);
            }
        }
        try (TopologyFixture fixture = TopologyFixture.scripted(folder, "always=throw")) {
            fixture.pipe(TestImages.leaf(1), new RecordHeaders());
            assertThat(TestResults.code(fixture.onlyResult())).isEqualTo(ErrorCode.CRASHED);
            assertThat(fixture.inferences()).isZero();
            assertThat(fixture.deadLetters()).hasSize(1);
        }
    }

    @Test
    void a_defect_in_the_processor_still_gives_one_result() {
        try (TopologyFixture fixture =
                TopologyFixture.answering(folder)
                        .claims((claim, maxBytes, timeout) -> {
                            throw new IllegalStateException("a defect");
                        })) {
            fixture.pipe(null, headers("claim-check", "s3://photos/in/a.png"));
            assertThat(TestResults.code(fixture.onlyResult())).isEqualTo(ErrorCode.INTERNAL);
            Headers letter = fixture.deadLetters().getFirst().headers();
            assertThat(new String(letter.lastHeader("__streams.errors.stacktrace").value(), UTF_8))
                    .contains("a defect");
        }
    }
}
