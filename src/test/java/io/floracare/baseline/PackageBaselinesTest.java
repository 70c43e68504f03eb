package io.floracare.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.drift.Baseline;
import io.floracare.drift.BaselineBuilder;
import io.floracare.drift.DriftPolicy;
import io.floracare.drift.Photos;
import io.floracare.message.ModelRef;
import io.floracare.model.ModelPackage;
import io.floracare.model.PackageFixture;
import io.floracare.model.PackageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageBaselinesTest {
    private static final List<String> LABELS =
            List.of("Apple___scab", "Apple___healthy", "Background");

    @TempDir Path folder;

    @Test
    void a_package_without_a_baseline_is_sound() throws Exception {
        PackageBaselines baselines = new PackageBaselines(fixture());

        assertThat(baselines.problem()).isEmpty();
        assertThat(baselines.read(fixture().manifest().variants().getFirst())).isEmpty();
    }

    @Test
    void a_baseline_is_listed_verified_and_read_back_as_of_the_package() throws Exception {
        ModelPackage written = write(baseline("torchscript", LABELS, Set.of(2)));

        Baseline read =
                new PackageBaselines(written)
                        .read(written.manifest().variants().getFirst())
                        .orElseThrow();

        assertThat(written.manifest().files()).containsKey("baseline/torchscript.json");
        assertThat(read.model())
                .isEqualTo(
                        new ModelRef(
                                "test-leaf", "1.0.0", "torchscript", written.manifestSha256()));
        assertThat(read.size()).isEqualTo(400);
        assertThat(new PackageBaselines(written).problem()).isEmpty();
    }

    @Test
    void building_again_replaces_it_and_changes_nothing_else() throws Exception {
        Baseline baseline = baseline("torchscript", LABELS, Set.of(2));
        write(baseline);
        byte[] before = Files.readAllBytes(folder.resolve("manifest.json"));

        ModelPackage again = new PackageBaselines(read()).write(List.of(baseline));

        assertThat(Files.readAllBytes(folder.resolve("manifest.json"))).isEqualTo(before);
        assertThat(again.manifest().files()).hasSize(4);
    }

    @Test
    void numbers_of_the_manifest_keep_their_digits() throws Exception {
        fixture();
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest).replace("\"data\":\"none\"", "\"rate\":2.50E-5"));

        new PackageBaselines(read()).write(List.of(baseline("torchscript", LABELS, Set.of(2))));

        assertThat(Files.readString(manifest)).contains("\"rate\": 0.0000250");
    }

    @Test
    void a_baseline_of_other_labels_is_refused_with_its_path() throws Exception {
        ModelPackage written =
                write(baseline("torchscript", List.of("rust", "mould", "Background"), Set.of(2)));

        assertThat(new PackageBaselines(written).problem())
                .contains("baseline/torchscript.json: its labels are not those of the package");
    }

    @Test
    void a_baseline_of_other_background_classes_is_refused() throws Exception {
        ModelPackage written = write(baseline("torchscript", LABELS, Set.of()));

        assertThat(new PackageBaselines(written).problem().orElseThrow())
                .endsWith("its background classes are not those of the package");
    }

    @Test
    void a_baseline_of_other_weights_is_refused() throws Exception {
        write(baseline("torchscript", LABELS, Set.of(2)));
        byte[] baseline = Files.readAllBytes(folder.resolve("baseline/torchscript.json"));
        String stale =
                new String(baseline, java.nio.charset.StandardCharsets.UTF_8)
                        .replaceFirst("\"sha256\":\"[0-9a-f]{8}", "\"sha256\":\"00000000");
        Files.writeString(folder.resolve("baseline/torchscript.json"), stale);
        relist();

        assertThat(new PackageBaselines(read()).problem().orElseThrow())
                .startsWith("baseline/torchscript.json: it is of test-leaf 1.0.0")
                .endsWith("build it again with floracare baseline build");
    }

    @Test
    void what_is_no_baseline_is_refused() throws Exception {
        write(baseline("torchscript", LABELS, Set.of(2)));
        Files.writeString(folder.resolve("baseline/torchscript.json"), "[1, 2");
        relist();

        assertThat(new PackageBaselines(read()).problem().orElseThrow())
                .startsWith("baseline/torchscript.json: a baseline is a JSON object");
    }

    @Test
    void a_baseline_of_no_variant_is_not_written() {
        assertThatThrownBy(() -> write(baseline("onnx", LABELS, Set.of(2))))
                .hasMessage("test-leaf/1.0.0 has no variant onnx");
    }

    private ModelPackage fixture() {
        PackageFixture.write(folder, "test-leaf", "1.0.0");
        return read();
    }

    private ModelPackage write(Baseline baseline) throws IOException {
        return new PackageBaselines(fixture()).write(List.of(baseline));
    }

    private ModelPackage read() {
        return switch (new PackageReader().read(folder)) {
            case PackageReader.Outcome.Verified(ModelPackage found) -> found;
            case PackageReader.Outcome.Refused(String message) -> throw new AssertionError(message);
        };
    }

    /** Lists the baseline as it is on disk now. */
    private void relist() {
        PackageFixture.write(
                folder,
                manifest -> {
                    try {
                        PackageFixture.list(manifest, folder, "baseline/torchscript.json");
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }

    private static Baseline baseline(String variant, List<String> labels, Set<Integer> background) {
        BaselineBuilder builder =
                new BaselineBuilder(
                        new ModelRef("test-leaf", "1.0.0", variant, "0".repeat(64)),
                        labels,
                        background,
                        DriftPolicy.DEFAULT,
                        1000);
        new Photos(1)
                .take(400, 2, Photos.Change.NONE)
                .forEach(photo -> builder.add(photo, photo.prediction()));
        return builder.build(Photos.START);
    }
}
