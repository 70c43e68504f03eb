package io.floracare.telemetry;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.BufferPoolsExports;
import io.prometheus.client.hotspot.ClassLoadingExports;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.prometheus.client.hotspot.ThreadExports;
import io.prometheus.client.hotspot.VersionInfoExports;

/**
 * The process's own figures: CPU and resident memory ({@code process_*}, which holds the models'
 * and the decoder's native memory), heap and direct buffers ({@code jvm_memory_*}, {@code
 * jvm_buffer_pool_*}), garbage collection, compilation, threads, version, and the memory that the
 * process may have.
 */
public final class JvmMetrics {
    private JvmMetrics() {}

    /** Registers them; once a registry. */
    public static void register(CollectorRegistry registry) {
        new StandardExports().register(registry);
        new MemoryPoolsExports().register(registry);
        new BufferPoolsExports().register(registry);
        new GarbageCollectorExports().register(registry);
        new ThreadExports().register(registry);
        new ClassLoadingExports().register(registry);
        new CompilationExports().register(registry);
        new VersionInfoExports().register(registry);
        new MemoryLimitExports().register(registry);
    }
}
