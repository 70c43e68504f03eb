package io.floracare.config;

import java.util.List;
import java.util.Optional;

/**
 * How much one party may ask of one gateway. Empty for no limit.
 *
 * @param caller requests of one key, token subject or invited browser
 * @param address requests from one address, or from one /64 of IPv6
 * @param failures wrong credentials from one address
 */
public record LimitSettings(
        Optional<Rate> caller, Optional<Rate> address, Optional<Rate> failures) {
    private static final String OFF = "off";

    static final Setting<Optional<Rate>> CALLER =
            rate(
                    "limit.caller",
                    "1200/m",
                    "Requests of one key, token subject or invited browser, such as 20/s, 1200/m,"
                            + " 5000/h, or off. Each gateway counts for itself.");
    static final Setting<Optional<Rate>> ADDRESS =
            rate(
                    "limit.address",
                    "3000/m",
                    "Requests from one client address (one /64 of IPv6), or off. Requests from the"
                            + " gateway's own machine are not counted.");
    static final Setting<Optional<Rate>> FAILURES =
            rate(
                    "limit.failures",
                    "20/m",
                    "Wrong keys, tokens and invitations from one client address, or off; further"
                            + " ones get 429 instead of 401.");
    static final List<Setting<?>> ALL = List.of(CALLER, ADDRESS, FAILURES);

    /** No limits. */
    public static LimitSettings none() {
        return new LimitSettings(Optional.empty(), Optional.empty(), Optional.empty());
    }

    static LimitSettings from(Values values) {
        return new LimitSettings(values.get(CALLER), values.get(ADDRESS), values.get(FAILURES));
    }

    private static Setting<Optional<Rate>> rate(String key, String defaultText, String doc) {
        return Setting.of(
                key,
                text -> text.equals(OFF) ? Optional.empty() : Optional.of(Rate.parse(text)),
                defaultText,
                doc);
    }
}
