package io.floracare.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes.
 *
 * @param out what was asked for
 * @param err everything else: progress, remarks, complaints
 * @param outIsTerminal whether a person sees {@code out} as it comes
 * @param errIsTerminal the same of {@code err}
 * @param columns width of the terminal, at least 60
 */
record Terminal(
        PrintWriter out,
        PrintWriter err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int columns) {
    private static final int LEAST_COLUMNS = 60;
    private static final int MOST_COLUMNS = 120;
    private static final int DEFAULT_COLUMNS = 100;

    Terminal {
        columns = Math.clamp(columns, LEAST_COLUMNS, MOST_COLUMNS);
    }

    /**
     * The process's own. Java cannot tell what stderr is, so the launcher says it in properties:
     * {@code floracare.out.terminal}, {@code floracare.err.terminal}, {@code floracare.columns}.
     */
    @SuppressWarnings("SystemConsoleNull") // it depends on the implementation chosen
    static Terminal system() {
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal();
        boolean out = flag("floracare.out.terminal", interactive);
        boolean err = flag("floracare.err.terminal", interactive);
        int columns = Integer.getInteger("floracare.columns", DEFAULT_COLUMNS);
        return new Terminal(
                writer(FileDescriptor.out, out),
                writer(FileDescriptor.err, true),
                out,
                err,
                columns);
    }

    private static boolean flag(String property, boolean otherwise) {
        @Nullable String text = System.getProperty(property);
        return text == null ? otherwise : Boolean.parseBoolean(text);
    }

    private static PrintWriter writer(FileDescriptor descriptor, boolean flush) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8),
                flush);
    }
}
