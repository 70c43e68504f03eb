package io.floracare.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts one run's files in and out. Safe for use by several threads. */
final class PublishRun {
    private final PublishProgress progress;
    private final List<PublishOutcome> outcomes = new ArrayList<>();
    private int inFlight;
    private @Nullable String stopped;

    PublishRun(PublishProgress progress, int files) {
        this.progress = progress;
        progress.planned(files);
    }

    /** A file is handed to the producer. */
    synchronized void began() {
        inFlight++;
    }

    /** How the producer's work on one file ended. */
    sealed interface Ending {
        /** The file is sent, or never will be. */
        record Settled(PublishOutcome outcome) implements Ending {}

        /** Nothing more can be sent, which is not the file's fault: it is left for the next run. */
        record Broken(String message) implements Ending {}
    }

    /** The producer is done with a file. */
    synchronized void ended(Ending ending) {
        inFlight--;
        notifyAll();
        switch (ending) {
            case Ending.Settled(PublishOutcome outcome) -> settle(outcome);
            case Ending.Broken(String message) -> {
                if (stopped == null) {
                    stopped = message;
                }
            }
        }
    }

    /** A file needs nothing more. */
    synchronized void settle(PublishOutcome outcome) {
        outcomes.add(outcome);
        progress.settled(outcome);
    }

    /** Why no more files are taken; null while they are. */
    synchronized @Nullable String stopped() {
        return stopped;
    }

    /** Waits until the producer is done with every file. */
    synchronized PublishReport await() throws InterruptedException {
        while (inFlight > 0) {
            wait();
        }
        return new PublishReport(outcomes, stopped);
    }
}
