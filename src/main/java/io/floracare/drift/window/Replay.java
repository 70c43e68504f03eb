package io.floracare.drift.window;

import io.floracare.message.Features;
import java.util.ArrayList;
import java.util.List;

/** Both stages in one process and in memory: the aggregator without Kafka. Not thread-safe. */
public final class Replay {
    private final List<WindowShard> shards = new ArrayList<>();
    private final List<List<Intake>> intakes = new ArrayList<>();
    private final WindowMerger merger;
    private long tooLate;

    /**
     * A replay that has seen nothing.
     *
     * @param shards as many as devices are split over; the outcome is the same with any number
     * @param sources partitions that photos come from
     */
    public Replay(int shards, int sources, Rules rules, Baselines baselines, Verdicts verdicts) {
        int photosPerDevice = rules.policy().photosPerDevice();
        for (int i = 0; i < shards; i++) {
            this.shards.add(
                    new WindowShard(
                            new MemoryStore(),
                            sources,
                            rules.timing(),
                            photosPerDevice,
                            baselines,
                            photos -> tooLate += photos));
            List<Intake> fromEach = new ArrayList<>();
            for (int source = 0; source < sources; source++) {
                fromEach.add(new Intake(rules.timing(), photosPerDevice));
            }
            intakes.add(fromEach);
        }
        merger = new WindowMerger(new MemoryStore(), shards, rules, baselines, verdicts);
    }

    /** Adds a photo of a source. */
    public void add(Features record, long time, int source) {
        add(Photo.of(record), time, source);
    }

    /** Adds a photo of a source. */
    public void add(Photo photo, long time, int source) {
        int shard = photo.shard(shards.size());
        Intake intake = intakes.get(shard).get(source);
        intake.add(photo, time);
        if (intake.isFull()) {
            send(shard, source);
        }
    }

    private void send(int shard, int source) {
        Intake intake = intakes.get(shard).get(source);
        if (!intake.isEmpty()) {
            long latest = intake.latest();
            shards.get(shard).add(intake.drain(), source, latest);
        }
    }

    /** A source has got to a time: what is due is judged. */
    public void progress(int source, long time) {
        for (int i = 0; i < shards.size(); i++) {
            int shard = i;
            for (int from = 0; from < intakes.get(i).size(); from++) {
                send(i, from);
            }
            shards.get(i).progress(source, time);
            long told =
                    shards.get(i).advance(part -> merger.add(shard, Parts.read(Parts.write(part))));
            if (told >= 0) {
                merger.progress(i, told);
            }
        }
        merger.advance();
    }

    /** Photos whose window was forgotten already. */
    public long tooLate() {
        return tooLate;
    }
}
