package io.floracare.inference;

import io.floracare.model.ModelPackage;

/**
 * Makes a package into a classifier that has passed its self-test. Implemented by an engine's
 * adapter.
 */
public interface ClassifierLoader {
    /** Loads the preferred variant that this machine can run. Never throws for a bad package. */
    LoadOutcome load(ModelPackage modelPackage);

    /** What became of a load. */
    sealed interface LoadOutcome {
        /** The classifier passed its self-test; the caller closes it. */
        record Loaded(Classifier classifier) implements LoadOutcome {}

        /** The package cannot serve; the sentence says why. */
        record Refused(String message) implements LoadOutcome {}
    }
}
