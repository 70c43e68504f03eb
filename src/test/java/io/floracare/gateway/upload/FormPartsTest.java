package io.floracare.gateway.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.gateway.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;

final class FormPartsTest {
    private static final int MEMORY = 1 << 20;

    private final MemoryBudget budget = new MemoryBudget(MEMORY);
    private final List<UploadedImage> images = new ArrayList<>();

    private static byte[] part(String disposition, byte[] content) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(
                ("--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                        .getBytes(ISO_8859_1));
        part.writeBytes(content);
        part.writeBytes("\r\n".getBytes(ISO_8859_1));
        return part.toByteArray();
    }

    private static byte[] form(byte[]... parts) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            form.writeBytes(part);
        }
        form.writeBytes("--b--\r\n".getBytes(ISO_8859_1));
        return form.toByteArray();
    }

    private void parse(byte[] form, int piece) throws InterruptedException {
        try (FormParts parts =
                new FormParts(new FormParts.Limits(1000, 2), budget, new Fields(null, null))) {
            MultiPart.Parser parser = new MultiPart.Parser("b", parts);
            for (int from = 0; from < form.length; from += piece) {
                int to = Math.min(form.length, from + piece);
                // As the reader does: the same memory again for the next piece.
                byte[] buffer = Arrays.copyOfRange(form, from, to);
                parser.parse(Content.Chunk.from(ByteBuffer.wrap(buffer), false));
                Arrays.fill(buffer, (byte) '!');
                parts.deliver(received -> {
                    images.add(received.image());
                    received.share().close();
                });
            }
            parser.parse(Content.Chunk.EOF);
            parts.deliver(received -> {
                images.add(received.image());
                received.share().close();
            });
            parts.finish();
        }
    }

    @Property(tries = 300)
    void bytes_are_those_that_were_sent_however_they_arrive(
            @ForAll @Size(min = 1, max = 1000) byte[] image,
            @ForAll @IntRange(min = 1, max = 200) int piece)
            throws InterruptedException {
        // Jetty's parser puts a line feed before content that begins like a boundary if the
        // headers' last byte comes alone; no image begins so.
        Assume.that(image[0] != '-');
        FormPartsTest each = new FormPartsTest();

        each.parse(form(part("name=\"file\"; filename=\"ä.jpg\"", image)), piece);

        assertThat(each.images).hasSize(1);
        assertThat(each.images.getFirst().bytes()).isEqualTo(image);
        each.requireNothingHeld();
    }

    @Test
    void fields_apply_to_files_after_them_and_others_mean_nothing() throws Exception {
        parse(
                form(
                        part("name=\"crop\"", "apple".getBytes(ISO_8859_1)),
                        part("name=\"other\"", new byte[5000]),
                        part("name=\"file\"; filename=\"a.jpg\"", new byte[] {1}),
                        part("name=\"device\"", "phone".getBytes(ISO_8859_1)),
                        part("name=\"file\"", new byte[] {2})),
                64);

        assertThat(images).extracting(UploadedImage::crop).containsExactly("apple", "apple");
        assertThat(images).extracting(UploadedImage::device).containsExactly(null, "phone");
        assertThat(images).extracting(UploadedImage::name).containsExactly("a.jpg", null);
        requireNothingHeld();
    }

    @Test
    void refusals_hold_no_memory() {
        byte[] file = part("name=\"file\"", new byte[] {1});
        refused(413, form(part("name=\"file\"", new byte[1001])));
        refused(400, form(part("name=\"file\"", new byte[0])));
        refused(400, form(part("name=\"crop\"", "x".repeat(129).getBytes(ISO_8859_1))));
        refused(400, form(file, file, file));
        refused(400, form());
        refused(400, Arrays.copyOf(form(file), 20));
        requireNothingHeld();
    }

    private void refused(int status, byte[] form) {
        assertThatThrownBy(() -> parse(form, 50))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(status));
    }

    private void requireNothingHeld() {
        try (MemoryBudget.Share all = budget.share()) {
            all.take(MEMORY);
        }
    }
}
