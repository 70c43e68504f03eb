package io.floracare.drift;

import io.floracare.baseline.LeafPhotos;
import io.floracare.message.ErrorCode;
import io.floracare.message.Features;
import io.floracare.message.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Records in which nothing changes, drawn from real photos: each device sends a burst of photos of
 * one leaf group within a minute.
 */
final class LeafRecords {
    /** Half of what is accepted. */
    private static final double CORRUPT = 0.005;

    private final Random random;
    private final int burst;
    private final List<List<LeafPhotos.Photo>> groups = new ArrayList<>();
    private long devices;
    private long ids;

    /**
     * A stream.
     *
     * @param burst a device sends 1 to this many photos
     */
    LeafRecords(long seed, List<LeafPhotos.Photo> photos, int burst) {
        this.random = new Random(seed);
        this.burst = burst;
        Map<String, List<LeafPhotos.Photo>> byGroup = new LinkedHashMap<>();
        photos.forEach(photo ->
                byGroup.computeIfAbsent(photo.group(), key -> new ArrayList<>()).add(photo));
        groups.addAll(byGroup.values());
    }

    /** So many photos of an hour, in the order of time. */
    List<Features> hour(Instant start, int photos) {
        List<Features> records = new ArrayList<>();
        while (records.size() < photos) {
            int many = Math.min(photos - records.size(), 1 + random.nextInt(burst));
            String device = "device-" + devices++;
            long minute = start.toEpochMilli() + random.nextInt(60) * 60_000L;
            List<LeafPhotos.Photo> group = groups.get(random.nextInt(groups.size()));
            for (int i = 0; i < many; i++) {
                records.add(
                        record(
                                group.get(random.nextInt(group.size())).features(),
                                device,
                                Instant.ofEpochMilli(minute + random.nextInt(60_000))));
            }
        }
        records.sort(Comparator.comparing(Features::eventTime));
        return records;
    }

    private Features record(Features photo, String device, Instant time) {
        String id = "photo-" + ids++;
        Features.Segment origin =
                new Features.Segment(photo.segment().crop(), device, photo.segment().producer());
        if (random.nextDouble() < CORRUPT) {
            return new Features(
                    id,
                    time,
                    origin,
                    Status.ERROR,
                    ErrorCode.CORRUPT,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "jpeg",
                    photo.bytes());
        }
        return new Features(
                id,
                time,
                origin,
                photo.status(),
                null,
                photo.model(),
                photo.prediction(),
                photo.probs(),
                photo.confidence(),
                photo.margin(),
                photo.entropy(),
                photo.energy(),
                photo.image(),
                photo.format(),
                photo.bytes());
    }
}
