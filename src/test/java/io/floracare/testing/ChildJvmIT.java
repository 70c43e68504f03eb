package io.floracare.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ChildJvmIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Prints a line, then waits for a signal; its hook prints another. */
    public static final class Waiting {
        public static void main(String[] args) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ending")));
            System.out.println("started " + String.join(",", args) + " " + System.getenv("LEAF"));
            new CountDownLatch(1).await();
        }
    }

    /** Ends at once with a status. */
    public static final class Ending {
        public static void main(String[] args) {
            System.err.println("complaint");
            System.exit(3);
        }
    }

    @Test
    void passes_arguments_and_environment_and_ends_in_order_on_sigterm() {
        try (ChildJvm child =
                ChildJvm.of(Waiting.class).args("a", "b").env("LEAF", "oak").start()) {
            assertThat(child.awaitLine("started", SOON)).isEqualTo("started a,b oak");

            child.terminate();

            assertThat(child.awaitExit(SOON)).isEqualTo(143);
            assertThat(child.output()).contains("ending");
        }
    }

    @Test
    void kill_gives_no_chance_to_a_hook() {
        try (ChildJvm child = ChildJvm.start(Waiting.class)) {
            child.awaitLine("started", SOON);

            child.kill();

            assertThat(child.awaitExit(SOON)).isEqualTo(137);
            assertThat(child.output()).doesNotContain("ending");
        }
    }

    @Test
    void close_ends_a_child_that_still_runs() {
        ChildJvm child = ChildJvm.start(Waiting.class);
        child.awaitLine("started", SOON);
        Optional<ProcessHandle> handle = ProcessHandle.of(child.pid());

        child.close();

        assertThat(handle).hasValueSatisfying(process -> assertThat(process.isAlive()).isFalse());
    }

    @Test
    void waiting_for_a_line_that_never_comes_shows_the_output() {
        try (ChildJvm child = ChildJvm.start(Ending.class)) {
            assertThatThrownBy(() -> child.awaitLine("ready", SOON))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("the child ended without 'ready'")
                    .hasMessageContaining("complaint");
            assertThat(child.awaitExit(SOON)).isEqualTo(3);
        }
    }
}
