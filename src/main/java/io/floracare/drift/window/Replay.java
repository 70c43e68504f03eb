package io.floracare.drift.window;

import io.floracare.drift.Observation;
import io.floracare.message.Features;
import java.util.ArrayList;
import java.util.List;

/** Both stages in one process and in memory: the aggregator without Kafka. Not thread-safe. */
public final class Replay {
    private final List<WindowShard> shards = new ArrayList<>();
    private final WindowMerger merger;
    private long tooLate;

    /**
     * A replay that has seen nothing.
     *
     * @param shards as many as devices are split over; the outcome is the same with any number
     * @param sources partitions that photos come from
     */
    public Replay(int shards, int sources, Rules rules, Baselines baselines, Verdicts verdicts) {
        for (int i = 0; i < shards; i++) {
            this.shards.add(
                    new WindowShard(
                            new MemoryStore(),
                            sources,
                            rules.timing(),
                            rules.policy().photosPerDevice(),
                            baselines,
                            () -> tooLate++));
        }
        merger = new WindowMerger(new MemoryStore(), shards, rules, baselines, verdicts);
    }

    /** Adds a photo of a source. */
    public void add(Features record, long time, int source) {
        shard(record).add(record, time, source);
    }

    private WindowShard shard(Features record) {
        return shards.get((int) Long.remainderUnsigned(Observation.cluster(record), shards.size()));
    }

    /** A source has got to a time: what is due is judged. */
    public void progress(int source, long time) {
        for (int i = 0; i < shards.size(); i++) {
            int shard = i;
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
