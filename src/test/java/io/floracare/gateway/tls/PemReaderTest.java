package io.floracare.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.config.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PemReaderTest {
    private static TestCertificate one;
    private static TestCertificate other;

    @TempDir Path folder;
    private TlsSettings.Files files;

    @BeforeAll
    static void certificates() {
        one = TestCertificate.create("one", "EC", Duration.ofDays(1));
        other = TestCertificate.create("other", "EC", Duration.ofDays(1));
    }

    @BeforeEach
    void write() throws IOException {
        files = new TlsSettings.Files(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        one.write(files.certificate(), files.key());
    }

    @Test
    void reads_a_certificate_and_its_key_with_text_around_them() throws IOException {
        Files.writeString(files.certificate(), "subject=one\n" + one.pem());
        Files.writeString(files.key(), "Bag Attributes\n" + Files.readString(files.key()));

        assertThat(PemReader.read(files).certificate()).isEqualTo(one.certificate());
    }

    @Test
    void a_key_of_another_certificate_is_a_sentence() throws IOException {
        Files.writeString(files.certificate(), other.pem());

        problem("is not that of the first certificate in");
    }

    @Test
    void a_chain_out_of_order_is_a_sentence() throws IOException {
        Files.writeString(files.certificate(), one.pem() + other.pem());

        problem("the server's comes first, then its issuer's");
    }

    @Test
    void a_key_in_another_form_is_a_sentence_with_the_command_that_helps() throws IOException {
        for (String label : new String[] {"EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"}) {
            Files.writeString(files.key(), TestCertificate.pem(label, new byte[] {1, 2, 3}));

            problem("openssl pkcs8 -topk8 -nocrypt -in");
        }
    }

    @Test
    void files_that_are_missing_empty_or_nonsense_are_sentences() throws IOException {
        Files.writeString(files.key(), TestCertificate.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
        problem("is damaged, or of another kind than the certificate, which has EC");
        Files.writeString(files.key(), "");
        problem("holds no private key in PEM");
        Files.delete(files.key());
        problem("there is no file " + files.key());
        Files.writeString(files.certificate(), "");
        problem("holds no certificate in PEM");
        Files.writeString(files.certificate(), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        problem("holds no certificate in PEM");
        Files.delete(files.certificate());
        problem("there is no file " + files.certificate());
    }

    private void problem(String part) {
        assertThatThrownBy(() -> PemReader.read(files))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(part);
    }
}
