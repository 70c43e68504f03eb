package io.floracare.cli;

/**
 * What a command's process exits with, unless a signal ends it: 130 for SIGINT, 143 for SIGTERM.
 */
enum ExitCode {
    OK(0),
    /** It could not do what it was asked to, and said why. */
    FAILED(1),
    /** Options, operands or settings are wrong. */
    USAGE(2),
    /** A defect, sysexits' {@code EX_SOFTWARE}. */
    DEFECT(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
