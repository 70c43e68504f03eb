package io.floracare.drift.window;

import io.floracare.drift.MinuteSum;
import io.floracare.message.ModelRef;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Photos on their way to a shard, put together so that one message carries many. Not thread-safe.
 */
public final class Intake {
    /** Photos after which a message is large enough. */
    private static final int MOST = 2_000;

    private final Timing timing;
    private final int photosPerDevice;
    private final Map<Long, WindowDigest> windows = new TreeMap<>();
    private final Map<Minute, MinuteSum> minutes = new HashMap<>();
    private int photos;
    private long latest = -1;

    /**
     * An intake of no photo.
     *
     * @param photosPerDevice most photos of a device that are tested
     */
    public Intake(Timing timing, int photosPerDevice) {
        this.timing = timing;
        this.photosPerDevice = photosPerDevice;
    }

    /**
     * A minute of one model's answers, or of all photos.
     *
     * @param model null for all photos
     */
    record Minute(long start, @Nullable ModelRef model) {}

    /**
     * Adds a photo.
     *
     * @param time of the event, epoch milliseconds, 0 or more
     */
    public void add(Photo photo, long time) {
        photos++;
        latest = Math.max(latest, time);
        long start = timing.start(time);
        WindowDigest window = windows.get(start);
        if (window == null) {
            window = new WindowDigest(start, photosPerDevice);
            windows.put(start, window);
        }
        window.add(photo);
        long minute = Timing.minute(time);
        add(new Minute(minute, null), photo);
        if (photo.model() != null) {
            add(new Minute(minute, photo.model()), photo);
        }
    }

    private void add(Minute minute, Photo photo) {
        MinuteSum before = minutes.getOrDefault(minute, MinuteSum.EMPTY);
        minutes.put(minute, before.plus(photo.confidence()));
    }

    /** Whether no photo is waiting. */
    public boolean isEmpty() {
        return photos == 0;
    }

    /** Whether it is time to send. */
    public boolean isFull() {
        return photos >= MOST;
    }

    /** Latest event time of the photos, epoch milliseconds; negative without one. */
    public long latest() {
        return latest;
    }

    /** The message, after which the intake is empty. */
    public byte[] drain() {
        ByteWriter out = new ByteWriter();
        out.putInt(minutes.size());
        minutes.forEach((minute, sum) -> {
            Parts.write(out.putLong(minute.start), minute.model);
            Parts.write(out, sum);
        });
        out.putInt(windows.size());
        windows.forEach((start, window) -> {
            out.putLong(start);
            ByteWriter rows = new ByteWriter();
            int[] count = {0};
            window.write(row -> {
                count[0]++;
                rows.putInt(row.size()).putRaw(row);
            });
            out.putInt(count[0]).putRaw(rows);
        });
        windows.clear();
        minutes.clear();
        photos = 0;
        latest = -1;
        return out.toByteArray();
    }
}
