package io.floracare.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on stderr when that is a terminal; otherwise nothing. */
final class Progress implements AutoCloseable {
    private static final int MILLIS = 200;

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Shows a bar until it is closed.
     *
     * @param terminal where
     * @param task one or two words
     * @param unit name of one step, with a leading space
     * @param total number of steps
     */
    static Progress start(Terminal terminal, String task, String unit, long total) {
        if (!terminal.errIsTerminal()) {
            return new Progress(null);
        }
        PrintStream err =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Progress(
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setUnit(unit, 1)
                        .showSpeed()
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(MILLIS)
                        .setConsumer(new ConsoleProgressBarConsumer(err, terminal.columns()))
                        .clearDisplayOnFinish()
                        .build());
    }

    /** One step is done. */
    void step() {
        if (bar != null) {
            bar.step();
        }
    }

    /** So many steps are done in all. */
    void stepTo(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
