package io.floracare.inference;

import io.floracare.message.ModelRef;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;

/** A loaded variant of a model. Shared by threads; each opens a {@link Session} of its own. */
public interface Classifier extends AutoCloseable {
    /** What results say of it. */
    ModelRef ref();

    /** The package it came from. */
    ModelPackage modelPackage();

    /** The variant in use. */
    Variant variant();

    /**
     * Opens a session for the calling thread and warms it. The caller closes it before the
     * classifier is closed.
     */
    Session openSession();

    /** Frees the model. All sessions must be closed. */
    @Override
    void close();
}
