package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.Main;
import io.floracare.baseline.PackageBaselines;
import io.floracare.drawing.LeafDrawing;
import io.floracare.drawing.LeafRenderer;
import io.floracare.drift.Baseline;
import io.floracare.embedded.EmbeddedS3;
import io.floracare.inference.DefaultModel;
import io.floracare.model.ModelAddress;
import io.floracare.model.ModelCatalogue;
import io.floracare.model.ModelPackage;
import io.floracare.model.PackageReader;
import io.floracare.model.Variant;
import io.floracare.model.s3.S3Access;
import io.floracare.model.s3.S3Options;
import io.floracare.testing.ChildJvm;
import io.floracare.testing.KafkaProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baseline build} as people run it: a process of its own, with the real model. */
final class BaselineBuildIT {
    private static final String VARIANT = "torchscript-int8";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final EmbeddedS3.Keys KEYS =
            new EmbeddedS3.Keys("builder", "a-secret-of-the-test");

    @TempDir private Path folder;

    private ChildJvm build(String... args) {
        return ChildJvm.of(Main.class)
                .jvmArgs("-Xmx1g", "-Djava.io.tmpdir=" + folder.resolve("tmp"))
                .env("AWS_ACCESS_KEY_ID", KEYS.accessKey())
                .env("AWS_SECRET_ACCESS_KEY", KEYS.secretKey())
                .env("AWS_REGION", "us-east-1")
                .args(
                        Stream.concat(
                                        Stream.of("baseline", "build", "--variant", VARIANT),
                                        Stream.of(args))
                                .toArray(String[]::new))
                .start();
    }

    private Path photos(int drawn, int copies) throws IOException {
        Files.createDirectories(folder.resolve("tmp"));
        Path classes = folder.resolve("photos").toAbsolutePath();
        Path photos = Files.createDirectories(classes.resolve("Tomato___healthy"));
        LeafRenderer renderer = new LeafRenderer();
        for (int i = 0; i < drawn; i++) {
            Path photo =
                    Files.write(
                            photos.resolve(i + ".jpg"),
                            renderer.jpeg(LeafDrawing.of(i, 256, 256), 0.9f));
            for (int copy = 1; copy < copies; copy++) {
                Files.createLink(photos.resolve(i + "-" + copy + ".jpg"), photo);
            }
        }
        return classes;
    }

    @Test
    void a_package_in_s3_gets_its_baseline() throws Exception {
        ModelPackage shipped = DefaultModel.read();
        String key = ModelAddress.Packaged.of(shipped.id()).key();
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("s3"), 0, KEYS);
                S3Access access =
                        S3Access.open(
                                S3Options.of(s3.endpoint(), true)
                                        .withKeys(KEYS.accessKey(), KEYS.secretKey()))) {
            s3.createBucket("models");
            ModelCatalogue catalogue = new ModelCatalogue(access.bucket("models"));
            ModelCommand.done(catalogue.push(shipped.directory(), true, (path, bytes) -> {}));
            try (ChildJvm build =
                    build(
                            "--model",
                            "s3://models/" + key,
                            "--images",
                            photos(30, 1).toString(),
                            "--set",
                            "drift.minimum.photos=30",
                            "--set",
                            "s3.endpoint=" + s3.endpoint(),
                            "--set",
                            "s3.path.style=true")) {
                assertThat(build.awaitExit(PATIENCE)).as(build.output().toString()).isZero();
                assertThat(build.output()).anySatisfy(line -> assertThat(line).contains(VARIANT));
            }
            ModelPackage fetched =
                    ModelCommand.done(
                            catalogue.verify(
                                    ModelAddress.parse(key, null),
                                    Files.createDirectories(folder.resolve("fetched")),
                                    any -> Optional.empty()));

            Baseline baseline = new PackageBaselines(fetched).read(variant(fetched)).orElseThrow();
            assertThat(baseline.size()).isEqualTo(30);
            assertThat(fetched.manifestSha256()).isNotEqualTo(shipped.manifestSha256());
            assertThat(files(folder.resolve("tmp"))).isEmpty();
        }
    }

    private static Variant variant(ModelPackage modelPackage) {
        return modelPackage.manifest().variants().stream()
                .filter(one -> one.name().equals(VARIANT))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ctrl_c_leaves_the_package_as_it_was() throws Exception {
        Path copy = folder.resolve("package");
        Path shipped = DefaultModel.read().directory();
        try (Stream<Path> all = Files.walk(shipped)) {
            for (Path file : all.toList()) {
                Files.copy(file, copy.resolve(shipped.relativize(file).toString()));
            }
        }
        Map<String, Long> before = files(copy);
        Path data = folder.resolve("data");
        try (ChildJvm build =
                build(
                        "--model",
                        copy.toString(),
                        "--images",
                        photos(2, 20_000).toString(),
                        "--set",
                        "data.dir=" + data)) {
            // The model is unpacked there before the first photo is classified.
            KafkaProbe.until(() -> files(data).keySet().stream().anyMatch(f -> f.endsWith(".pt")));
            build.signal("INT");

            assertThat(build.awaitExit(PATIENCE)).isEqualTo(130);
            assertThat(build.output())
                    .anySatisfy(line ->
                            assertThat(line).contains("interrupted; the package is as it was"))
                    .noneSatisfy(line -> assertThat(line).startsWith("\tat "));
        }
        assertThat(files(copy)).isEqualTo(before);
        assertThat(new PackageReader().read(copy))
                .isInstanceOf(PackageReader.Outcome.Verified.class);
    }

    /** Files and when they were written. */
    private static Map<String, Long> files(Path folder) throws IOException {
        Map<String, Long> files = new TreeMap<>();
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(
                            folder.relativize(file).toString(),
                            Files.getLastModifiedTime(file).toMillis());
                }
            }
        }
        return files;
    }
}
