package io.floracare.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("soak")
class MutatedImagesIT {
    private static final int WARM_UP = 6_000;
    private static final int MUTANTS = 30_000;
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void memory_stays_where_it_is_over_thousands_of_damaged_images() {
        MutationRun run = new MutationRun();
        run.read(0, WARM_UP);
        touchYoungGeneration();
        long before = Pointer.physicalBytes();

        run.read(WARM_UP, MUTANTS);

        long grown = Pointer.physicalBytes() - before;
        assertThat(run.surprises()).isEmpty();
        assertThat(run.heldBytes()).isLessThan(200 * MEBIBYTE);
        assertThat(grown).as("%s", run.outcomes()).isLessThan(50 * MEBIBYTE);
    }

    /** So that what grows afterwards is native memory, not Java's heap that comes into use. */
    private static void touchYoungGeneration() {
        long left = Runtime.getRuntime().maxMemory();
        while (left > 0) {
            byte[] garbage = new byte[1 << 16];
            garbage[garbage.length / 2] = 1;
            left -= garbage.length;
        }
        System.gc();
    }
}
