package io.floracare.gateway.upload;

import io.floracare.gateway.http.Problems;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** Reads images from requests: a multipart form's files, or the body itself. */
public final class UploadReader {
    private static final String MULTIPART = "multipart/form-data";
    private static final int PIECE = 16 << 10;

    private final Limits limits;
    private final MemoryBudget budget;

    /**
     * What is read.
     *
     * @param imageBytes of one image
     * @param minRate bytes a second
     */
    public record Limits(int imageBytes, int minRate) {}

    /** Takes the images of a request one after the other while the next is still on its way. */
    @FunctionalInterface
    public interface Sink {
        /** Takes an image, and closes its share when it needs the bytes no more. */
        void accept(Received received) throws InterruptedException;
    }

    /**
     * An image that has arrived.
     *
     * @param share what it holds of the budget
     */
    public record Received(UploadedImage image, MemoryBudget.Share share) {}

    public UploadReader(Limits limits, MemoryBudget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    /**
     * Refuses, before a byte of the body is read, what cannot be an upload.
     *
     * @param maxFiles how many images the route takes
     * @throws io.floracare.gateway.problem.ProblemException 413 or 415
     */
    public void check(Context request, int maxFiles) {
        String type = mediaType(request);
        boolean form = type.equals(MULTIPART);
        if (!form && !type.startsWith("image/") && !type.equals("application/octet-stream")) {
            throw Problems.unsupportedMediaType(
                    "send a form (curl -F file=@leaf.jpg) or an image's bytes with Content-Type:"
                            + " image/jpeg");
        }
        long announced = request.req().getContentLengthLong();
        long most = form ? maxFiles * (limits.imageBytes() + (long) PIECE) : limits.imageBytes();
        if (announced > most) {
            throw GrowingBytes.tooLarge(limits.imageBytes());
        }
    }

    /**
     * Reads every image of a request that passed {@link #check}.
     *
     * @param maxFiles more are refused
     * @throws io.floracare.gateway.problem.ProblemException 400, 408, 413 or 503
     * @throws IOException if the connection breaks
     */
    public void read(Context request, int maxFiles, Sink sink)
            throws IOException, InterruptedException {
        PacedInput in =
                new PacedInput(request.req().getInputStream(), limits.minRate(), System::nanoTime);
        Fields fields = new Fields(request.queryParam("crop"), request.queryParam("device"));
        if (mediaType(request).equals(MULTIPART)) {
            form(request, in, fields, maxFiles, sink);
        } else {
            raw(request, in, fields, sink);
        }
    }

    private void raw(Context request, PacedInput in, Fields fields, Sink sink)
            throws IOException, InterruptedException {
        MemoryBudget.Share share = budget.share();
        boolean given = false;
        try {
            GrowingBytes body = new GrowingBytes(limits.imageBytes(), share);
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                body.add(ByteBuffer.wrap(piece, 0, count));
            }
            if (body.isEmpty()) {
                throw Problems.noFile("the body is empty: send the image's bytes");
            }
            given = true;
            sink.accept(
                    new Received(fields.image(body.toArray(), request.queryParam("name")), share));
        } finally {
            if (!given) {
                share.close();
            }
        }
    }

    private void form(Context request, PacedInput in, Fields fields, int maxFiles, Sink sink)
            throws IOException, InterruptedException {
        String boundary = MultiPart.extractBoundary(request.req().getContentType());
        if (boundary == null || boundary.isEmpty()) {
            throw Problems.badRequest("the form's Content-Type names no boundary");
        }
        try (FormParts parts =
                new FormParts(
                        new FormParts.Limits(limits.imageBytes(), maxFiles), budget, fields)) {
            MultiPart.Parser parser = new MultiPart.Parser(boundary, parts);
            parser.setMaxParts(maxFiles + FormParts.MAX_FIELDS);
            parser.setPartHeadersMaxLength(4096);
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                // The parser's parts point into the buffer only until it returns.
                parser.parse(Content.Chunk.from(ByteBuffer.wrap(piece, 0, count), false));
                parts.deliver(sink);
            }
            parser.parse(Content.Chunk.EOF);
            parts.deliver(sink);
            parts.finish();
        } catch (HttpException.RuntimeException | IllegalStateException e) {
            throw malformed(e);
        }
    }

    private static RuntimeException malformed(RuntimeException e) {
        return Problems.badRequest("the form is malformed: " + e.getMessage());
    }

    private static String mediaType(Context request) {
        @Nullable String type = request.req().getContentType();
        if (type == null) {
            return "";
        }
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
