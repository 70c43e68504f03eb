package io.floracare.cli;

import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.StoredKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keys list}. */
@Command(
        name = "list",
        description =
                "Lists keys, invitations and the sessions that they became, the oldest first.")
final class KeysList implements Callable<Integer> {
    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;
    private final KeyReport report = new KeyReport();

    KeysList(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        KeyStore store = KeysCommand.store(context, context.tool());
        boolean json = format.json(context.terminal());
        Instant now = context.clock().instant();
        List<StoredKey> keys = keys(store);
        if (json) {
            keys.forEach(key -> context.out().println(report.json(key, now)));
        } else {
            Columns.align(keys.stream().map(key -> report.row(key, now)).toList())
                    .forEach(context.out()::println);
        }
        if (keys.isEmpty() && !json) {
            context.err().println("there are no keys; ./floracare keys create makes one");
        }
        return ExitCode.OK.number();
    }

    private static List<StoredKey> keys(KeyStore store) {
        try {
            return store.list();
        } catch (IOException e) {
            throw UserError.of(e);
        }
    }
}
