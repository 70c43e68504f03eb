package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/cli.md is what the commands' {@code --help} says. */
final class CliReferenceTest {
    private static final Path FILE = Path.of("docs", "cli.md");
    private static final String HEAD =
            """
            # Commands

            This page is generated from the code. `./floracare COMMAND --help` says the same.
            """;

    @Test
    void reference_is_that_of_the_code() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        append(root(), text);
        String generated = text.toString();
        if (Boolean.getBoolean("floracare.docs.update")) {
            Files.writeString(FILE, generated);
        }

        assertThat(FILE)
                .as("mvn test -Dtest=CliReferenceTest -Dfloracare.docs.update=true")
                .content()
                .isEqualTo(generated);
    }

    private static CommandLine root() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Terminal terminal = new Terminal(nowhere, nowhere, false, false, 100);
        return new Cli(terminal, Map.of(), new Logging(null)).commandLine();
    }

    private static void append(CommandLine command, StringBuilder text) {
        String name = command.getCommandSpec().qualifiedName();
        text.append("\n## ").append(name).append("\n\n```text\n");
        text.append(command.getUsageMessage(Ansi.OFF).stripTrailing().replaceAll(" +\n", "\n"));
        text.append("\n```\n");
        for (Map.Entry<String, CommandLine> entry : command.getSubcommands().entrySet()) {
            if (!entry.getKey().equals("help")) {
                append(entry.getValue(), text);
            }
        }
    }
}
