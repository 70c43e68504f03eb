package io.floracare.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Runs work on threads that begin together after their warm-up. */
final class Harness {
    private final BenchPlan plan;
    private final ThreadMXBean cpuTimes = ManagementFactory.getThreadMXBean();

    Harness(BenchPlan plan) {
        this.plan = plan;
    }

    /**
     * Measures.
     *
     * @param stages names of the stages that the work tells of; may be empty
     * @param perThread makes each thread's work, on that thread
     */
    Measurement run(String name, int threads, List<String> stages, Supplier<Bench> perThread)
            throws InterruptedException {
        CountDownLatch warm = new CountDownLatch(threads);
        List<Samples> samples = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Samples>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(() -> measure(perThread, stages.size(), warm)));
            }
            for (Future<Samples> each : running) {
                samples.add(each.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("a benchmark's thread died", e.getCause());
        }
        return summary(name, stages, samples);
    }

    private Samples measure(Supplier<Bench> perThread, int stages, CountDownLatch warm)
            throws InterruptedException {
        boolean counted = false;
        try (Bench bench = perThread.get()) {
            Samples unused = new Samples(cpuTimes::getCurrentThreadCpuTime, stages, 1);
            for (long start = System.nanoTime(), now = start;
                    now - start < plan.warmUp().toNanos(); ) {
                now = unused.measure(bench, now);
            }
            counted = true;
            warm.countDown();
            warm.await();
            return repeat(bench, stages);
        } finally {
            // A thread that fails must not leave the others waiting.
            if (!counted) {
                warm.countDown();
            }
        }
    }

    private Samples repeat(Bench bench, int stages) {
        Samples samples =
                new Samples(cpuTimes::getCurrentThreadCpuTime, stages, plan.repetitions());
        for (int repetition = 0; repetition < plan.repetitions(); repetition++) {
            int before = samples.images();
            long start = System.nanoTime();
            long now = start;
            while (now - start < plan.measured().toNanos()) {
                now = samples.measure(bench, now);
            }
            samples.endRepetition(repetition, before, now - start);
        }
        return samples;
    }

    private Measurement summary(String name, List<String> stages, List<Samples> samples) {
        long images = samples.stream().mapToLong(Samples::images).sum();
        double[] rates =
                IntStream.range(0, plan.repetitions())
                        .mapToDouble(
                                r -> samples.stream().mapToDouble(s -> s.imagesPerSecond(r)).sum())
                        .sorted()
                        .toArray();
        Map<String, Double> stageMillis = new LinkedHashMap<>();
        for (int i = 0; i < stages.size(); i++) {
            int stage = i;
            long nanos = samples.stream().mapToLong(s -> s.stageCpuNanos(stage)).sum();
            stageMillis.put(stages.get(i), nanos / 1e6 / images);
        }
        long[] wall =
                samples.stream()
                        .flatMapToLong(s -> LongStream.of(s.wallNanos()))
                        .sorted()
                        .toArray();
        return new Measurement(
                name,
                samples.size(),
                images,
                median(rates),
                rates[0],
                rates[rates.length - 1],
                samples.stream().mapToLong(Samples::cpuNanos).sum() / 1e6 / images,
                stageMillis,
                percentile(wall, 0.5),
                percentile(wall, 0.95),
                percentile(wall, 0.99));
    }

    private static double median(double[] sorted) {
        return DoubleStream.of(sorted[(sorted.length - 1) / 2], sorted[sorted.length / 2])
                .average()
                .orElseThrow();
    }

    /** The nearest-rank percentile, in milliseconds. */
    private static double percentile(long[] sortedNanos, double share) {
        int rank = (int) Math.ceil(share * sortedNanos.length);
        return sortedNanos[Math.max(0, rank - 1)] / 1e6;
    }
}
