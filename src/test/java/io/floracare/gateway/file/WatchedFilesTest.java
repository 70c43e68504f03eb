package io.floracare.gateway.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class WatchedFilesTest {
    @TempDir Path folder;
    private final AtomicInteger reads = new AtomicInteger();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("number"), "1");
    }

    @Test
    void files_that_stay_are_read_once() throws IOException {
        WatchedFiles<Integer> watched = WatchedFiles.open(List.of(file), this::number);

        for (int i = 0; i < 100; i++) {
            assertThat(watched.get()).isEqualTo(1);
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void a_file_that_is_replaced_or_written_in_place_counts_at_once() throws IOException {
        WatchedFiles<Integer> watched = WatchedFiles.open(List.of(file), this::number);

        for (int i = 2; i < 50; i++) {
            Path fresh = Files.writeString(folder.resolve("fresh"), String.valueOf(i));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(watched.get()).isEqualTo(i);
        }
        Files.writeString(file, "12345");
        assertThat(watched.get()).isEqualTo(12345);
    }

    @Test
    void unusable_content_changes_nothing_and_is_logged_once() throws IOException {
        WatchedFiles<Integer> watched = WatchedFiles.open(List.of(file), this::number);
        ListAppender<ILoggingEvent> log = listen();

        Files.writeString(file, "not a number");
        for (int i = 0; i < 10; i++) {
            assertThat(watched.get()).isEqualTo(1);
        }
        Files.delete(file);
        assertThat(watched.get()).isEqualTo(1);
        Files.writeString(file, "22");
        assertThat(watched.get()).isEqualTo(22);

        assertThat(log.list)
                .extracting(event -> event.getMessage() + " " + event.getKeyValuePairs())
                .satisfiesExactly(
                        bad ->
                                assertThat(bad)
                                        .contains("stays in force", "it is no number", "number"),
                        gone -> assertThat(gone).contains("stays in force", "a file is gone"),
                        good -> assertThat(good).contains("are in force"));
    }

    @Test
    void a_file_may_come_later() throws IOException {
        Path later = folder.resolve("later");
        WatchedFiles<Integer> watched =
                WatchedFiles.openOrElse(List.of(later), 0, () -> read(later));
        assertThat(watched.get()).isZero();

        Files.writeString(later, "5");
        assertThat(watched.get()).isEqualTo(5);
    }

    @Test
    void unusable_content_at_the_start_is_the_callers_concern() throws IOException {
        Files.writeString(file, "nonsense");

        assertThatThrownBy(() -> WatchedFiles.open(List.of(file), this::number))
                .isInstanceOf(IOException.class)
                .hasMessage("it is no number");
    }

    private int number() throws IOException {
        return read(file);
    }

    private int read(Path from) throws IOException {
        reads.incrementAndGet();
        try {
            return Integer.parseInt(Files.readString(from));
        } catch (NumberFormatException e) {
            throw new IOException("it is no number", e);
        }
    }

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        Logger logger = (Logger) LoggerFactory.getLogger(WatchedFiles.class);
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
        return appender;
    }
}
