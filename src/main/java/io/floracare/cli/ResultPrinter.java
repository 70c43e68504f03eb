package io.floracare.cli;

import io.floracare.app.Tally;
import io.floracare.client.ResultFormat;
import io.floracare.message.Result;
import java.util.Locale;

/** Prints results as they come and a summary at the end. */
final class ResultPrinter {
    private final Terminal terminal;
    private final boolean json;
    private final ResultFormat format;

    /**
     * @param json whether a program reads the output
     */
    ResultPrinter(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
        this.format =
                json ? new ResultFormat.Ndjson() : new ResultFormat.Human(terminal.outIsTerminal());
    }

    /** The gateway's address: for a program the first line, for a person said elsewhere already. */
    void gateway(String address) {
        if (json) {
            terminal.out().println("{\"gateway\":\"" + address + "\"}");
            terminal.out().flush();
        }
    }

    void print(Result result) {
        terminal.out().println(format.line(result));
        terminal.out().flush();
    }

    /** The summary goes to stderr when stdout is for a program. */
    void summary(Tally.Summary summary) {
        String text =
                String.format(
                        Locale.ROOT,
                        "%d %s: %d ok, %d uncertain, %d error",
                        summary.sent(),
                        summary.sent() == 1 ? "image" : "images",
                        summary.ok(),
                        summary.uncertain(),
                        summary.error());
        if (summary.results() > 0) {
            text +=
                    String.format(
                            Locale.ROOT,
                            "; %.1f images/s; from append to result p50 %.0f ms, p99 %.0f ms",
                            summary.perSecond(),
                            summary.p50(),
                            summary.p99());
        }
        if (summary.results() < summary.sent()) {
            text += "; " + (summary.sent() - summary.results()) + " without a result";
        }
        (json ? terminal.err() : terminal.out()).println(text);
    }
}
