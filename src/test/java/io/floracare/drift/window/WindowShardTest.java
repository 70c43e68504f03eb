package io.floracare.drift.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.Photos;
import io.floracare.drift.Photos.Change;
import io.floracare.message.Features;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowShardTest {
    private static final Timing TIMING =
            new Timing(Streams.HOUR, Duration.ofMinutes(5), Duration.ofDays(1));
    private static final long END = Photos.START.plus(Duration.ofHours(30)).toEpochMilli();

    private final Photos photos = new Photos(4);

    private static WindowShard shard(MemoryStore store) {
        return new WindowShard(store, 1, TIMING, 20, Streams.KNOWN, late -> {});
    }

    private List<byte[]> messages(int hours, int size) {
        List<byte[]> messages = new ArrayList<>();
        for (int hour = 0; hour < hours; hour++) {
            for (int part = 0; part < 4; part++) {
                Intake intake = new Intake(TIMING, 20);
                for (Features photo : Streams.hour(photos, hour, size, Change.NONE)) {
                    intake.add(Photo.of(photo), photo.eventTime().toEpochMilli());
                }
                messages.add(intake.drain());
            }
        }
        return messages;
    }

    private static List<String> told(WindowShard shard) {
        shard.progress(0, Photos.START.plus(Duration.ofHours(23)).toEpochMilli());
        List<String> told = new ArrayList<>();
        shard.advance(part -> told.add(Arrays.toString(Parts.write(part))));
        return told;
    }

    @Test
    void a_shard_that_starts_anew_at_any_time_tells_the_same() {
        List<byte[]> messages = messages(3, 100);
        WindowShard once = shard(new MemoryStore());
        messages.forEach(message -> once.add(message, 0, 0));
        MemoryStore kept = new MemoryStore();
        long photos = 0;
        for (byte[] message : messages) {
            photos += shard(kept).add(message, 0, 0);
        }

        assertThat(photos).isEqualTo(1_200);
        assertThat(told(shard(kept))).isEqualTo(told(once)).hasSizeGreaterThan(9);
    }

    @Test
    void photos_of_many_windows_in_turn_are_counted_though_few_windows_are_in_memory() {
        List<byte[]> messages = messages(20, 20);
        WindowShard once = shard(new MemoryStore());
        messages.forEach(message -> once.add(message, 0, 0));
        WindowShard inTurn = shard(new MemoryStore());
        for (int part = 0; part < 4; part++) {
            for (int hour = 0; hour < 20; hour++) {
                inTurn.add(messages.get(4 * hour + part), 0, 0);
            }
        }

        assertThat(told(inTurn)).isEqualTo(told(once));
    }

    @Test
    void a_window_takes_no_more_room_for_more_of_the_same_photos_and_none_when_it_is_forgotten() {
        MemoryStore store = new MemoryStore();
        WindowShard shard = shard(store);
        Intake intake = new Intake(TIMING, 20);
        List<Features> same = Streams.hour(photos, 0, 1_000, Change.NONE);
        long largest = 0;
        for (int again = 0; again < 60; again++) {
            same.forEach(photo -> intake.add(Photo.of(photo), photo.eventTime().toEpochMilli()));
            shard.add(intake.drain(), 0, 0);
            long[] bytes = {0};
            store.forEach(new byte[] {'l'}, (key, row) -> bytes[0] += row.length);
            largest = Math.max(largest, bytes[0]);
        }
        assertThat(largest).isBetween(1L << 20, 6L << 20);

        shard.progress(0, END);
        shard.advance(part -> {});
        shard.advance(part -> {});

        assertThat(store.size()).isEqualTo(1); // how far the source has got
    }
}
