package io.floracare.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.message.LeafLabel;
import io.floracare.message.LeafLabel.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFileTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    @TempDir Path dir;

    private LabelFile read(String text, @Nullable Set<String> known) throws IOException {
        Path file = Files.writeString(dir.resolve("labels.csv"), text);
        return LabelFile.read(file, new LabelFile.Defaults("ann", NOW, Reason.RANDOM), known);
    }

    @Test
    void reads_columns_in_any_order_quotes_and_defaults() throws IOException {
        LabelFile file =
                read(
                        "\ufefflabel,id,reason,at,by\r\n\"rust, \"\"brown\"\"\",a,complaint,2026-05-01T00:00:00Z,ben\r\n"
                                + "\nblight,b,,,\n",
                        null);

        assertThat(file.problems()).isEmpty();
        assertThat(file.labels())
                .containsExactly(
                        new LeafLabel(
                                "a",
                                "rust, \"brown\"",
                                "ben",
                                Instant.parse("2026-05-01T00:00:00Z"),
                                Reason.COMPLAINT),
                        new LeafLabel("b", "blight", "ann", NOW, Reason.RANDOM));
    }

    @Test
    void says_what_is_wrong_on_each_line() throws IOException {
        LabelFile file =
                read(
                        """
                        id,label,at,reason
                        ,rust,,
                        a,mould,,
                        b,rust,yesterday,
                        c,rust,,why
                        d,rust
                        "e
                        f",rust,,
                        ,rust,,
                        """,
                        Set.of("rust"));

        assertThat(file.labels()).extracting(LeafLabel::id).containsExactly("e\nf");
        assertThat(file.problems())
                .containsExactly(
                        "line 2: id is empty",
                        "line 3: the model has no class 'mould'",
                        "line 4: at 'yesterday' is no instant such as 2026-05-01T10:00:00Z",
                        "line 5: reason 'why' is none of random, uncertain, drift, complaint and other",
                        "line 6: 2 fields, but the first line names 4 columns",
                        "line 9: id is empty");
    }

    @Test
    void refuses_a_file_that_is_none() {
        assertThatThrownBy(() -> read("", null)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read("id,class\n", null))
                .hasMessageContaining("line 1: there is no column 'class'");
        assertThatThrownBy(() -> read("id,by\n", null)).hasMessageContaining("id and label");
        assertThatThrownBy(() -> read("id,label\n\"a,rust\n", null))
                .hasMessageContaining("line 2: a quote is not closed");
    }

    @Test
    void refuses_what_is_no_text() throws IOException {
        Path file = Files.write(dir.resolve("x.csv"), new byte[] {'i', 'd', (byte) 0xff, '\n'});

        assertThatThrownBy(() ->
                        LabelFile.read(file, new LabelFile.Defaults(null, NOW, Reason.OTHER), null))
                .hasMessageContaining("not text in UTF-8");
    }
}
