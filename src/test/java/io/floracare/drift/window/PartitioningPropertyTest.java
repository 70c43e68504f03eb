package io.floracare.drift.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.Photos;
import io.floracare.drift.Photos.Change;
import io.floracare.message.Features;
import io.floracare.message.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The same photos give the same bits, however they are split and in whatever order they come. */
class PartitioningPropertyTest {
    private static final Timing PATIENT =
            new Timing(Streams.HOUR, Duration.ofHours(12), Duration.ofHours(24));

    @Property(tries = 12)
    void reports_are_the_same_bits_across_partitions_and_orders(@ForAll long seed) {
        Photos photos = new Photos(3);
        List<Features> stream = new ArrayList<>();
        for (int hour = 0; hour < 3; hour++) {
            Change change = hour == 1 ? Streams.DARK : Change.NONE;
            stream.addAll(Streams.hour(photos, hour, 400, change));
        }
        String once = run(stream, 1);
        Collections.shuffle(stream, new Random(seed));

        assertThat(run(stream, 1)).isEqualTo(once);
        assertThat(run(stream, 3)).isEqualTo(once);
        assertThat(run(stream, 7)).isEqualTo(once);
        assertThat(once).contains("\"drift\"").contains("\"stable\"");
    }

    private static String run(List<Features> stream, int shards) {
        Found found = new Found();
        Replay replay = new Replay(shards, 2, Streams.rules(PATIENT), Streams.KNOWN, found);
        for (int i = 0; i < stream.size(); i++) {
            replay.add(stream.get(i), stream.get(i).eventTime().toEpochMilli(), i % 2);
        }
        long end = Photos.START.plus(Duration.ofHours(20)).toEpochMilli();
        replay.progress(0, end);
        replay.progress(1, end);
        return json(found.sorted()) + json(found.sortedQuality()) + json(found.alerts);
    }

    private static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
