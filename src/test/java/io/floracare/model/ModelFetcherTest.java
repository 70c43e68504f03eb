package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.floracare.model.ModelFetcher.Origin;
import io.floracare.model.ModelFetcher.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFetcherTest {
    private static final PackageId ID = new PackageId("test-leaf", "1.0.0");
    private static final ModelAddress.Packaged ADDRESS = ModelAddress.Packaged.of(ID);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4));

    @TempDir Path temp;
    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final List<String> reasons = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private Runnable afterThirdWait = () -> {};
    private Path folder;

    @BeforeEach
    void fillStore() {
        folder = PackageFixture.write(temp.resolve("source"), "test-leaf", "1.0.0");
        objects.putFolder(ADDRESS.prefix(), folder);
    }

    @Test
    void package_is_downloaded_once_and_then_comes_from_the_cache() throws Exception {
        Outcome first = fetcher(null).fetch(ADDRESS);
        Outcome second = fetcher(null).fetch(ADDRESS);

        assertThat(fetched(first).origin()).isEqualTo(Origin.STORE);
        assertThat(fetched(first).modelPackage().id()).isEqualTo(ID);
        assertThat(fetched(second).origin()).isEqualTo(Origin.CACHE);
        assertThat(fetched(second).modelPackage()).isEqualTo(fetched(first).modelPackage());
        assertThat(objects.downloads()).isEqualTo(3);
        assertThat(delays).isEmpty();
    }

    @Test
    void store_that_is_absent_is_asked_again_with_growing_waits_until_it_answers()
            throws Exception {
        objects.outage("connection refused");
        afterThirdWait = () -> objects.outage(null);

        Outcome outcome = fetcher(null).fetch(ADDRESS);

        assertThat(fetched(outcome).origin()).isEqualTo(Origin.STORE);
        assertThat(delays).hasSize(3);
        assertThat(delays.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(delays.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(delays.get(2)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(reasons)
                .containsOnly(
                        "Waiting for the model memory://models/test-leaf/1.0.0/: connection refused");
    }

    @Test
    void download_that_broke_off_goes_on_where_it_was() throws Exception {
        objects.failAfterDownloads(2);
        afterThirdWait = () -> objects.failAfterDownloads(Integer.MAX_VALUE / 2);

        Outcome outcome = fetcher(null).fetch(ADDRESS);

        assertThat(fetched(outcome).origin()).isEqualTo(Origin.STORE);
        assertThat(objects.downloads()).isEqualTo(3);
    }

    @Test
    void package_of_last_time_is_used_while_the_store_is_down() throws Exception {
        fetcher(null).fetch(ADDRESS);
        objects.outage("connection refused");

        Outcome outcome = fetcher(null).fetch(ADDRESS);

        assertThat(fetched(outcome).origin()).isEqualTo(Origin.CACHE_WITHOUT_STORE);
        assertThat(fetched(outcome).modelPackage().id()).isEqualTo(ID);
        assertThat(reasons).hasSize(1);
    }

    @Test
    void damaged_cache_is_not_used_while_the_store_is_down() throws Exception {
        Outcome first = fetcher(null).fetch(ADDRESS);
        Files.write(
                fetched(first).modelPackage().directory().resolve("model.pt"),
                new byte[PackageFixture.model().length]);
        objects.outage("connection refused");
        afterThirdWait = () -> objects.outage(null);

        Outcome second = fetcher(null).fetch(ADDRESS);

        assertThat(fetched(second).origin()).isEqualTo(Origin.STORE);
        assertThat(delays).hasSize(3);
        assertThat(objects.downloads()).isEqualTo(6);
    }

    @Test
    void package_that_was_replaced_is_downloaded_anew() throws Exception {
        fetcher(null).fetch(ADDRESS);
        PackageFixture.write(folder, manifest -> manifest.put("description", "another"));
        objects.putFolder(ADDRESS.prefix(), folder);

        Outcome outcome = fetcher(null).fetch(ADDRESS);

        assertThat(fetched(outcome).origin()).isEqualTo(Origin.STORE);
        assertThat(fetched(outcome).modelPackage().manifest().description()).isEqualTo("another");
    }

    @Test
    void wrong_digest_is_refused_at_once_and_nothing_is_kept() throws Exception {
        objects.put(ADDRESS.prefix() + "model.pt", new byte[PackageFixture.model().length]);

        assertThat(fetcher(null).fetch(ADDRESS))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.message())
                                        .startsWith(
                                                "The model memory://models/test-leaf/1.0.0/ cannot be used: model.pt has SHA-256 ")
                                        .contains("; the manifest says "));
        assertThat(delays).isEmpty();
        assertThat(temp.resolve("cache/partial")).isEmptyDirectory();
        assertThat(temp.resolve("cache/packages")).doesNotExist();
    }

    @Test
    void file_longer_than_stated_is_not_downloaded_to_its_end() throws Exception {
        objects.put(ADDRESS.prefix() + "model.pt", new byte[1 << 20]);

        assertRefused("at most " + PackageFixture.model().length + " are read");
    }

    @Test
    void unlisted_file_is_refused() throws Exception {
        objects.put(ADDRESS.prefix() + "serving.properties", new byte[] {1});

        assertRefused(
                "it holds a file that the manifest does not list: memory://models/test-leaf/1.0.0/serving.properties");
    }

    @Test
    void empty_object_that_stands_for_a_folder_is_no_file() throws Exception {
        objects.put(ADDRESS.prefix(), new byte[0]);
        objects.put(ADDRESS.prefix() + "selftest/", new byte[0]);

        assertThat(fetched(fetcher(null).fetch(ADDRESS)).origin()).isEqualTo(Origin.STORE);
    }

    @Test
    void missing_file_is_refused() throws Exception {
        objects.delete(ADDRESS.prefix() + "model.pt");

        assertRefused("model.pt is listed in the manifest but is not there");
    }

    @Test
    void missing_package_is_refused_with_what_to_do() throws Exception {
        objects.delete(ADDRESS.prefix() + "manifest.json");

        assertRefused(
                "there is no manifest.json; push the package with `floracare model push DIR`");
    }

    @Test
    void manifest_of_another_package_is_refused() throws Exception {
        var moved = ModelAddress.Packaged.of(new PackageId("test-leaf", "2.0.0"));
        objects.putFolder(moved.prefix(), folder);

        assertThat(fetcher(null).fetch(moved))
                .asString()
                .contains("manifest.json is that of test-leaf/1.0.0, not of test-leaf/2.0.0");
    }

    @Test
    void refusal_is_asked_again_when_told_so() throws Exception {
        objects.refusal("access is denied");
        afterThirdWait = () -> objects.refusal(null);

        Outcome outcome = fetcher(Duration.ofSeconds(30)).fetch(ADDRESS);

        assertThat(fetched(outcome).origin()).isEqualTo(Origin.STORE);
        assertThat(delays).containsOnly(Duration.ofSeconds(30)).hasSize(3);
        assertThat(reasons.getFirst()).contains("cannot be used: access is denied");
    }

    @Test
    void waiting_ends_when_the_thread_is_interrupted() {
        objects.outage("connection refused");
        var fetcher =
                new ModelFetcher(
                        new ModelStore(objects),
                        new ModelCache(temp.resolve("cache"), d -> {}),
                        new ModelFetcher.Retry(BACKOFF, null),
                        d -> {
                            throw new InterruptedException();
                        },
                        new Random(1),
                        (reason, refused, delay) -> {});

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> fetcher.fetch(ADDRESS));
    }

    private void assertRefused(String sentence) throws Exception {
        assertThat(fetcher(null).fetch(ADDRESS))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.message()).contains(sentence));
    }

    private static Outcome.Fetched fetched(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Fetched fetched -> fetched;
            case Outcome.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    /** A new one each time, as after a restart; only the cache's folder is the same. */
    private ModelFetcher fetcher(@Nullable Duration afterRefusal) {
        return new ModelFetcher(
                new ModelStore(objects),
                new ModelCache(temp.resolve("cache"), d -> {}),
                new ModelFetcher.Retry(BACKOFF, afterRefusal),
                this::pass,
                new Random(1),
                (reason, refused, delay) -> reasons.add(reason));
    }

    private void pass(Duration delay) {
        delays.add(delay);
        if (delays.size() == 3) {
            afterThirdWait.run();
        }
    }
}
