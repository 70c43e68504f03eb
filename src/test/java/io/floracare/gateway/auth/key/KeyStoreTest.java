package io.floracare.gateway.auth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.gateway.auth.MovingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyStoreTest {
    private static final NewKey ANA = new NewKey("Ana's phone", Set.of("predict"), null, null);

    @TempDir Path folder;
    private final MovingClock clock = new MovingClock("2030-01-01T00:00:00Z");

    @Test
    void secrets_have_256_bits_and_are_kept_as_hashes_alone() throws IOException {
        IssuedKey issued = store().create(ANA);

        assertThat(issued.secret().text()).matches("fc_[0-9a-f]{8}_[A-Za-z0-9_-]{43}");
        assertThat(Files.readString(file()))
                .contains(issued.key().sha256(), "Ana's phone", "2030-01-01T00:00:00Z")
                .doesNotContain(issued.secret().text().substring(12));
        assertThat(issued.secret().toString()).doesNotContain(issued.secret().text().substring(12));
    }

    @Test
    void no_two_secrets_are_alike() throws IOException {
        KeyStore store = store();

        assertThat(store.create(ANA).secret().text())
                .isNotEqualTo(store.create(ANA).secret().text());
    }

    @Test
    void the_file_is_for_its_owner_alone_and_nothing_is_left_beside_it() throws IOException {
        store().create(ANA);
        store().create(ANA);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("keys.json", "keys.json.lock");
        }
    }

    @Test
    void what_is_written_is_read() throws IOException {
        StoredKey key = store().create(ANA).key();
        StoredKey invitation =
                store().create(
                                new NewKey(
                                        "Bo",
                                        Set.of("read", "predict"),
                                        clock.instant().plusSeconds(9),
                                        clock.instant().plusSeconds(5)))
                        .key();
        Optional<StoredKey> revoked = store().revoke(key.id());

        assertThat(store().list()).containsExactly(revoked.orElseThrow(), invitation);
        assertThat(revoked.get().revoked()).isEqualTo(clock.instant());
        assertThat(store().revoke("00000000")).isEmpty();
    }

    @Test
    void writers_of_several_stores_at_once_lose_nothing_and_readers_see_whole_files()
            throws IOException {
        store().create(ANA);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> reader =
                    CompletableFuture.runAsync(
                            () -> {
                                while (!done.get()) {
                                    assertThat(list()).isNotEmpty();
                                }
                            },
                            threads);
            List<CompletableFuture<String>> writers =
                    IntStream.range(0, 40)
                            .mapToObj(i ->
                                    CompletableFuture.supplyAsync(() -> create().id(), threads))
                            .toList();
            List<String> ids = writers.stream().map(CompletableFuture::join).toList();
            done.set(true);
            reader.join();

            assertThat(list()).extracting(StoredKey::id).hasSize(41).containsAll(ids);
        }
    }

    @Test
    void a_link_to_the_file_stays_a_link() throws IOException {
        Path real = folder.resolve("volume").resolve("real.json");
        new KeyStore(new KeyFile(real), clock, new SecureRandom()).create(ANA);
        Files.createDirectories(file().getParent());
        Files.createSymbolicLink(file(), real);

        store().create(ANA);

        assertThat(Files.isSymbolicLink(file())).isTrue();
        assertThat(new KeyFile(real).read().all()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"version\": 2, \"keys\": []}",
                "{\"version\": 1}",
                "{\"version\": 1, \"keys\": [{}]}",
                "{\"version\": 1, \"keys\": [], \"keys\": []}",
                "{\"version\": 1, \"keys\": [{\"id\": \"0000000g\", \"name\": \"n\", \"kind\":"
                        + " \"key\", \"sha256\": \"\", \"scopes\": [\"read\"], \"created\":"
                        + " \"2030-01-01T00:00:00Z\"}]}",
                "{\"version\": 1, \"keys\": [{\"id\": \"00000000\", \"name\": \"n\", \"kind\":"
                        + " \"key\", \"sha256\": \"\", \"scopes\": [\"read\"], \"created\":"
                        + " \"yesterday\"}]}"
            })
    void a_damaged_file_is_a_sentence_and_is_not_overwritten(String content) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);

        assertThatThrownBy(() -> store().create(ANA))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the keys file " + file() + " is damaged: ");
        assertThat(Files.readString(file())).isEqualTo(content);
    }

    @Test
    void a_file_that_cannot_be_had_is_a_sentence() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() ->
                        new KeyStore(
                                        new KeyFile(inTheWay.resolve("keys.json")),
                                        clock,
                                        new SecureRandom())
                                .create(ANA))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot change the keys file ");
    }

    @Test
    void secrets_are_compared_in_constant_time() throws IOException {
        String source =
                Files.readString(
                        Path.of("src/main/java/io/floracare/gateway/auth/key/Secret.java"));

        assertThat(source).contains("MessageDigest.isEqual(");
        try (Stream<Path> sources =
                Files.walk(Path.of("src/main/java/io/floracare/gateway/auth"))) {
            assertThat(sources.filter(path -> path.toString().endsWith(".java")))
                    .allSatisfy(path ->
                            assertThat(path)
                                    .content()
                                    .doesNotContain("sha256().equals(", "sha256.equals("));
        }
    }

    private Path file() {
        return folder.resolve("keys").resolve("keys.json");
    }

    private KeyStore store() {
        return new KeyStore(new KeyFile(file()), clock, new SecureRandom());
    }

    private StoredKey create() {
        try {
            return store().create(ANA).key();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<StoredKey> list() {
        try {
            return store().list();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
