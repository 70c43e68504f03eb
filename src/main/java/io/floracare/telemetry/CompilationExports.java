package io.floracare.telemetry;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Time spent on compiling bytecode: high for the first minutes of a process, next to nothing after.
 */
final class CompilationExports extends Collector {
    @Override
    public List<MetricFamilySamples> collect() {
        CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
        if (compilation == null || !compilation.isCompilationTimeMonitoringSupported()) {
            return List.of();
        }
        return List.of(
                new CounterMetricFamily(
                        "jvm_compilation_seconds",
                        "Time spent on compiling bytecode.",
                        compilation.getTotalCompilationTime() / 1e3));
    }
}
