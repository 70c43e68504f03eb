package io.floracare.inference;

import io.floracare.message.ModelRef;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;

/** Another classifier, with something done before it opens each session. */
record HookedClassifier(Classifier inner, Runnable beforeOpen) implements Classifier {
    @Override
    public ModelRef ref() {
        return inner.ref();
    }

    @Override
    public ModelPackage modelPackage() {
        return inner.modelPackage();
    }

    @Override
    public Variant variant() {
        return inner.variant();
    }

    @Override
    public Session openSession() {
        beforeOpen.run();
        return inner.openSession();
    }

    @Override
    public void close() {
        inner.close();
    }
}
