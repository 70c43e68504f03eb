package io.floracare.inference;

import io.floracare.model.ModelPackage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A test-only engine: answers from a picture's average colour, except where its {@link Script} says
 * otherwise. Loads any package's first variant and reads no model file.
 */
public final class ScriptedClassifierLoader implements ClassifierLoader {
    /** System property that holds the script in a process of its own. */
    public static final String PROPERTY = "floracare.test.script";

    private final Script script;
    private final AtomicLong calls = new AtomicLong();

    public ScriptedClassifierLoader(Script script) {
        this.script = script;
    }

    /** Takes the script from {@link #PROPERTY}; answers always if it is not set. */
    public static ScriptedClassifierLoader fromSystemProperty() {
        return new ScriptedClassifierLoader(Script.parse(System.getProperty(PROPERTY, "")));
    }

    /** Forward passes so far, over all sessions. */
    public long calls() {
        return calls.get();
    }

    @Override
    public LoadOutcome load(ModelPackage modelPackage) {
        return new LoadOutcome.Loaded(new ScriptedClassifier(modelPackage, script, calls));
    }
}
