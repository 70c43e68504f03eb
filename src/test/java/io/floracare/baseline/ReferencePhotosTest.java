package io.floracare.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.evaluate.LabelledPhoto;
import io.floracare.evaluate.LabelledPhotos.Outcome.Found;
import io.floracare.evaluate.LabelledPhotos.Outcome.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencePhotosTest {
    @TempDir Path folder;

    @Test
    void takes_class_folders_flat_folders_and_tables_together() throws Exception {
        Path scab = file("classes/scab/1.jpg");
        Path flat = file("flat/2.jpg");
        Path table = folder.resolve("manifest.tsv");
        Files.writeString(table, "split\tclass\tfile\tleaf_group\nval\trust\tv/3.jpg\tleaf 1\n");

        assertThat(ReferencePhotos.in(List.of(folder.resolve("classes"), flat.getParent()), null))
                .isEqualTo(
                        new Found(
                                List.of(
                                        new LabelledPhoto(scab, "scab"),
                                        new LabelledPhoto(flat, ""))));
        assertThat(ReferencePhotos.in(List.of(table), "val"))
                .isEqualTo(
                        new Found(
                                List.of(
                                        new LabelledPhoto(
                                                folder.resolve("v/3.jpg"), "rust", "leaf 1"))));
    }

    @Test
    void says_what_is_wrong() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(ReferencePhotos.in(List.of(empty), null))
                .isEqualTo(new Refused(empty + " is empty"));
        assertThat(ReferencePhotos.in(List.of(empty), "val"))
                .isEqualTo(
                        new Refused(
                                empty + " is a folder; --split is for the rows of a manifest.tsv"));
        assertThat(ReferencePhotos.in(List.of(folder.resolve("gone")), null))
                .isEqualTo(
                        new Refused(
                                folder.resolve("gone")
                                        + " is neither a folder nor a manifest.tsv"));
        assertThat(ReferencePhotos.in(List.of(), null))
                .isEqualTo(new Refused("no folder of photos is given"));
    }

    private Path file(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "photo");
    }
}
