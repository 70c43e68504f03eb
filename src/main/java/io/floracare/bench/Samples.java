package io.floracare.bench;

import java.util.Arrays;

/** One thread's measurements. */
final class Samples implements Bench.Stages {
    private final ThreadCpu cpu;
    private final long[] stageCpuNanos;
    private final int[] repetitionImages;
    private final double[] repetitionSeconds;
    private long[] wallNanos = new long[1024];
    private int images;
    private long cpuNanos;
    private long stageStart;

    /** CPU time of the calling thread in nanoseconds. */
    interface ThreadCpu {
        long nanos();
    }

    Samples(ThreadCpu cpu, int stages, int repetitions) {
        this.cpu = cpu;
        this.stageCpuNanos = new long[stages];
        this.repetitionImages = new int[repetitions];
        this.repetitionSeconds = new double[repetitions];
    }

    /** Measures one image; returns when it ended. */
    long measure(Bench bench, long startNanos) {
        long cpuStart = cpu.nanos();
        stageStart = cpuStart;
        bench.once(this);
        long end = System.nanoTime();
        cpuNanos += cpu.nanos() - cpuStart;
        if (images == wallNanos.length) {
            wallNanos = Arrays.copyOf(wallNanos, 2 * images);
        }
        wallNanos[images++] = end - startNanos;
        return end;
    }

    @Override
    public void end(int stage) {
        long now = cpu.nanos();
        stageCpuNanos[stage] += now - stageStart;
        stageStart = now;
    }

    void endRepetition(int repetition, int imagesBefore, long nanos) {
        repetitionImages[repetition] = images - imagesBefore;
        repetitionSeconds[repetition] = nanos / 1e9;
    }

    int images() {
        return images;
    }

    long cpuNanos() {
        return cpuNanos;
    }

    long stageCpuNanos(int stage) {
        return stageCpuNanos[stage];
    }

    double imagesPerSecond(int repetition) {
        return repetitionImages[repetition] / repetitionSeconds[repetition];
    }

    long[] wallNanos() {
        return Arrays.copyOf(wallNanos, images);
    }
}
