package io.floracare.telemetry;

import com.sun.management.OperatingSystemMXBean;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What {@code process_resident_memory_bytes} may grow to: the container's limit where there is one,
 * else the machine's memory.
 */
final class MemoryLimitExports extends Collector {
    @Override
    public List<MetricFamilySamples> collect() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? List.of(
                        new GaugeMetricFamily(
                                "floracare_memory_limit_bytes",
                                "Memory that the process may have.",
                                system.getTotalMemorySize()))
                : List.of();
    }
}
