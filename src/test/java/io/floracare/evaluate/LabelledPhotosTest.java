package io.floracare.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.evaluate.LabelledPhotos.Outcome.Found;
import io.floracare.evaluate.LabelledPhotos.Outcome.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledPhotosTest {
    @TempDir Path folder;

    @Test
    void a_folder_s_folders_are_its_classes() throws IOException {
        Path b = file("rust/b.jpg");
        Path a = file("rust/a.jpg");
        Path c = file("healthy/c.png");
        file("stray.jpg");
        Files.createDirectories(folder.resolve("rust/nested"));

        assertThat(LabelledPhotos.inFolder(folder))
                .isEqualTo(
                        new Found(
                                List.of(
                                        new LabelledPhoto(c, "healthy"),
                                        new LabelledPhoto(a, "rust"),
                                        new LabelledPhoto(b, "rust"))));
    }

    @Test
    void says_what_a_folder_must_look_like() throws IOException {
        assertThat(LabelledPhotos.inFolder(folder.resolve("absent")))
                .isEqualTo(new Refused(folder.resolve("absent") + " is no folder"));
        file("stray.jpg");
        assertThat(LabelledPhotos.inFolder(folder))
                .isEqualTo(
                        new Refused(
                                folder
                                        + " has no photos: it must hold a folder for each class, named as in the model's labels"));
    }

    @Test
    void a_table_names_files_by_split() throws IOException {
        Path table = table("split\tclass\tfile\nval\trust\tv/a.jpg\ntrain\trust\tt/b.jpg\n");

        assertThat(LabelledPhotos.inTable(table, "val"))
                .isEqualTo(
                        new Found(List.of(new LabelledPhoto(folder.resolve("v/a.jpg"), "rust"))));
        assertThat(LabelledPhotos.inTable(table, null))
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.photos()).hasSize(2));
        assertThat(LabelledPhotos.inTable(table, "test"))
                .isEqualTo(
                        new Refused(
                                table + " names no photos of the split test; it has train, val"));
    }

    @Test
    void a_table_that_is_none_is_refused_with_its_line() throws IOException {
        Path broken = table("class\tfile\nrust\n");
        assertThat(LabelledPhotos.inTable(broken, null))
                .isEqualTo(new Refused(broken + ": line 2 has 1 column, the first has 2"));
        Path other = table("name,path\n");
        assertThat(LabelledPhotos.inTable(other, null))
                .isEqualTo(
                        new Refused(
                                other
                                        + " must begin with a line of tab-separated columns, class and file among them"));
        assertThat(LabelledPhotos.inTable(folder.resolve("absent"), null))
                .isInstanceOf(Refused.class);
    }

    private Path file(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }

    private Path table(String content) throws IOException {
        return Files.writeString(folder.resolve("manifest.tsv"), content);
    }
}
