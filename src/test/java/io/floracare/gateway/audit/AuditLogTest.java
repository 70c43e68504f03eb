package io.floracare.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditLogTest {
    private final ObjectMapper mapper = new ObjectMapper();
    @TempDir Path folder;

    @Test
    void an_event_is_a_line_of_json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AuditLog audit = new StreamAudit(out)) {
            audit.write(event("/results", 200));
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"time\":\"2030-01-01T00:00:00Z\",\"event\":\"request\",\"outcome\":\"ok\","
                                + "\"caller\":\"key:3f9c1a2b\",\"address\":\"192.0.2.1\","
                                + "\"method\":\"GET\",\"path\":\"/results\",\"status\":200,"
                                + "\"traceId\":\"0af7651916cd43dd8448eb211c80319c\"}\n");
    }

    @Test
    void outcomes_tell_our_faults_from_refusals() {
        assertThat(event("/", 202).outcome()).isEqualTo("ok");
        assertThat(event("/", 429).outcome()).isEqualTo("refused");
        assertThat(event("/", 503).outcome()).isEqualTo("failed");
    }

    @Test
    void what_a_caller_writes_cannot_forge_a_line_nor_fill_the_disk() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AuditLog audit = new StreamAudit(out)) {
            audit.write(event("/x\n{\"event\":\"forged\"}\r\u2028" + "y".repeat(10_000), 404));
        }

        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        assertThat(text.length()).isLessThan(1000);
        assertThat(mapper.readTree(text).path("event").asText()).isEqualTo("request");
    }

    @Test
    void a_large_file_is_put_aside_and_the_oldest_goes() throws IOException {
        Path file = folder.resolve("logs").resolve("audit.jsonl");
        try (AuditLog audit = FileAudit.open(file, 1000, 2)) {
            for (int i = 0; i < 30; i++) {
                audit.write(event("/" + i, 200));
            }
        }

        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("audit.jsonl", "audit.jsonl.1", "audit.jsonl.2");
        }
        List<String> paths = new ArrayList<>();
        for (String name : List.of("audit.jsonl.2", "audit.jsonl.1", "audit.jsonl")) {
            Path each = file.resolveSibling(name);
            assertThat(Files.size(each)).isLessThanOrEqualTo(1000);
            for (String line : Files.readAllLines(each)) {
                paths.add(mapper.readTree(line).path("path").asText());
            }
        }
        assertThat(paths)
                .isEqualTo(IntStream.range(30 - paths.size(), 30).mapToObj(i -> "/" + i).toList());
    }

    @Test
    void a_file_goes_on_after_a_restart_and_is_for_its_owner_alone() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        for (int i = 0; i < 2; i++) {
            try (AuditLog audit = FileAudit.open(file, 1 << 20, 2)) {
                audit.write(event("/", 200));
            }
        }

        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void many_threads_write_whole_lines_across_rotations() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        try (AuditLog audit = FileAudit.open(file, 5_000, 100);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(
                            IntStream.range(0, 200)
                                    .mapToObj(i ->
                                            CompletableFuture.runAsync(
                                                    () -> audit.write(event("/" + i, 200)),
                                                    threads))
                                    .toArray(CompletableFuture[]::new))
                    .join();
        }

        List<String> paths = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                for (String line : Files.readAllLines(each)) {
                    JsonNode node = mapper.readTree(line);
                    paths.add(node.path("path").asText());
                }
            }
        }
        assertThat(paths)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).mapToObj(i -> "/" + i).toList());
    }

    private static AuditEvent event(String path, int status) {
        return new AuditEvent(
                Instant.parse("2030-01-01T00:00:00Z"),
                "request",
                "key:3f9c1a2b",
                "192.0.2.1",
                "GET",
                path,
                status,
                "",
                "0af7651916cd43dd8448eb211c80319c");
    }
}
