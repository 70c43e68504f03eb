package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.floracare.cli.CliFixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeysCommandTest {
    private final ObjectMapper mapper = new ObjectMapper();
    @TempDir Path folder;

    @Test
    void a_key_is_printed_once_and_alone_on_stdout() {
        Outcome made = run("create", "--name", "Ana's script", "--format", "text");

        assertThat(made.out()).matches("fc_[0-9a-f]{8}_[A-Za-z0-9_-]{43}\\R");
        assertThat(made.err()).contains("for Ana's script, predict", "shown this once");
        String secret = made.out().strip().substring(12);
        Outcome listed = run("list", "--format", "text");
        assertThat(listed.out()).contains("Ana's script", "active").doesNotContain(secret);
        assertThat(run("list").out()).doesNotContain(secret, "sha256");
    }

    @Test
    void json_has_what_a_program_needs() throws IOException {
        JsonNode key =
                json(run("create", "--name", "ops", "--scope", "read,admin", "--expires", "90d"));

        assertThat(key.path("key").asText()).startsWith("fc_" + key.path("id").asText() + "_");
        assertThat(key.path("scopes").toString()).isEqualTo("[\"admin\",\"read\"]");
        assertThat(key.path("expires").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(key.path("state").asText()).isEqualTo("active");
    }

    @Test
    void an_invitation_is_a_link_whose_secret_no_server_sees() throws IOException {
        JsonNode invitation =
                json(
                        run(
                                "create",
                                "--name",
                                "Ana",
                                "--invite",
                                "--set",
                                "public.url=https://leaves.example"));

        assertThat(invitation.path("link").asText())
                .startsWith("https://leaves.example/invite#fci_" + invitation.path("id").asText());
        assertThat(invitation.path("state").asText()).isEqualTo("waiting");
        assertThat(invitation.hasNonNull("takeUntil")).isTrue();
        assertThat(invitation.hasNonNull("expires")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.host=192.0.2.1, http://192.0.2.1:8080/invite",
        "gateway.port=81, http://127.0.0.1:81/invite",
        "gateway.host=::1, http://[::1]:8080/invite",
        "public.url=https://a.example/, https://a.example/invite"
    })
    void the_link_leads_to_where_the_gateway_is(String setting, String link) throws IOException {
        JsonNode made = json(run("create", "--name", "Ana", "--invite", "--set", setting));

        assertThat(made.path("link").asText()).startsWith(link + "#fci_");
    }

    @Test
    void the_links_address_can_be_given() throws IOException {
        JsonNode made =
                json(run("create", "--name", "A", "--invite", "--url", "https://b.example:8/x/"));

        assertThat(made.path("link").asText()).startsWith("https://b.example:8/x/invite#fci_");
        assertThat(run("create", "--name", "A", "--invite", "--url", "leaves").err())
                .contains("--url is 'leaves': expected an address such as");
    }

    @Test
    void on_a_terminal_the_link_is_a_picture_too() {
        Outcome made = new CliFixture().runOnTerminal(args("create", "--name", "A", "--invite"));

        assertThat(made.out()).contains("/invite#fci_", "\u001b[97;40m", "▄");
        assertThat(run("create", "--name", "A", "--invite", "--format", "text").out())
                .doesNotContain("▄");
    }

    @Test
    void revoked_keys_stay_listed() throws IOException {
        String id = json(run("create", "--name", "A")).path("id").asText();

        Outcome revoked = run("revoke", id, "00000000");

        assertThat(revoked.code()).isEqualTo(1);
        assertThat(revoked.err())
                .isEqualToNormalizingNewlines("floracare: there is no key 00000000\n");
        assertThat(json(revoked).path("state").asText()).isEqualTo("revoked");
        assertThat(run("list", "--format", "text").out()).contains(id + "  key  revoked");
    }

    @Test
    void a_key_of_all_scopes_pushes_no_column() {
        run("create", "--name", "one", "--scope", "predict");
        run("create", "--name", "two", "--scope", "predict,read,metrics,admin", "--expires", "9d");

        List<String> lines = run("list", "--format", "text").out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().indexOf("one")).isEqualTo(lines.getLast().indexOf("two"));
    }

    @Test
    void what_is_done_to_keys_is_audited() throws IOException {
        String id = json(run("create", "--name", "A")).path("id").asText();
        run("revoke", id);

        List<String> lines = Files.readAllLines(folder.resolve("logs").resolve("audit.jsonl"));
        assertThat(lines)
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"key-created\"", "key:" + id, "os:"),
                        second -> assertThat(second).contains("\"key-revoked\"", "key:" + id));
    }

    @ParameterizedTest
    @CsvSource({
        "--expires, 2020-01-01, 'expected a time to come'",
        "--expires, soon, 'expected a time such as 12h or 90d'",
        "--expires, 0d, 'expected a time to come'",
        "--scope, all, 'expected predict, read, metrics or admin'",
        "--take-within, never, '--take-within must end'",
        "--name, '  ', 'is empty, too long or has control characters'"
    })
    void what_cannot_be_is_a_sentence(String option, String value, String sentence) {
        Outcome outcome =
                option.equals("--name")
                        ? run("create", "--invite", option, value)
                        : run("create", "--name", "A", "--invite", option, value);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(sentence).doesNotContain("\tat ");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void a_damaged_file_is_a_sentence() throws IOException {
        Path file = folder.resolve("keys").resolve("keys.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "nonsense");

        assertThat(run("list").err()).contains("the keys file " + file + " is damaged: ");
    }

    private Outcome run(String... rest) {
        return new CliFixture().run(args(rest));
    }

    private String[] args(String... rest) {
        List<String> all = new ArrayList<>(List.of("keys"));
        all.addAll(List.of(rest));
        all.addAll(List.of("--set", "data.dir=" + folder));
        return all.toArray(String[]::new);
    }

    private JsonNode json(Outcome outcome) throws IOException {
        assertThat(outcome.out()).as(outcome.err()).isNotEmpty();
        return mapper.readTree(outcome.out());
    }
}
