package io.floracare.cli;

import org.jspecify.annotations.Nullable;

/** What a command prints: for people or for programs. */
enum OutputFormat {
    TEXT,
    JSON;

    /** What was asked for; otherwise text for a terminal and JSON for a program. */
    static OutputFormat orDefault(@Nullable OutputFormat asked, Terminal terminal) {
        return asked != null ? asked : terminal.outIsTerminal() ? TEXT : JSON;
    }
}
