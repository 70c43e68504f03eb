package io.floracare.app;

import io.floracare.client.ImageSender;
import io.floracare.client.OutgoingImage;
import io.floracare.client.ReadResult;
import io.floracare.client.ResultReader;
import io.floracare.message.Result;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;

/**
 * The whole pipeline through a real broker: images in, committed results out, with broker and
 * classifier in processes of their own. This process publishes and reads, and takes its share of
 * the machine.
 */
public final class PipelineBench implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int WARM_UP_ROUND = 2_000;
    private static final int WARM_UP_ROUNDS = 20;

    /** Share of a round's time that the classifier's compiler may still take. */
    static final double WARM = 0.02;

    private final BenchStack stack;
    private final TopicCatalogue topics = TopicCatalogue.load();
    private final List<byte[]> images;
    private final Clock clock;
    private final Producer<byte[], byte[]> producer;
    private final ImageSender bulk;
    private final ResultReader reader;
    private final Set<String> pending = new HashSet<>();

    /**
     * What a run through the pipeline took.
     *
     * @param images how many
     * @param perSecond results a second of wall time
     * @param p50 milliseconds from append to the committed result's arrival
     * @param p95 as {@code p50}
     * @param p99 as {@code p50}
     * @param classifierCpuMillis CPU time an image of the classifier's process
     * @param computeCpuMillis the part of {@code classifierCpuMillis} that is decode, preprocess
     *     and inference
     * @param brokerCpuMillis CPU time an image of the broker's process
     * @param computeMillis mean wall time of decode, preprocess and forward, as the results state
     *     it
     */
    public record Figures(
            int images,
            double perSecond,
            double p50,
            double p95,
            double p99,
            double classifierCpuMillis,
            double computeCpuMillis,
            double brokerCpuMillis,
            double computeMillis) {}

    /**
     * Starts broker, store and classifier and warms them up.
     *
     * @param folder for data and logs; emptied by the caller
     * @param modelPackage served
     * @param variant forced; empty for the package's choice
     * @param threads of each lane
     * @param images encoded, used in turn
     */
    public PipelineBench(
            Path folder,
            Path modelPackage,
            String variant,
            int threads,
            List<byte[]> images,
            Clock clock)
            throws IOException, InterruptedException {
        this.images = List.copyOf(images);
        this.clock = clock;
        this.stack = new BenchStack(folder, modelPackage, variant, threads);
        this.producer = stack.clients().producer(topics.images().maxMessageBytes());
        this.bulk = new ImageSender(producer, topics.images().name(), "floracare-bench", clock);
        this.reader =
                ResultReader.open(
                        stack.clients(), topics.results().name(), new ResultReader.From.Now());
        warmUp();
    }

    /**
     * Until the compiler rests, which takes minutes: Kafka's clients are called some hundred times
     * a second only.
     */
    private void warmUp() throws IOException, InterruptedException {
        double compiling = 1;
        for (int round = 0; round < WARM_UP_ROUNDS && compiling > WARM; round++) {
            double before = stack.compilationSeconds();
            long start = System.nanoTime();
            saturation(WARM_UP_ROUND);
            compiling = (stack.compilationSeconds() - before) / ((System.nanoTime() - start) / 1e9);
        }
    }

    BenchStack stack() {
        return stack;
    }

    /** A producer for other measurements on this stack. */
    Producer<byte[], byte[]> producer() {
        return producer;
    }

    List<byte[]> images() {
        return images;
    }

    /** Everything at once: how much goes through. */
    public Figures saturation(int count) throws IOException, InterruptedException {
        return run(count, 0);
    }

    /** At a steady rate: how long an image waits. */
    public Figures steady(int count, double perSecond) throws IOException, InterruptedException {
        return run(count, perSecond);
    }

    private Figures run(int count, double perSecond) throws IOException, InterruptedException {
        double computeCpu = stack.computeCpuNanos();
        long classifierCpu = stack.classifier().cpuNanos();
        long brokerCpu = stack.broker().cpuNanos();
        Latencies latencies = new Latencies();
        double compute = 0;
        long start = System.nanoTime();
        int sent = 0;
        long last = start;
        while (latencies.size() < count) {
            while (sent < count
                    && (perSecond == 0 || System.nanoTime() - start >= sent * 1e9 / perSecond)) {
                send(sent++);
            }
            for (Result result : poll(perSecond == 0 ? POLL : Duration.ofMillis(1))) {
                if (pending.remove(result.id())) {
                    latencies.add(
                            clock.millis() - (double) result.time().produced().toEpochMilli());
                    compute += compute(result);
                    last = System.nanoTime();
                }
            }
            requirePatience(last);
        }
        return new Figures(
                count,
                count / ((last - start) / 1e9),
                latencies.percentile(50),
                latencies.percentile(95),
                latencies.percentile(99),
                (stack.classifier().cpuNanos() - classifierCpu) / 1e6 / count,
                (stack.computeCpuNanos() - computeCpu) / 1e6 / count,
                (stack.broker().cpuNanos() - brokerCpu) / 1e6 / count,
                compute / count);
    }

    private static void requirePatience(long lastNanos) {
        if (System.nanoTime() - lastNanos > PATIENCE.toNanos()) {
            throw new IllegalStateException("no result for " + PATIENCE.toMinutes() + " minutes");
        }
    }

    private void send(int number) throws InterruptedException {
        String id = ImageSender.newId();
        pending.add(id);
        var _ =
                bulk.send(
                        new OutgoingImage(id, null, images.get(number % images.size()), Map.of()));
    }

    private List<Result> poll(Duration atMost) {
        return reader.poll(atMost).stream()
                .filter(ReadResult.Decoded.class::isInstance)
                .map(read -> ((ReadResult.Decoded) read).result())
                .toList();
    }

    /** Sends images that {@link #drain} waits for later. */
    void queue(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            send(i);
        }
        producer.flush();
    }

    /** Waits until every queued image has its result. */
    void drain() {
        long last = System.nanoTime();
        while (!pending.isEmpty()) {
            for (Result result : poll(POLL)) {
                pending.remove(result.id());
                last = System.nanoTime();
            }
            requirePatience(last);
        }
    }

    /** Decode, preprocess and forward of one result in milliseconds. */
    static double compute(Result result) {
        Result.Millis millis = result.millis();
        double sum = 0;
        for (Double part : new Double[] {millis.decode(), millis.preprocess(), millis.infer()}) {
            sum += part == null ? 0 : part;
        }
        return sum;
    }

    /**
     * Resident memory of the classifier after so many images.
     *
     * @return bytes
     */
    public long residentAfter(int count) throws InterruptedException, IOException {
        saturation(count);
        return stack.classifier().residentBytes();
    }

    @Override
    public void close() {
        producer.close();
        reader.close();
        stack.close();
    }
}
