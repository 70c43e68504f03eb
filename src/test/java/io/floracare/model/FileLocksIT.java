package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks between processes. */
final class FileLocksIT {
    @TempDir Path temp;

    @Test
    void lock_of_another_process_is_waited_for_and_dies_with_it() throws Exception {
        Process other =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                temp.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var out = other.inputReader()) {
            assertThat(out.readLine()).isEqualTo("held");
            List<Duration> waits = new ArrayList<>();
            var locks =
                    new FileLocks(
                            temp,
                            wait -> {
                                waits.add(wait);
                                other.destroyForcibly().waitFor();
                            });

            try (var _ = locks.acquire("name")) {
                assertThat(waits).hasSize(1);
            }
        } finally {
            other.destroyForcibly();
        }
    }

    /** Takes a lock and keeps it until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (var _ = new FileLocks(Path.of(args[0]), d -> {}).acquire("name")) {
                System.out.println("held");
                System.in.read();
            }
        }
    }
}
