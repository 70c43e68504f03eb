package io.floracare.app;

import io.floracare.drift.window.Streams;
import io.floracare.telemetry.PrometheusDriftMetrics;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/**
 * The production aggregator in a process of its own, with a baseline of simulated photos. Arguments
 * are settings, {@code key=value}.
 */
public final class TestDriftMain {
    private TestDriftMain() {}

    public static void main(String[] args) throws Exception {
        DriftService service =
                new DriftService(
                        TestSettings.of(args),
                        Streams.KNOWN,
                        new PrometheusDriftMetrics(new CollectorRegistry()),
                        Clock.systemUTC(),
                        Thread::sleep);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            service.close();
                            System.out.println("stopped");
                            stopped.countDown();
                        }));
        service.start();
        service.running().join();
        System.out.println("running");
        stopped.await();
    }
}
