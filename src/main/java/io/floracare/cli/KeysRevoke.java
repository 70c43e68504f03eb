package io.floracare.cli;

import io.floracare.config.Settings;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.StoredKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keys revoke}. */
@Command(
        name = "revoke",
        description =
                "Ends keys, invitations or sessions for good; gateways refuse them from the next request on.")
final class KeysRevoke implements Callable<Integer> {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "The first part of keys list.")
    private List<String> ids = List.of();

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;
    private final KeyReport report = new KeyReport();

    KeysRevoke(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Settings settings = context.tool();
        KeyStore store = KeysCommand.store(context, settings);
        boolean json = format.json(context.terminal());
        List<String> unknown = new ArrayList<>();
        try (KeyAudit audit = KeyAudit.open(context, settings)) {
            for (String id : ids) {
                Optional<StoredKey> revoked = revoke(store, id);
                if (revoked.isEmpty()) {
                    unknown.add(id);
                    continue;
                }
                audit.write("key-revoked", revoked.get());
                context.out()
                        .println(
                                json
                                        ? report.json(revoked.get(), context.clock().instant())
                                        : "revoked " + id + " of " + revoked.get().name());
            }
        }
        if (!unknown.isEmpty()) {
            throw new UserError("there is no key " + String.join(", ", unknown));
        }
        return ExitCode.OK.number();
    }

    private static Optional<StoredKey> revoke(KeyStore store, String id) {
        try {
            return store.revoke(id);
        } catch (IOException e) {
            throw UserError.of(e);
        }
    }
}
