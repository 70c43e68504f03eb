package io.floracare.inference;

import io.floracare.message.ModelRef;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A classifier that follows a {@link Script} and keeps account of how it is used, so that a test
 * can tell leaks and uses after closing.
 */
public final class ScriptedClassifier implements Classifier {
    private final ModelPackage modelPackage;
    private final Script script;
    private final AtomicLong calls;
    private final AtomicInteger openSessions = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger misuses = new AtomicInteger();

    ScriptedClassifier(ModelPackage modelPackage, Script script, AtomicLong calls) {
        this.modelPackage = modelPackage;
        this.script = script;
        this.calls = calls;
    }

    @Override
    public ModelRef ref() {
        return new ModelRef(
                modelPackage.manifest().name(),
                modelPackage.manifest().version(),
                variant().name(),
                modelPackage.manifestSha256());
    }

    @Override
    public ModelPackage modelPackage() {
        return modelPackage;
    }

    @Override
    public Variant variant() {
        return modelPackage.manifest().variants().getFirst();
    }

    @Override
    public Session openSession() {
        openSessions.incrementAndGet();
        require(closes.get() == 0, "a session was opened on a closed classifier");
        return new ScriptedSession();
    }

    @Override
    public void close() {
        require(openSessions.get() == 0, "the classifier was closed with sessions open");
        require(closes.incrementAndGet() == 1, "the classifier was closed twice");
    }

    /** Sessions opened and not closed. */
    public int openSessions() {
        return openSessions.get();
    }

    /** How often it was closed. */
    public int closes() {
        return closes.get();
    }

    /** How often it or a session was used after closing, or closed with sessions open. */
    public int misuses() {
        return misuses.get();
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            misuses.incrementAndGet();
            throw new IllegalStateException(message);
        }
    }

    private final class ScriptedSession implements Session {
        private boolean closed;

        @Override
        public float[] logits(FloatBuffer tensor) {
            require(!closed && closes.get() == 0, "a session was used after closing");
            long call = calls.incrementAndGet();
            var spec = modelPackage.manifest().input();
            for (Script.Rule rule : script.rules()) {
                if (Script.applies(rule.trigger(), call, spec, tensor)) {
                    return perform(rule.action());
                }
            }
            return answer(Script.average(spec, tensor));
        }

        @Override
        public void close() {
            require(!closed, "a session was closed twice");
            closed = true;
            openSessions.decrementAndGet();
        }

        /** The same picture always gives the same class, with a probability of about 0.99. */
        private float[] answer(double[] average) {
            float[] logits = new float[modelPackage.manifest().classes()];
            long levels = Math.round(average[0]) * 7 + Math.round(average[1]) * 3;
            levels += Math.round(average[2]);
            logits[(int) Math.floorMod(levels, (long) logits.length)] = 5;
            return logits;
        }

        private float[] perform(Script.Action action) {
            return switch (action) {
                case THROW -> throw new InferenceException("the script says so");
                case NAN -> {
                    float[] logits = new float[modelPackage.manifest().classes()];
                    Arrays.fill(logits, Float.NaN);
                    yield logits;
                }
                case HANG -> {
                    try {
                        new CountDownLatch(1).await();
                        throw new AssertionError("nothing counts this latch down");
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InferenceException("interrupted while hanging", e);
                    }
                }
                case SLOW -> {
                    LockSupport.parkNanos(500_000_000);
                    yield new float[modelPackage.manifest().classes()];
                }
                case HALT -> {
                    Runtime.getRuntime().halt(137);
                    throw new AssertionError("the process is dead");
                }
            };
        }
    }
}
