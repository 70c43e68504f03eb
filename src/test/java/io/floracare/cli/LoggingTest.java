package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.floracare.config.LogSettings;
import io.floracare.config.LogSettings.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoggingTest {
    @TempDir Path folder;

    private final LoggerContext context = new LoggerContext();
    private final Logging logging = new Logging(context);

    @BeforeEach
    void start() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void text_lines_hold_time_level_message_and_keys() throws Exception {
        List<String> lines = logged(Format.TEXT);

        assertThat(lines)
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z INFO  Leaf: Leaf seen colour=\"green\"");
    }

    @Test
    void json_lines_are_objects_with_message_and_keys() throws Exception {
        List<String> lines = logged(Format.JSON);

        assertThat(lines).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines.getFirst());
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("message").asText()).isEqualTo("Leaf seen");
        assertThat(line.path("kvpList").toString()).isEqualTo("[{\"colour\":\"green\"}]");
        assertThat(line.path("timestamp").isNumber()).isTrue();
    }

    @Test
    void libraries_are_quiet_unless_asked_for() {
        LogSettings settings = new LogSettings(Format.TEXT, LogSettings.Level.INFO);

        logging.toFile(folder.resolve("log"), settings, false);
        assertThat(context.getLogger("org.apache.kafka.clients").getEffectiveLevel())
                .isEqualTo(Level.WARN);

        logging.toFile(folder.resolve("log"), settings, true);
        assertThat(context.getLogger("org.apache.kafka.clients").getEffectiveLevel())
                .isEqualTo(Level.INFO);
        assertThat(context.getLogger("io.floracare.cli").getEffectiveLevel())
                .isEqualTo(Level.DEBUG);
    }

    @Test
    void without_a_writable_folder_there_is_no_file() throws Exception {
        Path occupied = Files.writeString(folder.resolve("occupied"), "");

        assertThat(logging.toFile(occupied.resolve("log"), LOG, false)).isNull();
        assertThat(new Logging(null).toFile(folder.resolve("log"), LOG, false)).isNull();
    }

    private static final LogSettings LOG = new LogSettings(Format.TEXT, LogSettings.Level.INFO);

    private List<String> logged(Format format) throws Exception {
        Path file = folder.resolve("logs/test.log");
        logging.toFile(file, new LogSettings(format, LogSettings.Level.INFO), false);
        context.getLogger("io.floracare.Leaf")
                .atInfo()
                .addKeyValue("colour", "green")
                .log("Leaf seen");
        return Files.readAllLines(file);
    }
}
