package io.floracare.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Predictions asked for over HTTP: by so many clients that wait, or at a rate whoever waits. */
final class HttpLoad {
    private static final Pattern MILLIS =
            Pattern.compile(
                    "\"decode\":([0-9.E-]+),\"preprocess\":([0-9.E-]+),\"infer\":([0-9.E-]+)");

    private final InetSocketAddress address;
    private final List<byte[]> requests;

    /**
     * @param images asked about in turn
     */
    HttpLoad(InetSocketAddress address, List<byte[]> images) {
        this.address = address;
        this.requests = images.stream().map(HttpConnection::predict).toList();
    }

    /**
     * What came of a run.
     *
     * @param seconds from the first request to the last answer
     * @param ok latencies of answers
     * @param refused 429 and 503
     * @param failed anything else, and broken connections
     * @param overhead of each answer's latency, what is left after decode, preprocess and forward
     */
    record Outcome(double seconds, Latencies ok, int refused, int failed, Latencies overhead) {
        double perSecond() {
            return ok.size() / seconds;
        }
    }

    /** Each client sends its next request when it has its answer. */
    Outcome closed(int clients, int count) throws InterruptedException {
        Recorder recorder = new Recorder();
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < clients; client++) {
                var _ = executor.submit(() -> ask(next, count, recorder));
            }
        }
        return recorder.outcome((System.nanoTime() - start) / 1e9);
    }

    /** One client, until so many have been asked in all. */
    private void ask(AtomicInteger next, int count, Recorder recorder) {
        try (HttpConnection connection = new HttpConnection(address)) {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                send(connection, i, System.nanoTime(), recorder);
            }
        } catch (IOException e) {
            recorder.broken();
        }
    }

    /**
     * Requests come at a steady rate, answered or not. A latency counts from when the request was
     * due, not from when it was sent.
     */
    Outcome open(double perSecond, int count) throws InterruptedException {
        Recorder recorder = new Recorder();
        Deque<HttpConnection> idle = new ConcurrentLinkedDeque<>();
        long start = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                long due = start + (long) (i * 1e9 / perSecond);
                for (long left = due - System.nanoTime();
                        left > 0;
                        left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                int number = i;
                var _ = executor.submit(() -> askOnce(idle, number, due, recorder));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        for (HttpConnection connection : idle) {
            closeQuietly(connection);
        }
        return recorder.outcome(seconds);
    }

    private void askOnce(Deque<HttpConnection> idle, int number, long due, Recorder recorder) {
        HttpConnection connection = idle.pollFirst();
        try {
            if (connection == null) {
                connection = new HttpConnection(address);
            }
        } catch (IOException e) {
            recorder.broken();
            return;
        }
        send(connection, number, due, recorder);
        idle.addFirst(connection);
    }

    /** Asks for health at a steady pace while something else goes on. */
    Latencies health(Duration pace, Future<?> meanwhile) throws IOException {
        Latencies latencies = new Latencies();
        byte[] request = HttpConnection.get("/health");
        try (HttpConnection connection = new HttpConnection(address)) {
            while (!meanwhile.isDone()) {
                long start = System.nanoTime();
                connection.send(request);
                latencies.add((System.nanoTime() - start) / 1e6);
                LockSupport.parkNanos(pace.toNanos());
            }
        }
        return latencies;
    }

    private void send(HttpConnection connection, int number, long due, Recorder recorder) {
        try {
            HttpConnection.Response response =
                    connection.send(requests.get(number % requests.size()));
            recorder.answered(response, (System.nanoTime() - due) / 1e6);
        } catch (IOException e) {
            recorder.broken();
        }
    }

    private static void closeQuietly(HttpConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }

    private static final class Recorder {
        private final Latencies ok = new Latencies();
        private final Latencies overhead = new Latencies();
        private int refused;
        private int failed;

        synchronized void answered(HttpConnection.Response response, double millis) {
            switch (response.status()) {
                case 200 -> {
                    ok.add(millis);
                    Matcher parts = MILLIS.matcher(response.body());
                    if (parts.find()) {
                        overhead.add(
                                millis
                                        - Double.parseDouble(parts.group(1))
                                        - Double.parseDouble(parts.group(2))
                                        - Double.parseDouble(parts.group(3)));
                    }
                }
                case 429, 503 -> refused++;
                default -> failed++;
            }
        }

        synchronized void broken() {
            failed++;
        }

        synchronized Outcome outcome(double seconds) {
            return new Outcome(seconds, ok, refused, failed, overhead);
        }
    }
}
