package io.floracare;

import io.floracare.cli.Cli;

/** The program: arguments in, exit code out. */
public final class Main {
    private Main() {}

    /**
     * Runs a command and ends the process.
     *
     * @param args as {@code floracare --help} describes them
     */
    public static void main(String[] args) {
        System.exit(Cli.system().run(args));
    }
}
