package io.floracare.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The record of who did what.
 *
 * @param target where it goes
 * @param maxBytes size at which a file is put aside
 * @param files how many that were put aside are kept
 */
public record AuditSettings(Target target, int maxBytes, int files) {
    /** Where the audit log goes. */
    public sealed interface Target {
        /** Nowhere. */
        record Off() implements Target {}

        /** Standard output, for a collector. */
        record Stdout() implements Target {}

        /** A file. */
        record ToFile(Path path) implements Target {}
    }

    static final Setting<Target> TARGET =
            Setting.of(
                    "audit.log",
                    AuditSettings::target,
                    "${data.dir}/logs/audit.jsonl",
                    "Who did what over HTTP, when and with what outcome, as JSON lines: a file,"
                            + " stdout, or off.");
    static final Setting<Integer> MAX_BYTES =
            Setting.of(
                    "audit.max.bytes",
                    Parsers.size(64 << 10, 1 << 30),
                    "64MiB",
                    "Size at which the audit file is put aside as audit.jsonl.1, .2 and so on.");
    static final Setting<Integer> FILES =
            Setting.of(
                    "audit.files",
                    Parsers.smallInteger(1, 1000),
                    "10",
                    "How many audit files that were put aside are kept; the oldest is deleted.");
    static final List<Setting<?>> ALL = List.of(TARGET, MAX_BYTES, FILES);

    static AuditSettings from(Values values) {
        return new AuditSettings(values.get(TARGET), values.get(MAX_BYTES), values.get(FILES));
    }

    private static Target target(String text) {
        return switch (text) {
            case "off" -> new Target.Off();
            case "stdout" -> new Target.Stdout();
            default -> new Target.ToFile(Parsers.path().parse(text));
        };
    }
}
