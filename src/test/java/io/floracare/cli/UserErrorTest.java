package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class UserErrorTest {
    @Test
    void the_file_systems_exceptions_become_sentences() {
        assertThat(UserError.of(new NoSuchFileException("a.csv")))
                .hasMessage("a.csv: there is no such file or folder");
        assertThat(UserError.of(new AccessDeniedException("a.csv")))
                .hasMessage("a.csv: this user has no right to it");
        assertThat(UserError.of(new FileSystemException("a.csv", null, "No space left on device")))
                .hasMessage("a.csv: No space left on device");
        assertThat(UserError.unwritable(Path.of("a.html"), new NoSuchFileException("a.html")))
                .hasMessage("a.html cannot be written: there is no such file or folder");
    }

    @Test
    void other_exceptions_say_it_themselves() {
        assertThat(UserError.of(new IOException("the store is full")))
                .hasMessage("the store is full");
        assertThat(UserError.of(new IOException())).hasMessage("java.io.IOException");
        assertThat(UserError.of(new IOException("x")).exitCode()).isEqualTo(ExitCode.FAILED);
    }
}
