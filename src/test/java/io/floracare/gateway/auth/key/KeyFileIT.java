package io.floracare.gateway.auth.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes change one keys file. */
final class KeyFileIT {
    private static final int EACH = 40;
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir Path folder;

    /** Makes keys, a line each. */
    public static final class Maker {
        public static void main(String[] args) throws IOException {
            KeyStore store = store(Path.of(args[0]));
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                System.out.println("made " + make(store));
            }
            System.out.println("done");
        }
    }

    @Test
    void processes_that_write_at_once_lose_nothing() throws IOException {
        Path file = folder.resolve("keys.json");
        try (ChildJvm one = ChildJvm.start(Maker.class, file.toString(), "" + EACH);
                ChildJvm two = ChildJvm.start(Maker.class, file.toString(), "" + EACH)) {
            KeyStore mine = store(file);
            for (int i = 0; i < EACH; i++) {
                make(mine);
            }
            one.awaitLine("done", SOON);
            two.awaitLine("done", SOON);

            assertThat(mine.list()).hasSize(3 * EACH);
        }
    }

    @Test
    void a_writer_that_is_killed_leaves_a_whole_file_and_no_lock() throws IOException {
        Path file = folder.resolve("keys.json");
        try (ChildJvm child = ChildJvm.start(Maker.class, file.toString(), "100000")) {
            child.awaitLine("made", SOON);
            child.kill();
            child.awaitExit(SOON);
        }
        KeyStore store = store(file);
        int before = store.list().size();

        make(store);

        assertThat(before).isPositive();
        assertThat(store.list()).hasSize(before + 1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(path -> path.toString().endsWith(".tmp")))
                    .as("at most the one that was being written")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private static KeyStore store(Path file) {
        return new KeyStore(new KeyFile(file), Clock.systemUTC(), new SecureRandom());
    }

    private static String make(KeyStore store) throws IOException {
        return store.create(new NewKey("key", Set.of("read"), null, null)).key().id();
    }
}
