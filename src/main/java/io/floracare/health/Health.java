package io.floracare.health;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's checks. A check is called by HTTP threads at any time, several at once: it must be
 * quick, read only what is known already and never wait for a network.
 */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final List<Check> checks = new CopyOnWriteArrayList<>();

    /** What a check is asked for. */
    public enum Kind {
        /** Whether the process can go on; one that cannot should be restarted. */
        LIVE,
        /** Whether the process does its work now. */
        READY
    }

    private record Check(Kind kind, String name, Supplier<CheckResult> source) {}

    /**
     * All checks of a kind.
     *
     * @param checks by name, in its order
     */
    public record Report(Map<String, CheckResult> checks) {
        public Report {
            checks = Collections.unmodifiableMap(new TreeMap<>(checks));
        }

        /** Whether every check is. */
        public boolean ok() {
            return checks.values().stream().allMatch(CheckResult::ok);
        }
    }

    /**
     * Adds a check.
     *
     * @param kind what it is asked for
     * @param name such as {@code model}; unique within the kind
     * @param source the check itself
     */
    public void add(Kind kind, String name, Supplier<CheckResult> source) {
        if (checks.stream().anyMatch(check -> check.kind == kind && check.name.equals(name))) {
            throw new IllegalArgumentException("there is a check '" + name + "' already");
        }
        checks.add(new Check(kind, name, source));
    }

    /** Runs the checks of a kind. A check that throws has failed. */
    public Report report(Kind kind) {
        Map<String, CheckResult> results = new TreeMap<>();
        for (Check check : checks) {
            if (check.kind == kind) {
                results.put(check.name, run(check));
            }
        }
        return new Report(results);
    }

    private static CheckResult run(Check check) {
        try {
            return check.source.get();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("check", check.name).setCause(e).log("Health check failed");
            return CheckResult.failed("the check itself failed; the log has the details");
        }
    }
}
