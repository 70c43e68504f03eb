package io.floracare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drawing.LeafDrawing;
import io.floracare.drawing.LeafRenderer;
import io.floracare.inference.DefaultModel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classifier's resident memory does not grow with the images that it has seen. */
@Tag("soak")
final class MemorySoakIT {
    private static final long MOST_GROWTH = 50L << 20;

    @TempDir private Path folder;

    @Test
    void resident_memory_is_flat_from_2000_to_20000_images() throws Exception {
        LeafRenderer renderer = new LeafRenderer();
        List<byte[]> images =
                IntStream.range(0, 64)
                        .mapToObj(seed -> renderer.jpeg(LeafDrawing.of(seed, 256, 256), 0.9f))
                        .toList();
        try (PipelineBench pipeline =
                new PipelineBench(
                        folder,
                        DefaultModel.read().directory(),
                        "",
                        Runtime.getRuntime().availableProcessors(),
                        images,
                        Clock.systemUTC())) {
            long early = pipeline.residentAfter(2_000);
            long late = pipeline.residentAfter(18_000);
            assertThat(late - early).isLessThan(MOST_GROWTH);
        }
    }
}
