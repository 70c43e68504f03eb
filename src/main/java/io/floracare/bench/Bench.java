package io.floracare.bench;

/** Work that is measured, on one thread. Made, used and closed by that thread. */
interface Bench extends AutoCloseable {
    /**
     * Handles one image.
     *
     * @param stages told when each stage ends
     */
    void once(Stages stages);

    @Override
    void close();

    /** Told when a stage ends, in the order in which {@link Harness#run} was given their names. */
    interface Stages {
        void end(int stage);
    }
}
