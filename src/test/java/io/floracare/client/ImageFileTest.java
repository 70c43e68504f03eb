package io.floracare.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageFileTest {
    @TempDir private Path dir;

    @Test
    void folder_gives_every_file_below_it_in_order_of_subject() throws IOException {
        write("b/2.jpg");
        write("b/10.txt");
        write("a.png");
        write("b/.hidden");

        assertThat(ImageFile.walk(List.of(dir)))
                .extracting(ImageFile::subject)
                .containsExactly("a.png", "b/.hidden", "b/10.txt", "b/2.jpg");
    }

    @Test
    void file_that_is_named_itself_has_its_name_as_subject() throws IOException {
        Path file = write("b/2.jpg");

        assertThat(ImageFile.walk(List.of(file))).containsExactly(new ImageFile(file, "2.jpg"));
    }

    @Test
    void says_which_name_leads_nowhere() {
        assertThatThrownBy(() -> ImageFile.walk(List.of(dir.resolve("absent"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("absent is neither a file nor a folder");
    }

    private Path write(String name) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }
}
