package io.floracare.drift;

import io.floracare.message.Features;
import io.floracare.message.ImageFeatures;
import io.floracare.message.ModelRef;
import io.floracare.message.Probabilities;
import io.floracare.message.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Simulated photos: each device has a light and a leaf of its own and sends a burst, so that photos
 * of one device are alike.
 */
public final class Photos {
    public static final ModelRef MODEL = new ModelRef("leaf", "1", "fp32", "0".repeat(64));
    public static final List<String> LABELS = List.of("rust", "blight", "healthy", "background");
    public static final int BACKGROUND = 3;
    public static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

    private static final double[] SHARES = {0.3, 0.1, 0.5, 0.1};

    private final Random random;
    private long next;

    public Photos(long seed) {
        random = new Random(seed);
        next = seed << 32;
    }

    /** What is different from the reference. */
    public record Change(double brightness, double blur, double secondClass) {
        public static final Change NONE = new Change(1, 1, 0);
    }

    /**
     * Photos of new devices.
     *
     * @param size how many
     * @param burst a device sends 1 to this many
     */
    public List<Features> take(int size, int burst, Change change) {
        List<Features> photos = new ArrayList<>();
        while (photos.size() < size) {
            String device = "device-" + next;
            double light = random.nextGaussian();
            int leaf = leaf(change.secondClass);
            int many = Math.min(size - photos.size(), 1 + random.nextInt(burst));
            for (int i = 0; i < many; i++) {
                photos.add(photo(device, light, leaf, change));
            }
        }
        return photos;
    }

    private int leaf(double more) {
        double u = random.nextDouble();
        if (u < SHARES[1] + more) {
            return 1;
        }
        double rest = (u - SHARES[1] - more) / (1 - SHARES[1] - more) * (1 - SHARES[1]);
        return rest < SHARES[0] ? 0 : rest < SHARES[0] + SHARES[2] ? 2 : BACKGROUND;
    }

    private Features photo(String device, double light, int leaf, Change change) {
        float[] probs = new float[LABELS.size()];
        double sum = 0;
        for (int i = 0; i < probs.length; i++) {
            probs[i] = (float) Math.exp(random.nextGaussian() + (i == leaf ? 4 : 0));
            sum += probs[i];
        }
        int best = 0;
        double entropy = 0;
        for (int i = 0; i < probs.length; i++) {
            probs[i] /= (float) sum;
            best = probs[i] > probs[best] ? i : best;
            entropy -= probs[i] * Math.log(probs[i]);
        }
        double brightness = (120 + 20 * light + 15 * random.nextGaussian()) * change.brightness;
        double sharpness = Math.exp(5 + light / 3 + random.nextGaussian() / 3) * change.blur;
        return new Features(
                "photo-" + next++,
                START.plusMillis(random.nextInt(3_600_000)),
                new Features.Segment(leaf == 0 ? "bean" : "apple", device, null),
                probs[best] < 0.6 ? Status.UNCERTAIN : Status.OK,
                null,
                MODEL,
                best,
                Probabilities.of(probs),
                probs[best],
                probs[best] / 2,
                (float) entropy,
                (float) Math.log(sum),
                image((float) brightness, (float) sharpness),
                "jpeg",
                20_000 + random.nextInt(5_000));
    }

    private ImageFeatures image(float brightness, float sharpness) {
        return new ImageFeatures(
                brightness,
                40,
                0.3f,
                0.4f,
                0.3f,
                1,
                65_536,
                sharpness,
                6 + random.nextFloat(),
                random.nextFloat(),
                "%016x".formatted(random.nextLong()),
                false,
                false,
                false,
                random.nextInt(10) > 0);
    }

    /** A baseline of these photos, whose answers are right nine times in ten. */
    public static Baseline baseline(List<Features> photos, DriftPolicy policy) {
        BaselineBuilder builder =
                new BaselineBuilder(MODEL, LABELS, Set.of(BACKGROUND), policy, 500);
        for (Features photo : photos) {
            Integer answer = photo.prediction();
            boolean wrong = Hashes.of(photo.id()) % 10 == 0;
            builder.add(photo, answer == null ? null : wrong ? (answer + 1) % 3 : answer);
        }
        return builder.build(Instant.parse("2026-05-02T00:00:00Z"));
    }

    /** The counts of a window, at most some photos of each device. */
    static WindowCounts window(List<Features> photos, Baseline baseline, DriftPolicy policy) {
        Layout layout = baseline.layout();
        WindowCounts counts = WindowCounts.of(layout);
        Map<Long, ClusterSample> devices = new HashMap<>();
        for (Features photo : photos) {
            Observation one = Observation.of(photo, layout.features());
            devices.computeIfAbsent(
                            one.cluster(), key -> new ClusterSample(policy.photosPerDevice()))
                    .offer(one, counts, layout);
        }
        return counts;
    }
}
