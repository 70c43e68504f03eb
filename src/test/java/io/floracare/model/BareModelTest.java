package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.image.TensorSpec;
import io.floracare.model.ModelFetcher.Origin;
import io.floracare.model.ModelFetcher.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BareModelTest {
    @TempDir Path temp;
    private final MemoryObjectStore objects = new MemoryObjectStore();

    @Test
    void bare_file_becomes_a_package_with_imagenet_preprocessing() throws Exception {
        objects.put("demo/Leaf Model.pt", PackageFixture.model());
        put("demo/labels.json", "[\"Tomato___Late_blight\", \"Tomato___healthy\"]");

        ModelPackage got = fetched(fetch("demo/Leaf Model.pt", null)).modelPackage();

        assertThat(got.manifest().name()).isEqualTo("leaf-model");
        assertThat(got.manifest().version())
                .isEqualTo("sha256-" + Sha256.of(PackageFixture.model()).substring(0, 12));
        assertThat(got.manifest().input())
                .isEqualTo(
                        new TensorSpec(
                                224,
                                TensorSpec.Resize.SHORT_SIDE,
                                256,
                                true,
                                TensorSpec.Order.RGB,
                                new TensorSpec.Triple(0.485f, 0.456f, 0.406f),
                                new TensorSpec.Triple(0.229f, 0.224f, 0.225f)));
        assertThat(got.manifest().selftest()).isNull();
        Variant variant = got.manifest().variants().getFirst();
        assertThat(variant.engine()).isEqualTo("PyTorch");
        assertThat(variant.cpuAnyOf()).isEmpty();
        assertThat(variant.temperature()).isEqualTo(1);
        assertThat(variant.abstain()).isEqualTo(Variant.Abstain.NEVER);
        assertThat(got.labels())
                .extracting(Label::name)
                .containsExactly("Tomato___Late_blight", "Tomato___healthy");
        assertThat(got.bytes(variant.file())).isEqualTo(PackageFixture.model());
    }

    @Test
    void bare_file_is_downloaded_again_only_when_it_or_its_labels_change() throws Exception {
        objects.put("leaf.pt", PackageFixture.model());
        put("labels.txt", "a\nb\n");

        assertThat(fetched(fetch("leaf.pt", null)).origin()).isEqualTo(Origin.STORE);
        assertThat(fetched(fetch("leaf.pt", null)).origin()).isEqualTo(Origin.CACHE);
        assertThat(objects.downloads()).isEqualTo(1);

        put("labels.txt", "a\nc\n");
        Outcome.Fetched changed = fetched(fetch("leaf.pt", null));
        assertThat(changed.origin()).isEqualTo(Origin.STORE);
        assertThat(changed.modelPackage().labels().get(1).name()).isEqualTo("c");

        objects.outage("connection refused");
        assertThat(fetched(fetch("leaf.pt", null)).origin()).isEqualTo(Origin.CACHE_WITHOUT_STORE);
    }

    @Test
    void labels_of_the_models_own_name_come_before_others() throws Exception {
        objects.put("m/leaf.pth", PackageFixture.model());
        put("m/labels.txt", "wrong\nlist\n");
        put("m/leaf.labels.json", "[\"right\", \"list\"]");

        ModelPackage got = fetched(fetch("m/leaf.pth", null)).modelPackage();

        assertThat(got.labels().getFirst().name()).isEqualTo("right");
    }

    @Test
    void labels_are_taken_from_where_one_says() throws Exception {
        objects.put("m/leaf.pt", PackageFixture.model());
        put("m/labels.txt", "wrong\nlist\n");
        put("elsewhere/names.json", "[\"right\", \"list\"]");

        ModelPackage got = fetched(fetch("m/leaf.pt", "elsewhere/names.json")).modelPackage();

        assertThat(got.labels().getFirst().name()).isEqualTo("right");
    }

    @Test
    void model_without_labels_is_refused_with_what_to_do() throws Exception {
        objects.put("m/leaf.pt", PackageFixture.model());

        assertRefused(
                "m/leaf.pt",
                "has no labels: there is no m/leaf.labels.json, m/labels.json, m/classes.json, m/labels.txt. Put one there, or name one with MODEL_LABELS_KEY");
    }

    @Test
    void missing_model_is_refused() throws Exception {
        put("labels.txt", "a\nb\n");

        assertRefused("leaf.pt", "There is no memory://leaf.pt");
    }

    @Test
    void state_dict_is_refused_with_how_to_export() throws Exception {
        objects.put("leaf.pth", PackageFixture.zip("leaf/data.pkl", "leaf/version", "leaf/data/0"));
        put("labels.txt", "a\nb\n");

        assertRefused(
                "leaf.pth", "memory://leaf.pth is a state dict or module saved by torch.save.");
        assertRefused(
                "leaf.pth", "torch.jit.trace(model.eval(), torch.zeros(1, 3, 224, 224)).save(");
    }

    private void put(String key, String text) {
        objects.put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertRefused(String key, String sentence) throws Exception {
        assertThat(fetch(key, null))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.message()).contains(sentence));
    }

    private Outcome fetch(String key, @Nullable String labelsKey) throws Exception {
        return new ModelFetcher(
                        new ModelStore(objects),
                        new ModelCache(temp.resolve("cache"), d -> {}),
                        new ModelFetcher.Retry(Backoff.DEFAULT, null),
                        d -> {},
                        new Random(1),
                        (reason, refused, delay) -> {})
                .fetch(ModelAddress.parse(key, labelsKey));
    }

    private static Outcome.Fetched fetched(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Fetched fetched -> fetched;
            case Outcome.Refused refused -> throw new AssertionError(refused.message());
        };
    }
}
