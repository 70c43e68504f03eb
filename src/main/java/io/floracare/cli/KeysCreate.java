package io.floracare.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.config.Settings;
import io.floracare.gateway.auth.Scope;
import io.floracare.gateway.auth.key.IssuedKey;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.NewKey;
import io.floracare.gateway.auth.key.StoredKey;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keys create}. */
@Command(
        name = "create",
        description = {
            "Makes a key for a program, or with --invite a link by which a person's browser gets in.",
            "The secret is shown once and kept nowhere."
        },
        footer = {
            "",
            "On a terminal the link is also shown as a QR code. A link works once; opening it does nothing before"
                    + " its button is pressed.",
            "TIME is a number with m, h or d, a date such as 2030-12-31, or never."
        })
final class KeysCreate implements Callable<Integer> {
    private static final String DEFAULT_SESSION = "180d";
    private static final String DEFAULT_TAKE = "1d";

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "Whose it is, in your words.")
    private String name = "";

    @Option(
            names = "--scope",
            split = ",",
            paramLabel = "SCOPE",
            description =
                    "What it allows: predict (send images, see their results; the default), read (see everybody's"
                            + " results), metrics (those alone), admin (all). Several separated by commas.")
    private List<Scope> scopes = List.of(Scope.PREDICT);

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "When it ends. Default: never; with --invite " + DEFAULT_SESSION + ".")
    private @Nullable String expires;

    @Option(
            names = "--invite",
            description = "Make a one-time link for a browser instead of a key for a program.")
    private boolean invite;

    @Option(
            names = "--take-within",
            paramLabel = "TIME",
            description =
                    "With --invite: how long the link can be taken. Default: " + DEFAULT_TAKE + ".")
    private @Nullable String takeWithin;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "With --invite: the gateway's address in the link. Default: public.url, else where the gateway listens.")
    private @Nullable URI url;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;
    private final KeyReport report = new KeyReport();

    KeysCreate(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Settings settings = context.tool();
        NewKey wanted = wanted(context.clock().instant());
        IssuedKey issued;
        try (KeyAudit audit = KeyAudit.open(context, settings)) {
            issued = create(KeysCommand.store(context, settings), wanted);
            audit.write(invite ? "invitation-created" : "key-created", issued.key());
        }
        String secret = issued.secret().text();
        String shown = invite ? InviteLink.of(url, settings) + "#" + secret : secret;
        if (format.json(context.terminal())) {
            ObjectNode json = report.json(issued.key(), context.clock().instant());
            context.out().println(json.put(invite ? "link" : "key", shown));
        } else {
            print(issued.key(), shown);
        }
        return ExitCode.OK.number();
    }

    private NewKey wanted(Instant now) {
        if (!invite && (takeWithin != null || url != null)) {
            throw UserError.usage("--take-within and --url go with --invite");
        }
        Set<String> names = scopes.stream().map(Scope::wire).collect(Collectors.toSet());
        String end = expires != null ? expires : invite ? DEFAULT_SESSION : TimeLimit.NEVER;
        @Nullable Instant takeUntil =
                invite
                        ? TimeLimit.parse(
                                "--take-within",
                                Objects.requireNonNullElse(takeWithin, DEFAULT_TAKE),
                                now)
                        : null;
        if (invite && takeUntil == null) {
            throw UserError.usage("--take-within must end: a link that lies about is a key");
        }
        return new NewKey(name.strip(), names, TimeLimit.parse("--expires", end, now), takeUntil);
    }

    private static IssuedKey create(KeyStore store, NewKey wanted) {
        try {
            return store.create(wanted);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw UserError.of(e);
        }
    }

    private void print(StoredKey key, String shown) {
        context.err()
                .println(
                        (invite ? "Invitation " : "Key ")
                                + key.id()
                                + " for "
                                + key.name()
                                + ", "
                                + String.join(" ", new TreeSet<>(key.scopes()))
                                + (key.expires() == null ? "" : ", until " + key.expires())
                                + (key.takeUntil() == null
                                        ? ""
                                        : "; to be taken once, before " + key.takeUntil()));
        context.err().println("It is shown this once:");
        context.err().flush();
        context.out().println(shown);
        if (invite && context.terminal().outIsTerminal()) {
            context.out().println();
            QrCode.of(shown).lines().forEach(context.out()::println);
        }
    }
}
