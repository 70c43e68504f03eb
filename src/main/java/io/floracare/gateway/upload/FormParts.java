package io.floracare.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.gateway.http.Problems;
import io.floracare.gateway.problem.ProblemException;
import io.floracare.gateway.upload.UploadReader.Received;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a form as the parser finds them. The parser swallows what its listener
 * throws, so a refusal is kept and thrown by {@link #deliver}.
 */
final class FormParts extends MultiPart.AbstractPartsListener implements AutoCloseable {
    /** Parts that are no files. */
    static final int MAX_FIELDS = 16;

    private static final String FILE = "file";

    private final Limits limits;
    private final MemoryBudget budget;
    private final Fields fields;
    private final Deque<Received> ready = new ArrayDeque<>();
    private MemoryBudget.Share share;
    private GrowingBytes content;
    private int files;
    private @Nullable RuntimeException refusal;

    record Limits(int imageBytes, int maxFiles) {}

    FormParts(Limits limits, MemoryBudget budget, Fields fields) {
        this.limits = limits;
        this.budget = budget;
        this.fields = fields;
        this.share = budget.share();
        this.content = new GrowingBytes(0, share);
    }

    /** Hands over the images that are complete. */
    void deliver(UploadReader.Sink sink) throws InterruptedException {
        while (!ready.isEmpty()) {
            sink.accept(ready.remove());
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Says after the last part whether there was an image. */
    void finish() {
        if (files == 0) {
            throw Problems.noFile(
                    "the form has no part named 'file': send it as curl -F file=@leaf.jpg does");
        }
    }

    @Override
    public void onPartHeaders() {
        share.close();
        share = budget.share();
        // A field is short; bytes are kept only of what may be an image.
        content = new GrowingBytes(isFile() ? limits.imageBytes() : 4 * Fields.MAX_BYTES, share);
    }

    private boolean isFile() {
        return FILE.equals(getName());
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
        if (refusal == null) {
            try {
                ByteBuffer piece = chunk.getByteBuffer();
                // Fields of other clients are of no interest, however long they are.
                content.add(isFile() ? piece : content.asMuchAsFits(piece));
            } catch (ProblemException e) {
                refusal = e;
            }
        }
    }

    @Override
    public void onPart(String name, String fileName, HttpFields headers) {
        if (refusal != null) {
            return;
        }
        try {
            if (!FILE.equals(name)) {
                fields.set(name == null ? "" : name, new String(content.toArray(), UTF_8));
            } else if (content.isEmpty()) {
                refusal = Problems.noFile("the part 'file' is empty");
            } else if (++files > limits.maxFiles()) {
                refusal =
                        Problems.badRequest(
                                "at most " + limits.maxFiles() + " images may come in one request");
            } else {
                ready.add(new Received(fields.image(content.toArray(), fileName), share));
                share = budget.share();
            }
        } catch (ProblemException e) {
            refusal = e;
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        if (refusal == null) {
            refusal = Problems.badRequest("the form is malformed: " + failure.getMessage());
        }
    }

    @Override
    public void close() {
        share.close();
        ready.forEach(each -> each.share().close());
    }
}
