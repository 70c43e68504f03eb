package io.floracare.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns SIGTERM and Ctrl-C into an orderly end: the JVM waits until the command has closed what it
 * opened.
 */
final class Shutdown {
    private static final long LONGEST_CLOSE_SECONDS = 120;

    private Shutdown() {}

    /**
     * Says that a command was interrupted, while the JVM still waits for it: what is thrown is said
     * too late.
     *
     * @param outcome what became of the work
     * @return the exit status
     */
    static int interrupted(PrintWriter err, String outcome) {
        err.println(Cli.NAME + ": interrupted; " + outcome);
        err.flush();
        return ExitCode.FAILED.number();
    }

    /**
     * Installs the hook.
     *
     * @param started whether the command watches {@code stop}; before, its thread is interrupted
     * @param stop counted down when the signal comes
     * @param stopped counted down by the command when everything is closed
     */
    static void on(AtomicBoolean started, CountDownLatch stop, CountDownLatch stopped) {
        Thread command = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    stop.countDown();
                                    if (!started.get()) {
                                        command.interrupt();
                                    }
                                    try {
                                        boolean closed =
                                                stopped.await(
                                                        LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
                                        if (!closed) {
                                            Runtime.getRuntime().halt(ExitCode.FAILED.number());
                                        }
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                                "shutdown"));
    }
}
