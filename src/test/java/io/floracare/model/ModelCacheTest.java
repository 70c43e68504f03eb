package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelCacheTest {
    private static final int THREADS = 8;
    @TempDir Path temp;

    @Test
    void many_that_want_one_package_fill_it_once() throws Exception {
        Path source = PackageFixture.write(temp.resolve("source"), "test-leaf", "1.0.0");
        var wanted = wanted(source);
        var fills = new AtomicInteger();
        var start = new CountDownLatch(THREADS);
        var got = new ArrayList<Future<ModelCache.Obtained>>();
        try (var executor = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                // A cache of its own each, as in as many processes.
                var cache = cache();
                got.add(
                        executor.submit(() -> {
                            start.countDown();
                            start.await();
                            return cache.obtain(
                                    wanted,
                                    folder -> {
                                        fills.incrementAndGet();
                                        copy(source, folder);
                                    });
                        }));
            }
        }

        for (var future : got) {
            assertThat(future.get().modelPackage().manifestSha256())
                    .isEqualTo(wanted.manifestSha256());
        }
        assertThat(fills).hasValue(1);
        assertThat(names("packages")).containsExactly(wanted.manifestSha256());
        assertThat(names("partial")).isEmpty();
    }

    @Test
    void damaged_package_is_not_found_and_is_replaced() throws Exception {
        Path source = PackageFixture.write(temp.resolve("source"), "test-leaf", "1.0.0");
        var wanted = wanted(source);
        Path directory =
                cache().obtain(wanted, folder -> copy(source, folder)).modelPackage().directory();
        Files.writeString(directory.resolve("extra.jar"), "surprise");

        assertThat(cache().find(Sha256.of(source.resolve("manifest.json")))).isEmpty();
        assertThat(cache().lastOf("s3://b/leaf")).isEmpty();

        var again = cache().obtain(wanted, folder -> copy(source, folder));
        assertThat(again.filled()).isTrue();
        assertThat(again.modelPackage().directory().resolve("extra.jar")).doesNotExist();
        assertThat(cache().lastOf("s3://b/leaf")).contains(again.modelPackage());
    }

    @Test
    void damaged_note_of_an_address_is_as_none() throws Exception {
        Path source = PackageFixture.write(temp.resolve("source"), "test-leaf", "1.0.0");
        cache().obtain(wanted(source), folder -> copy(source, folder));
        assertThat(cache().lastOf("s3://b/leaf")).isPresent();

        for (String name : names("addresses")) {
            Files.writeString(temp.resolve("cache/addresses").resolve(name), "{\"address\": 1");
        }

        assertThat(cache().lastOf("s3://b/leaf")).isEmpty();
    }

    @Test
    void same_contents_from_two_addresses_are_kept_once() throws Exception {
        Path source = PackageFixture.write(temp.resolve("source"), "test-leaf", "1.0.0");

        var one =
                cache().obtain(
                                new ModelCache.Wanted("s3://a/leaf.pt", "tag", null),
                                folder -> copy(source, folder));
        var two =
                cache().obtain(
                                new ModelCache.Wanted("s3://b/leaf.pt", "tag", null),
                                folder -> copy(source, folder));

        assertThat(two.modelPackage()).isEqualTo(one.modelPackage());
        assertThat(names("packages")).hasSize(1);
        assertThat(names("partial")).isEmpty();
    }

    private ModelCache cache() {
        return new ModelCache(temp.resolve("cache"), Thread::sleep);
    }

    private ModelCache.Wanted wanted(Path source) throws Exception {
        String digest = Sha256.of(source.resolve("manifest.json"));
        return new ModelCache.Wanted("s3://b/leaf", digest, digest);
    }

    private List<String> names(String folder) throws Exception {
        try (var list = Files.list(temp.resolve("cache").resolve(folder))) {
            return list.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static void copy(Path source, Path target) throws java.io.IOException {
        try (var files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
