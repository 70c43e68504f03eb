package io.floracare.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.message.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pillow's pixels of 30 encodings, against ours. */
class GoldenImagesTest {

    /**
     * @param tolerance highest accepted difference of a byte
     */
    record Case(String image, String format, String expected, int tolerance) {
        @Override
        public String toString() {
            return image;
        }
    }

    static Stream<Case> cases() throws IOException {
        JsonNode cases = Json.mapper().readTree(bytes("index.json")).get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(node ->
                        new Case(
                                node.get("image").asText(),
                                node.get("format").asText(),
                                node.get("expected").asText(),
                                node.get("tolerance").asInt()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gives_the_pixels_that_pillow_gives(Case golden) throws IOException {
        byte[] expected;
        try (InputStream packed = new GZIPInputStream(open(golden.expected))) {
            expected = packed.readAllBytes();
        }
        FloatBuffer tensor = Specs.tensor(Specs.LEVELS);
        try (ImageReader reader = new ImageReader(ImageLimits.DEFAULT)) {
            ReadOutcome outcome = reader.read(bytes(golden.image), Specs.LEVELS);

            assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
            assertThat(outcome.info().format()).isEqualToIgnoringCase(golden.format);
            ((ReadOutcome.Read) outcome).picture().toTensor(Specs.LEVELS, tensor);
        }
        assertThat(largestDifference(expected, tensor)).isLessThanOrEqualTo(golden.tolerance);
    }

    private static int largestDifference(byte[] expected, FloatBuffer tensor) {
        int largest = 0;
        for (int i = 0; i < expected.length; i++) {
            int difference = Math.round(tensor.get(i)) - (expected[i] & 0xff);
            largest = Math.max(largest, Math.abs(difference));
        }
        return largest;
    }

    private static byte[] bytes(String name) {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(
                GoldenImagesTest.class.getResourceAsStream("/image/" + name), name);
    }
}
