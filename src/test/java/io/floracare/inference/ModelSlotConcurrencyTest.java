package io.floracare.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelSlotConcurrencyTest {
    private static final int WORKERS = 8;
    private static final int INSTALLERS = 2;
    private static final int INSTALLS = 1000;
    private static final int BURST = 25;

    @Test
    void no_session_is_used_after_close_and_every_model_closes_once() throws Exception {
        List<ScriptedClassifier> all = new ArrayList<>();
        for (int i = 0; i <= INSTALLERS * INSTALLS; i++) {
            all.add(TestPackages.scripted("" + i, Script.ANSWERS));
        }
        ModelSlot slot = new ModelSlot();
        slot.install(all.getLast());
        AtomicBoolean installing = new AtomicBoolean(true);
        CountDownLatch started = new CountDownLatch(WORKERS);
        AtomicLong changes = new AtomicLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS + INSTALLERS)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                boolean idles = i % 2 == 1;
                workers.add(threads.submit(() -> work(slot, idles, installing, started, changes)));
            }
            started.await();
            List<Future<?>> installers = new ArrayList<>();
            for (int i = 0; i < INSTALLERS; i++) {
                List<ScriptedClassifier> mine = all.subList(i * INSTALLS, (i + 1) * INSTALLS);
                installers.add(threads.submit(() -> install(mine, slot, changes)));
            }
            for (Future<?> installer : installers) {
                installer.get();
            }
            installing.set(false);
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        slot.close();

        assertThat(all)
                .allSatisfy(classifier -> {
                    assertThat(classifier.closes()).isEqualTo(1);
                    assertThat(classifier.openSessions()).isZero();
                    assertThat(classifier.misuses()).isZero();
                });
        assertThat(changes.get()).isGreaterThanOrEqualTo(INSTALLS / BURST);
    }

    @Test
    void installing_does_not_wait_for_a_worker_that_warms_up() throws Exception {
        CountDownLatch warming = new CountDownLatch(1);
        CountDownLatch mayContinue = new CountDownLatch(1);
        ScriptedClassifier slow = TestPackages.scripted("slow", Script.ANSWERS);
        ScriptedClassifier last = TestPackages.scripted("last", Script.ANSWERS);
        ModelSlot slot = new ModelSlot();
        slot.install(
                new HookedClassifier(
                        slow,
                        () -> {
                            warming.countDown();
                            await(mayContinue);
                        }));
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            ModelSlot.Worker worker = slot.worker();
            Future<ModelSlot.Lease> lease = threads.submit(worker::next);
            await(warming);

            slot.install(last);
            assertThat(slot.get()).isSameAs(last);
            assertThat(slow.closes()).isZero();
            mayContinue.countDown();

            assertThat(lease.get().session().logits(TestTensors.grey())).isNotEmpty();
            assertThat(threads.submit(worker::next).get().classifier()).isSameAs(last);
            assertThat(slow.closes()).isEqualTo(1);
            threads.submit(worker::close).get();
        }
    }

    /** Installs in bursts, each after some worker has moved on since the one before. */
    private static void install(
            List<ScriptedClassifier> classifiers, ModelSlot slot, AtomicLong changes) {
        for (int from = 0; from < classifiers.size(); from += BURST) {
            long before = changes.get();
            classifiers.subList(from, from + BURST).forEach(slot::install);
            while (changes.get() == before && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        }
    }

    /** Uses sessions until the installers are done, and counts how often the model changed. */
    private static void work(
            ModelSlot slot,
            boolean idles,
            AtomicBoolean installing,
            CountDownLatch started,
            AtomicLong changes) {
        FloatBuffer tensor = TestTensors.grey();
        try (ModelSlot.Worker worker = slot.worker()) {
            String before = worker.next().classifier().ref().version();
            started.countDown();
            while (installing.get() && !Thread.currentThread().isInterrupted()) {
                if (idles) {
                    worker.refresh();
                }
                ModelSlot.Lease lease = worker.next();
                lease.session().logits(tensor);
                String version = lease.classifier().ref().version();
                if (!version.equals(before)) {
                    changes.incrementAndGet();
                }
                before = version;
                lease.session().logits(tensor);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
