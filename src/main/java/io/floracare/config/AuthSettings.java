package io.floracare.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the gateway.
 *
 * @param mode whether callers have to say who they are
 * @param keysFile API keys and invited browsers
 * @param keysFileSet whether a person named the file, rather than taking the default
 * @param jwt whose JSON Web Tokens count; null for nobody's
 */
public record AuthSettings(
        Mode mode, Path keysFile, boolean keysFileSet, @Nullable JwtSettings jwt) {
    /** Whether callers have to say who they are. */
    public enum Mode {
        /** They do, except on a loopback address for which nothing of this is set. */
        AUTO,
        /** They do. */
        REQUIRED,
        /** They do not, wherever the gateway listens. */
        OFF
    }

    static final Setting<Mode> MODE =
            Setting.of(
                    "auth.mode",
                    Parsers.oneOf(Mode.class),
                    "auto",
                    "Whether callers of the gateway need a key, a token or an invitation: required,"
                            + " off (a trusted network alone), or auto: required, unless the"
                            + " gateway listens on a loopback address and neither auth.keys.file"
                            + " nor auth.jwt.issuer is set.");
    static final Setting<Path> KEYS_FILE =
            Setting.of(
                    "auth.keys.file",
                    Parsers.path(),
                    "${data.dir}/keys/keys.json",
                    "API keys and invited browsers, hashed. Written by the command keys and, when"
                            + " an invitation is taken, by the gateway; re-read when it changes."
                            + " Several gateways share one file.");
    static final List<Setting<?>> ALL = List.of(MODE, KEYS_FILE);

    static AuthSettings from(Values values) {
        return new AuthSettings(
                values.get(MODE),
                values.get(KEYS_FILE),
                values.isSet(KEYS_FILE),
                JwtSettings.from(values));
    }
}
