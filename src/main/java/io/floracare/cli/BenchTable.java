package io.floracare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.app.BenchRun;
import io.floracare.config.Settings;
import io.floracare.message.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Prints measurements as they come: a table, or a JSON object a line. */
final class BenchTable {
    private final PrintWriter out;
    private final boolean json;

    BenchTable(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
        if (!json) {
            line(
                    "",
                    "threads",
                    "images/s",
                    "p50 ms",
                    "p95 ms",
                    "p99 ms",
                    "CPU ms",
                    "broker ms",
                    "");
        }
    }

    /** Work that keeps files in a folder of its own. */
    interface Work {
        void in(Path folder) throws IOException, InterruptedException;
    }

    /** Does work in a new folder, which is deleted afterwards. */
    static void inFolder(Settings settings, Work work) throws IOException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        // Ctrl-C interrupts the work, so that its processes end and its folder goes.
        Shutdown.on(new AtomicBoolean(), stop, stopped);
        try (Scratch scratch = Scratch.in(settings.streams().dataDirectory(), "bench")) {
            work.in(scratch.folder());
        } catch (IOException | RuntimeException e) {
            if (stop.getCount() == 0) {
                // Its processes end at the same time, of which it may complain first.
                throw (InterruptedException) new InterruptedException("by a signal").initCause(e);
            }
            throw e;
        } finally {
            stopped.countDown();
        }
    }

    void print(BenchRun.Row row) {
        if (!json) {
            line(
                    row.name(),
                    row.threads() == 0 ? "" : row.threads(),
                    number(row.perSecond(), 1),
                    number(row.p50(), 2),
                    number(row.p95(), 2),
                    number(row.p99(), 2),
                    number(row.cpuMillis(), 2),
                    number(row.brokerCpuMillis(), 2),
                    row.note() == null ? "" : row.note());
            return;
        }
        try {
            out.println(Json.mapper().writeValueAsString(row));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row cannot be written", e);
        }
    }

    private void line(Object... columns) {
        out.println(
                String.format(Locale.ROOT, "%-44s %7s %9s %8s %8s %8s %9s %9s  %s", columns)
                        .stripTrailing());
        out.flush();
    }

    private static String number(@Nullable Double value, int digits) {
        return value == null ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
