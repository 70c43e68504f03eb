package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ObjectStore} does, fakes included. */
public abstract class ObjectStoreContract {
    @TempDir Path temp;

    /** An empty store. */
    protected abstract ObjectStore store();

    @Test
    void absent_object_is_an_empty_result() throws Exception {
        assertThat(store().find("a")).isEmpty();
        assertThat(store().read("a", 10)).isEmpty();
        assertThat(store().download("a", temp.resolve("a"), 10)).isEmpty();
        assertThat(store().list("a", 10)).isEmpty();
    }

    @Test
    void uploaded_file_is_read_downloaded_found_and_listed() throws Exception {
        upload("models/a/1/model.pt", "content", false);

        assertThat(store().read("models/a/1/model.pt", 7)).hasValueSatisfying(this::isContent);
        assertThat(store().download("models/a/1/model.pt", temp.resolve("down"), 7))
                .contains(content("content"));
        assertThat(temp.resolve("down")).hasContent("content");
        assertThat(store().find("models/a/1/model.pt"))
                .hasValueSatisfying(found -> {
                    assertThat(found.key()).isEqualTo("models/a/1/model.pt");
                    assertThat(found.bytes()).isEqualTo(7);
                    assertThat(found.tag()).isNotBlank();
                });
        assertThat(store().list("models/", 10))
                .extracting(StoredObject::key)
                .containsExactly("models/a/1/model.pt");
    }

    @Test
    void list_is_by_prefix_in_key_order() throws Exception {
        upload("m/b", "1", false);
        upload("m/a/z", "1", false);
        upload("m/a-b", "1", false);
        upload("n", "1", false);

        assertThat(store().list("m/", 10))
                .extracting(StoredObject::key)
                .containsExactly("m/a-b", "m/a/z", "m/b");
        assertThat(store().list("m/a", 10))
                .extracting(StoredObject::key)
                .containsExactly("m/a-b", "m/a/z");
    }

    @Test
    void list_longer_than_limit_is_refused() throws Exception {
        upload("m/1", "1", false);
        upload("m/2", "1", false);
        upload("m/3", "1", false);

        assertThat(store().list("m/", 3)).hasSize(3);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> store().list("m/", 2))
                .withMessageContaining("more than 2 objects");
    }

    @Test
    void object_longer_than_limit_is_refused() throws Exception {
        upload("long", "content", false);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> store().read("long", 6))
                .withMessageContaining("at most 6 are read");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> store().download("long", temp.resolve("long"), 6))
                .withMessageContaining("at most 6 are read");
    }

    @Test
    void object_is_left_alone_unless_replacing() throws Exception {
        assertThat(upload("key", "content", false)).isTrue();

        assertThat(upload("key", "another", false)).isFalse();
        assertThat(store().read("key", 99)).hasValueSatisfying(this::isContent);

        assertThat(upload("key", "another", true)).isTrue();
        assertThat(store().read("key", 99)).contains("another".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tag_changes_with_content_of_the_same_length() throws Exception {
        upload("key", "content", true);
        String before = store().find("key").orElseThrow().tag();

        upload("key", "another", true);

        assertThat(store().find("key").orElseThrow().tag()).isNotEqualTo(before);
    }

    @Test
    void upload_of_other_bytes_than_announced_fails() throws Exception {
        Path file = Files.writeString(temp.resolve("up"), "content");
        var announced = content("another");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> store().upload("key", file, announced, false));
        assertThat(store().find("key")).isEmpty();
    }

    @Test
    void deleted_object_is_gone_and_deleting_it_again_is_no_error() throws Exception {
        upload("key", "content", false);

        store().delete("key");
        store().delete("key");

        assertThat(store().find("key")).isEmpty();
    }

    private boolean upload(String key, String text, boolean replace) throws Exception {
        Path file = Files.writeString(temp.resolve("up"), text);
        return store().upload(key, file, content(text), replace);
    }

    private void isContent(byte[] bytes) {
        assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("content");
    }

    private static PackageFile content(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new PackageFile(bytes.length, Sha256.of(bytes));
    }
}
