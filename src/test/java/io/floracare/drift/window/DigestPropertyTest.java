package io.floracare.drift.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.Hashes;
import io.floracare.drift.Issue;
import io.floracare.drift.Observation;
import io.floracare.message.Features;
import io.floracare.message.ModelRef;
import io.floracare.message.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Far more devices and origins than a window tells apart. */
class DigestPropertyTest {
    private static final ModelRef MODEL = new ModelRef("leaf", "1", "fp32", "0".repeat(64));
    private static final long START = 3_600_000;
    private static final int PHOTOS = 40_000;
    private static final int MOST = 3;

    @Property(tries = 3)
    void digests_are_bounded_and_merge_to_the_same_in_any_order(@ForAll long seed) {
        Random random = new Random(seed);
        List<Photo> photos = photos(random);
        String once = text(List.of(photos));
        Collections.shuffle(photos, random);
        List<List<Photo>> parts = new ArrayList<>();
        for (int from = 0; from < photos.size(); from += 7_001) {
            parts.add(photos.subList(from, Math.min(photos.size(), from + 7_001)));
        }

        assertThat(text(parts)).isEqualTo(once);

        WindowDigest all = merged(parts);
        assertThat(all.photos()).isEqualTo(PHOTOS);
        assertThat(all.samples().get(MODEL).size())
                .isBetween(5_000L, (long) Slots.COUNT * SampleTable.DEVICES * MOST);
        long[] sums = new long[2];
        double[] origins = new double[1];
        all.origins()
                .forEach((row, weight) -> {
                    sums[0] += row.photos();
                    sums[1]++;
                    origins[0] += weight;
                });
        assertThat(sums[0]).isEqualTo(PHOTOS);
        assertThat(sums[1]).isLessThan(3L * Slots.COUNT * OriginTable.ROWS);
        long distinct = photos.stream().map(photo -> photo.origin()).distinct().count();
        assertThat(origins[0]).isBetween(0.97 * distinct, 1.03 * distinct);
    }

    @Property(tries = 3)
    void what_leaves_the_test_is_told(@ForAll long seed) {
        SampleTable table = new SampleTable(START, MOST);
        Map<String, Integer> told = new HashMap<>();
        SampleTable.Listener listener =
                new SampleTable.Listener() {
                    @Override
                    public void added(Sample sample) {
                        told.merge(sample.id(), 1, Integer::sum);
                    }

                    @Override
                    public void removed(Sample sample) {
                        told.merge(sample.id(), -1, Integer::sum);
                    }
                };
        for (Photo photo : photos(new Random(seed))) {
            table.offer(new Sample(photo.id(), photo.values(), photo.origin()), listener);
        }

        TreeSet<String> kept = new TreeSet<>();
        table.forEach(sample -> kept.add(sample.id()));
        told.values().removeIf(count -> count == 0);
        assertThat(new TreeSet<>(told.keySet())).isEqualTo(kept);
        assertThat(told.values()).containsOnly(1);
    }

    private static List<Photo> photos(Random random) {
        List<Photo> photos = new ArrayList<>();
        for (int i = 0; i < PHOTOS; i++) {
            String device = "d" + random.nextInt(24_000);
            long cluster = Hashes.of(device);
            String id = "photo-" + i;
            double[] values = {random.nextFloat(), random.nextDouble(), 12_000_001, Double.NaN};
            photos.add(
                    new Photo(
                            id,
                            new Features.Segment(i % 2 == 0 ? "apple" : null, device, "p" + i % 3),
                            cluster,
                            random.nextInt(512),
                            random.nextInt(1 << 16),
                            0.5,
                            MODEL,
                            Observation.of(values, i % 5, Status.OK, cluster, Hashes.of(id))));
        }
        return photos;
    }

    private static WindowDigest merged(List<List<Photo>> parts) {
        WindowDigest all = new WindowDigest(START, MOST);
        for (List<Photo> part : parts) {
            WindowDigest one = new WindowDigest(START, MOST);
            part.forEach(one::add);
            one.write(row -> all.merge(new ByteReader(row.toByteArray()), model -> null));
        }
        return all;
    }

    /** All that a digest holds, in an order of its own. */
    private static String text(List<List<Photo>> parts) {
        WindowDigest digest = merged(parts);
        TreeSet<String> rows = new TreeSet<>();
        digest.origins()
                .forEach((row, weight) -> {
                    StringBuilder issues = new StringBuilder();
                    for (Issue issue : Issue.values()) {
                        issues.append(row.count(issue)).append(' ');
                    }
                    rows.add(row.origin() + " " + row.photos() + " " + weight + " " + issues);
                });
        digest.samples()
                .get(MODEL)
                .forEach(sample -> {
                    StringBuilder values = new StringBuilder(sample.id());
                    for (int i = 0; i < sample.photo().size(); i++) {
                        values.append(' ').append(sample.photo().value(i));
                    }
                    rows.add(values.toString());
                });
        TreeSet<String> candidates = new TreeSet<>();
        digest.samples().get(MODEL).forEachCandidate(sample -> candidates.add(sample.id()));
        return rows + " " + candidates + " " + digest.hashes() + digest.hashed();
    }
}
