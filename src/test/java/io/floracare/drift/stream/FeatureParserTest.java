package io.floracare.drift.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.drift.Observation;
import io.floracare.drift.Photos;
import io.floracare.drift.Photos.Change;
import io.floracare.drift.window.Photo;
import io.floracare.message.ErrorCode;
import io.floracare.message.Features;
import io.floracare.message.Json;
import io.floracare.message.Probabilities;
import io.floracare.message.Status;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeatureParserTest {
    private final FeatureParser parser = new FeatureParser();

    @Test
    void reads_what_the_whole_record_says() throws Exception {
        for (Features photo : new Photos(8).take(300, 5, Change.NONE)) {
            assertSame(photo);
            assertSame(failed(photo, ErrorCode.TRUNCATED));
            assertSame(failed(photo, ErrorCode.EXPIRED));
        }
    }

    @Property(tries = 300)
    void reads_any_values(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Features photo = new Photos(seed).take(1, 1, Change.NONE).getFirst();
        float[] probs = new float[random.nextInt(130)];
        for (int i = 0; i < probs.length; i++) {
            probs[i] = Float.intBitsToFloat(random.nextInt(0x3f800000));
        }
        assertSame(
                new Features(
                        "é\"\\\n" + seed,
                        Instant.ofEpochSecond(
                                random.nextInt(), random.nextInt(3) * random.nextInt(300_000_000)),
                        new Features.Segment(
                                random.nextBoolean() ? null : "tomato",
                                random.nextBoolean() ? null : "device " + seed,
                                random.nextBoolean() ? null : "me"),
                        random.nextBoolean() ? Status.OK : Status.UNCERTAIN,
                        null,
                        photo.model(),
                        random.nextInt(200),
                        Probabilities.of(probs),
                        random.nextFloat(),
                        random.nextBoolean() ? null : (float) random.nextGaussian(),
                        null,
                        (float) (1e6 * random.nextGaussian()),
                        random.nextBoolean() ? null : photo.image(),
                        "webp",
                        random.nextInt()));
    }

    private void assertSame(Features record) throws JsonProcessingException {
        FeatureParser.Parsed parsed = parser.parse(Json.mapper().writeValueAsBytes(record));
        Photo expected = Photo.of(record);

        Objects.requireNonNull(parsed);
        assertThat(parsed.time()).isEqualTo(record.eventTime().toEpochMilli());
        assertThat(text(parsed.photo())).isEqualTo(text(expected));
    }

    private static String text(Photo photo) {
        return String.join(
                " ",
                photo.id(),
                photo.origin().toString(),
                photo.cluster() + "/" + photo.issues() + "/" + photo.hash(),
                photo.confidence() + " of " + photo.model(),
                values(photo.values()));
    }

    private static String values(@Nullable Observation values) {
        if (values == null) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        text.append(values.prediction()).append(values.status()).append(values.cluster());
        text.append(values.id());
        for (int i = 0; i < values.size(); i++) {
            text.append(' ').append(values.value(i));
        }
        return text.toString();
    }

    private static Features failed(Features f, ErrorCode error) {
        return new Features(
                f.id(),
                f.eventTime(),
                f.segment(),
                Status.ERROR,
                error,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                f.bytes());
    }

    @Test
    void what_is_no_feature_record_is_refused() throws Exception {
        Features photo = new Photos(8).take(1, 1, Change.NONE).getFirst();
        String json = Json.mapper().writeValueAsString(photo);
        List<String> broken =
                List.of(
                        "",
                        "null",
                        "[]",
                        "{}",
                        json.substring(0, json.length() / 2),
                        json.replace("\"ok\"", "\"fine\""),
                        json.replace("\"ok\"", "7"),
                        json.replace("\"id\":\"", "\"id\":\"" + "x".repeat(3_000)),
                        json.replaceFirst("\"confidence\":[0-9.E-]+", "\"confidence\":-0.5"),
                        json.replaceFirst("\"confidence\":[0-9.E-]+", "\"confidence\":1.5"),
                        json.replaceFirst("\"probs\":\\[", "\"probs\":[[],"),
                        json.replaceFirst("\"eventTime\":\"....", "\"eventTime\":\"never"),
                        json.replaceFirst("\"segment\":\\{", "\"segment\":[{"));
        assertThat(parser.parse(json.getBytes(UTF_8))).isNotNull();
        assertThat(broken)
                .allSatisfy(
                        text -> assertThat(parser.parse(text.getBytes(UTF_8))).as(text).isNull());
        assertThat(parser.parse(null)).isNull();
    }

    @Property(tries = 500)
    void instants_are_read_as_the_jdk_reads_them(@ForAll long seed) {
        Random random = new Random(seed);
        Instant time =
                Instant.ofEpochSecond(
                        random.nextLong(-80_000_000_000L, 300_000_000_000L),
                        random.nextInt(4) * random.nextInt(250_000_000));

        assertThat(IsoTimes.millis(time.toString())).isEqualTo(time.toEpochMilli());
    }
}
