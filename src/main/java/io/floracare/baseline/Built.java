package io.floracare.baseline;

import io.floracare.drift.Baseline;
import io.floracare.drift.BaselineBuilder;
import java.time.Instant;

/**
 * A new baseline and what it was made of.
 *
 * @param baseline of one variant
 * @param offered photos or records that were looked at
 * @param bursts leaves, or devices in a window, that the baseline's photos come from
 */
public record Built(Baseline baseline, long offered, long bursts) {
    static Built of(BaselineBuilder builder, Instant created, long offered) {
        return new Built(builder.build(created), offered, builder.bursts());
    }
}
