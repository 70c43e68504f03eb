package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.inference.DefaultModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever bytes come, the answer is a value or a sentence, never another exception. */
final class MutationTest {
    private static final byte[] MANIFEST =
            read(DefaultModel.read().directory().resolve("manifest.json"));
    private static final byte[] LABELS =
            read(DefaultModel.read().directory().resolve("labels.json"));
    private static final byte[] NAMES = "[\"a\", \"b\"]".getBytes(StandardCharsets.UTF_8);

    @SuppressWarnings("NullAway.Init") // jqwik has it made before the first property
    private static Path temp;

    @BeforeContainer
    static void makeFolder() throws IOException {
        temp = Files.createTempDirectory("mutation");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Folders.delete(temp);
    }

    @Property(tries = 1000)
    void manifest_is_read_or_refused(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int n) {
        byte[] bytes = mutated(MANIFEST, seed, n);
        try {
            Manifest manifest = new ManifestReader().read(bytes);

            assertThat(manifest.variants()).isNotEmpty();
            assertThat(manifest.files()).containsKey(Manifest.LABELS);
        } catch (RefusedException e) {
            assertThat(e.getMessage()).startsWith("manifest.json");
        }
    }

    @Property(tries = 300)
    void labels_are_read_or_refused(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int n) {
        try {
            assertThat(new LabelsReader().read(mutated(LABELS, seed, n), 35)).hasSize(35);
        } catch (RefusedException e) {
            assertThat(e.getMessage()).startsWith("labels.json");
        }
    }

    @Property(tries = 300)
    void bare_labels_are_read_or_refused(@ForAll long seed) {
        for (String key : new String[] {"names.json", "names.txt"}) {
            try {
                assertThat(BareLabels.read(key, mutated(NAMES, seed, 2)))
                        .hasSizeGreaterThanOrEqualTo(2);
            } catch (RefusedException e) {
                assertThat(e.getMessage()).startsWith(key);
            }
        }
    }

    @Property(tries = 300)
    void torchscript_is_recognised_or_refused(@ForAll long seed) throws IOException {
        byte[] bytes = mutated(PackageFixture.model(), seed, 4);
        Path file = Files.write(temp.resolve("model.pt"), bytes);
        try {
            TorchScript.check("model.pt", file);

            assertThat(bytes).startsWith('P', 'K');
        } catch (RefusedException e) {
            assertThat(e.getMessage()).startsWith("model.pt is ");
        }
    }

    /** Flips bits, overwrites with JSON's own characters, cuts off. */
    private static byte[] mutated(byte[] bytes, long seed, int mutations) {
        var random = new Random(seed);
        byte[] mutated = bytes.clone();
        for (int i = 0; i < mutations && mutated.length > 0; i++) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutated[at] = (byte) "{}[],:\"0e-/.".charAt(random.nextInt(12));
                case 2 -> mutated[at] = (byte) random.nextInt(256);
                default -> {
                    if (random.nextInt(8) == 0) {
                        mutated = Arrays.copyOf(mutated, at);
                    }
                }
            }
        }
        return mutated;
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
