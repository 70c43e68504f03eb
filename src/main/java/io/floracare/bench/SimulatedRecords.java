package io.floracare.bench;

import io.floracare.drift.Baseline;
import io.floracare.drift.BaselineBuilder;
import io.floracare.drift.DriftPolicy;
import io.floracare.message.Features;
import io.floracare.message.ImageFeatures;
import io.floracare.message.ModelRef;
import io.floracare.message.Probabilities;
import io.floracare.message.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Makes feature records as a classifier of five classes would, the same for the same seed. */
public final class SimulatedRecords {
    public static final int CLASSES = 5;
    public static final ModelRef MODEL = new ModelRef("simulated", "1", "none", "0".repeat(64));

    private static final int BURST = 5;

    private final SplittableRandom random;
    private long next;

    public SimulatedRecords(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A baseline of such records. */
    public static Baseline baseline(DriftPolicy policy, int size, Instant start) {
        BaselineBuilder builder =
                new BaselineBuilder(
                        MODEL,
                        IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList(),
                        Set.of(),
                        policy,
                        size);
        new SimulatedRecords(1)
                .take(size, start, policy.window().toMillis())
                .forEach(record -> builder.add(record, null));
        return builder.build(start);
    }

    /** Records of some milliseconds of event time, in order; devices send up to five each. */
    public List<Features> take(int size, Instant start, long millis) {
        List<Features> records = new ArrayList<>(size);
        String device = "";
        for (int i = 0; i < size; i++) {
            if (i % BURST == 0) {
                device = "device-" + Long.toHexString(random.nextLong());
            }
            records.add(record(device, start.plusMillis(i * millis / size)));
        }
        return records;
    }

    private Features record(String device, Instant time) {
        float[] probs = new float[CLASSES];
        float sum = 0;
        int best = 0;
        for (int i = 0; i < CLASSES; i++) {
            probs[i] = (float) Math.exp(2 * random.nextGaussian());
            sum += probs[i];
            best = probs[i] > probs[best] ? i : best;
        }
        for (int i = 0; i < CLASSES; i++) {
            probs[i] /= sum;
        }
        return new Features(
                "photo-" + next++,
                time,
                new Features.Segment("tomato", device, "bench"),
                Status.OK,
                null,
                MODEL,
                best,
                Probabilities.of(probs),
                probs[best],
                probs[best] / 2,
                random.nextFloat(),
                (float) Math.log(sum),
                new ImageFeatures(
                        (float) random.nextGaussian(120, 25),
                        (float) random.nextGaussian(40, 8),
                        random.nextFloat(),
                        random.nextFloat(),
                        random.nextFloat(),
                        1.5f,
                        12_000_000,
                        (float) Math.exp(random.nextGaussian(6, 0.8)),
                        random.nextFloat(),
                        random.nextFloat(),
                        "%016x".formatted(random.nextLong()),
                        false,
                        false,
                        false,
                        true),
                "jpeg",
                random.nextInt(20_000, 4_000_000));
    }
}
