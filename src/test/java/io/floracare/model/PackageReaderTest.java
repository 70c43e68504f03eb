package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.inference.DefaultModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackageReaderTest {
    @TempDir Path temp;
    private final PackageReader reader = new PackageReader();

    @Test
    void package_whose_files_are_as_listed_is_verified() throws Exception {
        Path directory = valid();

        ModelPackage read = verified(directory);

        assertThat(read.directory()).isEqualTo(directory);
        assertThat(read.id()).hasToString("test-leaf/1.0.0");
        assertThat(read.manifestSha256()).isEqualTo(Sha256.of(directory.resolve("manifest.json")));
        assertThat(read.labels())
                .extracting(Label::name)
                .containsExactly("Apple___scab", "Apple___healthy", "Background");
        assertThat(read.labels().get(2).background()).isTrue();
        assertThat(read.labels().get(1).healthy()).isTrue();
    }

    @Test
    void default_model_is_verified() {
        ModelPackage read = DefaultModel.read();

        assertThat(read.labels()).hasSize(read.manifest().classes());
        assertThat(read.manifest().variants()).isNotEmpty();
    }

    @Test
    void missing_folder_is_refused() {
        assertRefused(temp.resolve("none"), "there is no such folder");
    }

    @Test
    void folder_without_manifest_is_refused() {
        assertRefused(temp, "it has no manifest.json");
    }

    @Test
    void flipped_bit_is_refused() throws Exception {
        Path directory = valid();
        byte[] bytes = PackageFixture.model();
        bytes[3] ^= 1;
        Files.write(directory.resolve("model.pt"), bytes);

        assertRefused(directory, "model.pt has SHA-256 ");
    }

    @Test
    void missing_byte_is_refused() throws Exception {
        Path directory = valid();
        Files.writeString(directory.resolve("model.pt"), "short");

        assertRefused(
                directory,
                "model.pt has 5 bytes; the manifest says " + PackageFixture.model().length);
    }

    @Test
    void missing_file_is_refused() throws Exception {
        Path directory = valid();
        Files.delete(directory.resolve("model.pt"));

        assertRefused(directory, "model.pt is listed in the manifest but is not there");
    }

    @Test
    void unlisted_file_is_refused() throws Exception {
        Path directory = valid();
        Files.writeString(directory.resolve("selftest/serving.properties"), "engine=Python");

        assertRefused(
                directory,
                "it holds a file that the manifest does not list: selftest/serving.properties");
    }

    @Test
    void unlisted_folder_is_refused() throws Exception {
        Path directory = valid();
        Files.createDirectory(directory.resolve("classes"));

        assertRefused(directory, "it holds a folder that the manifest does not list: classes");
    }

    @Test
    void symbolic_link_in_place_of_a_file_is_refused() throws Exception {
        Path directory = valid();
        Path elsewhere = Files.write(temp.resolve("elsewhere"), PackageFixture.model());
        Files.delete(directory.resolve("model.pt"));
        Files.createSymbolicLink(directory.resolve("model.pt"), elsewhere);

        assertRefused(directory, "it holds a link or special file: model.pt");
    }

    @Test
    void symbolic_link_in_place_of_a_folder_is_refused() throws Exception {
        Path directory = valid();
        Path elsewhere = temp.resolve("elsewhere");
        Files.move(directory.resolve("selftest"), elsewhere);
        Files.createSymbolicLink(directory.resolve("selftest"), elsewhere);

        assertRefused(directory, "it holds a file that the manifest does not list: selftest");
    }

    @Test
    void labels_of_another_number_than_classes_are_refused() {
        assertRefused(
                with(m -> m.put("classes", 4)),
                "labels.json has 3 labels; the manifest says 4 classes");
    }

    @Test
    void labels_out_of_order_are_refused() {
        assertRefused(
                withLabels(
                        "[{\"index\":0,\"name\":\"a\"},{\"index\":2,\"name\":\"b\"},{\"index\":1,\"name\":\"c\"}]"),
                "labels.json: [1].index is 2; labels are in index order");
    }

    @Test
    void two_labels_of_one_name_are_refused() {
        assertRefused(
                withLabels(
                        "[{\"index\":0,\"name\":\"a\"},{\"index\":1,\"name\":\"a\"},{\"index\":2,\"name\":\"c\"}]"),
                "labels.json: [1].name is a, as another class's");
    }

    @Test
    void bytes_of_a_listed_file_are_verified_again_when_read() throws Exception {
        ModelPackage read = verified(valid());
        assertThat(read.bytes("model.pt")).isEqualTo(PackageFixture.model());

        Files.write(read.directory().resolve("model.pt"), new byte[PackageFixture.model().length]);

        assertThatIOException()
                .isThrownBy(() -> read.bytes("model.pt"))
                .withMessageContaining("no longer what its manifest says");
        assertThatIOException()
                .isThrownBy(() -> read.bytes("../secret"))
                .withMessageContaining("does not list ../secret");
    }

    @Test
    void staged_variant_is_alone_in_its_folder_and_gone_after_close() throws Exception {
        ModelPackage read = verified(valid());
        Path scratch = temp.resolve("scratch");
        Path directory;
        try (var staged =
                new VariantStager(scratch).stage(read, read.manifest().variants().getFirst())) {
            directory = staged.directory();
            try (var list = Files.list(directory)) {
                assertThat(list).containsExactly(staged.file());
            }
            assertThat(staged.file())
                    .hasFileName("model.pt")
                    .hasBinaryContent(PackageFixture.model());
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void variant_that_changed_since_verification_is_not_staged() throws Exception {
        ModelPackage read = verified(valid());
        Path scratch = temp.resolve("scratch");
        Files.write(read.directory().resolve("model.pt"), new byte[PackageFixture.model().length]);

        assertThatIOException()
                .isThrownBy(() ->
                        new VariantStager(scratch)
                                .stage(read, read.manifest().variants().getFirst()))
                .withMessageContaining("no longer what its manifest says");
        assertThat(scratch).isEmptyDirectory();
    }

    private Path valid() {
        return PackageFixture.write(temp.resolve("package"), "test-leaf", "1.0.0");
    }

    private Path with(Consumer<ObjectNode> edit) {
        return PackageFixture.write(temp.resolve("package"), edit);
    }

    private Path withLabels(String labels) {
        Path directory = temp.resolve("package");
        return PackageFixture.write(
                directory,
                m -> {
                    try {
                        Files.writeString(directory.resolve("labels.json"), labels);
                        PackageFixture.list(m, directory, "labels.json");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private ModelPackage verified(Path directory) {
        return switch (reader.read(directory)) {
            case PackageReader.Outcome.Verified ok -> ok.modelPackage();
            case PackageReader.Outcome.Refused no -> throw new AssertionError(no.message());
        };
    }

    private void assertRefused(Path directory, String sentence) {
        assertThat(reader.read(directory))
                .isInstanceOfSatisfying(
                        PackageReader.Outcome.Refused.class,
                        refused -> assertThat(refused.message()).contains(sentence));
    }
}
