package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.model.ModelCatalogue.Listed;
import io.floracare.model.ModelCatalogue.Outcome;
import io.floracare.model.ModelCatalogue.Pushed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelCatalogueTest {
    private static final String PREFIX = "models/test-leaf/1.0.0/";
    @TempDir Path temp;
    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final ModelCatalogue catalogue = new ModelCatalogue(objects);
    private final List<String> uploads = new ArrayList<>();

    @Test
    void pushed_package_is_listed_shown_and_verified() throws Exception {
        Path folder = folder("1.0.0");

        Pushed pushed = done(push(folder, false));

        assertThat(pushed.state()).isEqualTo(Pushed.State.PUSHED);
        assertThat(pushed.uri()).isEqualTo("memory://" + PREFIX);
        assertThat(pushed.files()).isEqualTo(3);
        assertThat(uploads).endsWith("manifest.json").hasSize(4);
        assertThat(done(catalogue.list()))
                .extracting(listed -> listed.id().toString())
                .containsExactly("test-leaf/1.0.0");
        assertThat(done(catalogue.show(pushed.id())).manifestSha256())
                .isEqualTo(Sha256.of(folder.resolve("manifest.json")));
        ModelPackage verified =
                done(
                        catalogue.verify(
                                ModelAddress.Packaged.of(pushed.id()),
                                temp.resolve("scratch"),
                                p -> Optional.empty()));
        assertThat(verified.manifestSha256()).isEqualTo(pushed.manifestSha256());
    }

    @Test
    void pushing_the_same_again_does_nothing() {
        Path folder = folder("1.0.0");
        done(push(folder, false));
        uploads.clear();

        assertThat(done(push(folder, false)).state()).isEqualTo(Pushed.State.ALREADY_THERE);
        assertThat(uploads).isEmpty();
    }

    @Test
    void another_package_of_that_version_is_kept_unless_forced() throws Exception {
        Path folder = folder("1.0.0");
        done(push(folder, false));
        String before = done(catalogue.show(new PackageId("test-leaf", "1.0.0"))).manifestSha256();
        PackageFixture.write(folder, manifest -> manifest.put("description", "another"));

        assertThat(failed(push(folder, false)))
                .contains("holds another package already, with manifest SHA-256")
                .contains("give yours a new version, or replace it with --force");
        assertThat(done(catalogue.show(new PackageId("test-leaf", "1.0.0"))).manifestSha256())
                .isEqualTo(before);

        assertThat(done(push(folder, true)).state()).isEqualTo(Pushed.State.REPLACED);
        assertThat(done(catalogue.show(new PackageId("test-leaf", "1.0.0"))).manifest())
                .extracting(Manifest::description)
                .isEqualTo("another");
    }

    @Test
    void half_a_push_is_not_listed_and_is_finished_by_pushing_again() throws Exception {
        Path folder = folder("1.0.0");
        objects.put(PREFIX + "model.pt", PackageFixture.model());
        assertThat(done(catalogue.list())).isEmpty();

        assertThat(done(push(folder, false)).state()).isEqualTo(Pushed.State.PUSHED);
        assertThat(done(catalogue.list())).hasSize(1);
    }

    @Test
    void leftover_of_another_push_is_in_the_way_unless_forced() {
        Path folder = folder("1.0.0");
        objects.put(PREFIX + "model.pt", new byte[] {1});

        assertThat(failed(push(folder, false))).contains("model.pt is another file than yours");
        assertThat(done(push(folder, true)).state()).isEqualTo(Pushed.State.PUSHED);
    }

    @Test
    void file_that_is_not_the_packages_is_in_the_way_unless_forced() throws Exception {
        Path folder = folder("1.0.0");
        objects.put(PREFIX + "old.pt", new byte[] {1});

        assertThat(failed(push(folder, false)))
                .contains("holds files that are not the package's, such as memory://" + PREFIX);
        done(push(folder, true));
        assertThat(objects.find(PREFIX + "old.pt")).isEmpty();
    }

    @Test
    void bad_folder_is_not_pushed() throws Exception {
        Path folder = folder("1.0.0");
        Files.writeString(folder.resolve("notes.txt"), "unlisted");

        assertThat(failed(push(folder, false)))
                .endsWith(
                        "was not pushed: it holds a file that the manifest does not list: notes.txt");
        assertThat(objects.list("", 10)).isEmpty();
    }

    @Test
    void state_dict_is_not_pushed() throws Exception {
        Path folder = folder("1.0.0");
        PackageFixture.write(
                folder,
                manifest -> {
                    try {
                        Files.write(folder.resolve("model.pt"), PackageFixture.zip("m/data.pkl"));
                        PackageFixture.list(manifest, folder, "model.pt");
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });

        assertThat(failed(push(folder, false))).contains("torch.jit.trace");
    }

    @Test
    void list_goes_on_past_a_package_with_a_bad_manifest() {
        done(push(folder("1.0.0"), false));
        objects.put("models/test-leaf/0.9.0/manifest.json", new byte[] {'{'});
        objects.put("models/README.md", new byte[] {'x'});
        objects.put("models/Not A Name/1/manifest.json", new byte[] {'{'});

        List<Listed> listed = done(catalogue.list());

        assertThat(listed)
                .extracting(one -> one.id().toString())
                .containsExactly("test-leaf/0.9.0", "test-leaf/1.0.0");
        assertThat(listed.getFirst().problem()).startsWith("manifest.json is not valid JSON");
        assertThat(listed.getFirst().shown()).isNull();
        assertThat(listed.get(1).problem()).isNull();
        assertThat(listed.get(1).shown()).isNotNull();
    }

    @Test
    void check_that_fails_fails_the_verification() {
        Path folder = folder("1.0.0");

        assertThat(done(catalogue.verify(folder, p -> Optional.empty())).id())
                .hasToString("test-leaf/1.0.0");
        assertThat(failed(catalogue.verify(folder, p -> Optional.of("a logit differs by 3"))))
                .endsWith("is not a usable model package: a logit differs by 3");
    }

    @Test
    void missing_package_and_store_that_is_down_are_said() {
        assertThat(failed(catalogue.show(new PackageId("test-leaf", "9"))))
                .isEqualTo("test-leaf/9 cannot be shown: there is no memory://models/test-leaf/9/");
        objects.outage("connection refused");
        assertThat(failed(catalogue.list()))
                .isEqualTo("memory://models/ cannot be listed: connection refused");
    }

    private Path folder(String version) {
        return PackageFixture.write(temp.resolve("package"), "test-leaf", version);
    }

    private Outcome<Pushed> push(Path folder, boolean force) {
        return catalogue.push(folder, force, (path, bytes) -> uploads.add(path));
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T> done -> done.value();
            case Outcome.Failed<T> failed -> throw new AssertionError(failed.message());
        };
    }

    private static <T> String failed(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T> done -> throw new AssertionError("done: " + done.value());
            case Outcome.Failed<T> failed -> failed.message();
        };
    }
}
