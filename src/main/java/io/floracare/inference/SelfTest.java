package io.floracare.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.floracare.image.ImageLimits;
import io.floracare.image.ImageReader;
import io.floracare.image.ReadOutcome;
import io.floracare.image.TensorSpec;
import io.floracare.message.Json;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The check that a package carries of itself: images with the logits that each variant must give.
 * It shows that the engine, this machine's arithmetic and the image path together do what they did
 * when the model was exported. Safe for use by many threads.
 */
public final class SelfTest {
    private static final TypeReference<List<CaseFile>> CASES = new TypeReference<>() {};

    private final TensorSpec input;
    private final List<Case> cases;

    private SelfTest(TensorSpec input, List<Case> cases) {
        this.input = input;
        this.cases = List.copyOf(cases);
    }

    /**
     * Reads the cases into memory. A package without a self-test has none, and its variants pass if
     * they give finite logits of the right number.
     *
     * @throws IOException if the package's cases cannot be read; the message is a clause that says
     *     what is wrong
     */
    public static SelfTest of(ModelPackage modelPackage) throws IOException {
        String path = modelPackage.manifest().selftest();
        List<Case> cases = new ArrayList<>();
        if (path != null) {
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            for (CaseFile stated : read(path, modelPackage.bytes(path))) {
                if (stated.image() == null || stated.logits() == null) {
                    throw new IOException(
                            "%s: case %d has no %s"
                                    .formatted(
                                            path,
                                            cases.size() + 1,
                                            stated.image() == null ? "image" : "logits"));
                }
                byte[] image = modelPackage.bytes(folder + stated.image());
                cases.add(new Case(stated.image(), image, stated.logits()));
            }
        }
        return new SelfTest(modelPackage.manifest().input(), cases);
    }

    private static List<CaseFile> read(String path, byte[] json) throws IOException {
        try {
            return Json.mapper().readValue(json, CASES);
        } catch (JsonProcessingException e) {
            throw new IOException(path + " is not what it should be: " + e.getOriginalMessage(), e);
        }
    }

    /** Number of cases. */
    public int size() {
        return cases.size();
    }

    /**
     * Runs every case.
     *
     * @param session of the variant; its classifier stays open meanwhile
     * @param variant says which logits are expected, and how exactly
     */
    public Verdict run(Session session, Variant variant) {
        try (ImageReader reader = new ImageReader(ImageLimits.DEFAULT);
                TensorBuffer tensor = new TensorBuffer(input)) {
            if (cases.isEmpty()) {
                session.logits(tensor.floats());
                return new Passed(0, 0);
            }
            float largest = 0;
            for (Case one : cases) {
                List<Float> expected = one.logits.get(variant.name());
                if (expected == null) {
                    return new Failed(one.image + " has no logits for " + variant.name());
                }
                ReadOutcome outcome = reader.read(one.bytes, input);
                switch (outcome) {
                    case ReadOutcome.Refused refused -> {
                        return new Failed(one.image + " cannot be read: " + refused.message());
                    }
                    case ReadOutcome.Read read -> read.picture().toTensor(input, tensor.floats());
                }
                float[] logits = session.logits(tensor.floats());
                if (logits.length != expected.size()) {
                    return new Failed(
                            "%s states %d logits, the model gives %d"
                                    .formatted(one.image, expected.size(), logits.length));
                }
                float difference = largestDifference(logits, expected);
                // Not the complement: a NaN among the expected logits must fail too.
                if (!(difference <= variant.selftestTolerance())) {
                    return new Failed(
                            "%s: a logit differs by %.4f from the expected one; %.4f is allowed"
                                    .formatted(one.image, difference, variant.selftestTolerance()));
                }
                largest = Math.max(largest, difference);
            }
            return new Passed(cases.size(), largest);
        } catch (InferenceException e) {
            return new Failed(e.getMessage());
        }
    }

    private static float largestDifference(float[] logits, List<Float> expected) {
        float largest = 0;
        for (int i = 0; i < logits.length; i++) {
            largest = Math.max(largest, Math.abs(logits[i] - expected.get(i)));
        }
        return largest;
    }

    /** What a run came to. */
    public sealed interface Verdict {}

    /**
     * Every logit was near enough.
     *
     * @param cases how many were run
     * @param largestDifference of any logit from the expected one
     */
    public record Passed(int cases, float largestDifference) implements Verdict {}

    /**
     * One was not, or the engine failed.
     *
     * @param message a clause that says which and how
     */
    public record Failed(String message) implements Verdict {}

    private static final class Case {
        final String image;
        final byte[] bytes;
        final Map<String, List<Float>> logits;

        Case(String image, byte[] bytes, Map<String, List<Float>> logits) {
            this.image = image;
            this.bytes = bytes;
            this.logits = logits;
        }
    }

    private record CaseFile(@Nullable String image, @Nullable Map<String, List<Float>> logits) {}
}
