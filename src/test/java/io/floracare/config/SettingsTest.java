package io.floracare.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.config.ClaimSettings.Prefix;
import io.floracare.config.SettingsLoader.Outcome.Invalid;
import io.floracare.config.SettingsLoader.Outcome.Loaded;
import io.floracare.image.ImageLimits;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The records' cross-checks and meanings. */
final class SettingsTest {
    @Test
    void keys_and_variables_are_unique_and_documented_in_a_sentence() {
        assertThat(Settings.all()).extracting(Setting::key).doesNotHaveDuplicates();
        assertThat(Settings.all()).extracting(Setting::environment).doesNotHaveDuplicates();
        assertThat(Settings.all()).allMatch(setting -> setting.doc().endsWith("."));
    }

    @Test
    void image_defaults_are_those_of_the_reader() {
        ImageSettings image = settings(Map.of()).image();

        assertThat(new ImageLimits(image.maxBytes(), image.maxPixels(), image.minSide()))
                .isEqualTo(ImageLimits.DEFAULT);
    }

    @Test
    void model_key_without_bucket_is_a_problem() {
        assertThat(problems(Map.of("model.s3.key", "models/leaf/1/")))
                .containsExactly(
                        "MODEL_S3_KEY is set but MODEL_S3_BUCKET is not: set both or neither");
    }

    @Test
    void bare_model_may_name_its_labels_and_a_package_refuses_them() {
        assertThat(
                        settings(Map.of("model.s3.bucket", "store", "model.s3.key", "leaf.pt"))
                                .model()
                                .labelsKey())
                .isNull();
        assertThat(
                        problems(
                                Map.of(
                                        "model.s3.bucket", "store",
                                        "model.s3.key", "models/leaf/1/",
                                        "model.labels.key", "labels.json")))
                .singleElement()
                .asString()
                .contains("a package has labels of its own");
        assertThat(
                        settings(
                                        Map.of(
                                                "model.s3.bucket", "store",
                                                "model.s3.key", "leaf.pth",
                                                "model.labels.key", "labels.json"))
                                .model()
                                .labelsKey())
                .isEqualTo("labels.json");
    }

    @Test
    void claims_never_reach_into_the_model_store() {
        assertThat(
                        problems(
                                Map.of(
                                        "model.s3.bucket", "store",
                                        "model.s3.key", "m/",
                                        "claim.prefixes", "s3://photos/, s3://store/in")))
                .containsExactly(
                        "claim.prefixes holds s3://store/in/, in the model store's bucket: images"
                                + " must not be read from there; use another bucket");
    }

    @Test
    void claim_prefix_admits_its_folder_alone() {
        Prefix prefix =
                settings(Map.of("claim.prefixes", "s3://photos/in")).claims().prefixes().getFirst();

        assertThat(prefix.contains("photos", "in/a.jpg")).isTrue();
        assertThat(prefix.contains("photos", "in-private/a.jpg")).isFalse();
        assertThat(prefix.contains("photos", "in/../secret.jpg")).isFalse();
        assertThat(prefix.contains("other", "in/a.jpg")).isFalse();
        assertThatThrownBy(() -> new Prefix("photos", "in"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(problems(Map.of("claim.prefixes", "photos/in"))).hasSize(1);
    }

    @Test
    void path_style_follows_the_endpoint_unless_said() {
        String endpoint = "http://127.0.0.1:9000";

        assertThat(settings(Map.of()).s3()).isEqualTo(new S3Settings(null, false));
        assertThat(settings(Map.of("s3.endpoint", endpoint)).s3())
                .isEqualTo(new S3Settings(URI.create(endpoint), true));
        assertThat(settings(Map.of("s3.endpoint", endpoint, "s3.path.style", "false")).s3())
                .isEqualTo(new S3Settings(URI.create(endpoint), false));
        assertThat(problems(Map.of("s3.endpoint", "http://me:secret@host")))
                .singleElement()
                .asString()
                .contains("must not hold a name and password");
    }

    @Test
    void limits_that_no_image_could_pass_are_a_problem() {
        assertThat(problems(Map.of("image.min.side", "100", "image.max.pixels", "9999")))
                .singleElement()
                .asString()
                .endsWith("no image could pass");
    }

    @Test
    void every_default_can_be_set_as_such() {
        Map<String, String> defaults =
                Settings.all().stream()
                        .filter(setting -> !setting.defaultText().contains("$"))
                        .collect(
                                java.util.stream.Collectors.toMap(
                                        Setting::key, Setting::defaultText));

        assertThat(settings(defaults)).isEqualTo(settings(Map.of()));
    }

    private static Settings settings(Map<String, String> commandLine) {
        return ((Loaded) new SettingsLoader(Map.of()).load(commandLine, null)).settings();
    }

    private static List<String> problems(Map<String, String> commandLine) {
        return ((Invalid) new SettingsLoader(Map.of()).load(commandLine, null)).problems();
    }
}
