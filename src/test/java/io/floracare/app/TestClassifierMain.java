package io.floracare.app;

import io.floracare.classify.ClaimChecks;
import io.floracare.config.Settings;
import io.floracare.inference.Classifier;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.ScriptedClassifierLoader;
import io.floracare.inference.TestPackages;
import io.floracare.telemetry.ClassifierMetrics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The production classifier in a process of its own, but for its engine: {@link
 * ScriptedClassifierLoader}, by system property. Arguments are settings, {@code key=value}. Prints
 * {@code running} once it consumes and stops on SIGTERM.
 */
public final class TestClassifierMain {
    private TestClassifierMain() {}

    public static void main(String[] args) throws Exception {
        Settings settings = TestSettings.of(args);
        ClassifierService service =
                new ClassifierService(
                        settings,
                        new ClassifierService.Parts(
                                new ScriptedStartup(),
                                (claim, maxBytes, timeout) ->
                                        new ClaimChecks.Claim.NotFound("none here"),
                                ClassifierMetrics.none(),
                                Clock.systemUTC()));
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
        // A test sees by this what the health check would say.
        String said = null;
        while (!stopped.await(50, TimeUnit.MILLISECONDS)) {
            String waiting = service.waitingFor();
            if (!Objects.equals(waiting, said)) {
                System.out.println(waiting == null ? "consuming" : "paused: " + waiting);
                said = waiting;
            }
        }
    }

    /** Takes the topics for granted and the engine from the script. */
    record ScriptedStartup() implements Startup {
        @Override
        public void awaitTopics(Consumer<Waiting> waiting) {}

        @Override
        public Classifier awaitClassifier(Consumer<Waiting> waiting) {
            LoadOutcome outcome =
                    ScriptedClassifierLoader.fromSystemProperty()
                            .load(
                                    TestPackages.of(
                                            Path.of(""),
                                            TestPackages.variant("v", "none", "none")));
            return ((LoadOutcome.Loaded) outcome).classifier();
        }
    }
}
