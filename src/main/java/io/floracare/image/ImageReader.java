package io.floracare.image;

import io.floracare.message.ErrorCode;
import io.floracare.message.ImageInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads untrusted encoded images. One a thread; not safe for use by two threads. Native memory is
 * kept between reads; what a picture above 16 MiB needed is given back by the next read.
 *
 * <p>Pixels are those of Pillow's {@code exif_transpose(image).convert("RGB")}, bit for bit, with
 * these exceptions. A JPEG of at least four times the wanted pixels a side is decoded at 1/2 or
 * 1/4, at twice what is wanted or more, a photo of 12 megapixels at 1/8: its tensor then differs
 * from Pillow's by up to 13 of 255 levels, 0.7 on average, which moved no answer of 65 such photos
 * (at 1/4 that would be 3 and 0.23, and cost 7 ms more). CMYK differs by 1. Of 16-bit grey the high
 * byte counts, where Pillow clips to white. A TIFF's alpha is blended over black, its Lab colours
 * are converted with other constants.
 */
public final class ImageReader implements AutoCloseable {
    /** A JPEG at 1/2 or 1/4 keeps at least this many times the pixels a side that are wanted. */
    private static final double MARGIN = 2;

    /** The same at 1/8: of photos of 8 megapixels or more, where each step costs milliseconds. */
    private static final double MARGIN_OF_LARGE = 1.4;

    private final ImageLimits limits;
    private final LongSupplier nanoTime;
    private final NativeDecoder decoder = new NativeDecoder();
    private final PictureWorkshop workshop = new PictureWorkshop(decoder);
    private final MessageDigest sha256;

    public ImageReader(ImageLimits limits) {
        this(limits, System::nanoTime);
    }

    /**
     * @param nanoTime measures {@link ReadOutcome.Read#decodeNanos}
     */
    public ImageReader(ImageLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Probes, checks, decodes and orients.
     *
     * @param encoded the image file's bytes, of any content
     * @param spec the input that will be asked for: a large JPEG is decoded at a reduced size that
     *     still exceeds it
     * @return the outcome; nothing is thrown for any content
     */
    public ReadOutcome read(byte[] encoded, TensorSpec spec) {
        long start = nanoTime.getAsLong();
        workshop.invalidate();
        if (encoded.length == 0) {
            return new ReadOutcome.Refused(
                    new ImageInfo(null, null, null, 0, null),
                    ErrorCode.EMPTY,
                    "there are no bytes; " + ImageFormat.ACCEPTED);
        }
        return switch (HeaderProbe.probe(encoded)) {
            case Probe.Other other -> {
                Refusal refusal = tooManyBytes(encoded);
                yield refused(
                        info(encoded, other.format(), null),
                        refusal == null ? other.refusal() : refusal);
            }
            case Probe.Image image -> read(encoded, image, spec, start);
        };
    }

    private ReadOutcome read(byte[] encoded, Probe.Image image, TensorSpec spec, long start) {
        Header header = image.header();
        ImageInfo info = info(encoded, header.format(), header);
        Refusal refusal = tooManyBytes(encoded);
        if (refusal == null) {
            refusal = Limits.check(header, limits, spec);
        }
        if (refusal == null) {
            refusal = image.defect();
        }
        if (refusal != null) {
            return refused(info, refusal);
        }
        Pixels pixels = decoder.decode(encoded, header, reduction(header, spec));
        if (pixels == null) {
            return new ReadOutcome.Refused(
                    info,
                    ErrorCode.CORRUPT,
                    "the "
                            + header.format().title()
                            + " image is damaged: its pixels cannot be decoded");
        }
        Picture picture = new Picture(workshop, pixels, header);
        return new ReadOutcome.Read(info, picture, nanoTime.getAsLong() - start);
    }

    private static ReadOutcome refused(ImageInfo info, Refusal refusal) {
        return new ReadOutcome.Refused(info, refusal.code(), refusal.message());
    }

    private @Nullable Refusal tooManyBytes(byte[] encoded) {
        return encoded.length <= limits.maxBytes()
                ? null
                : new Refusal(
                        ErrorCode.TOO_MANY_BYTES,
                        "the image has "
                                + encoded.length
                                + " bytes, more than the limit of "
                                + limits.maxBytes());
    }

    /** What a JPEG's sides may be divided by while decoding, which costs less and smooths well. */
    static int reduction(Header header, TensorSpec spec) {
        if (header.format() != ImageFormat.JPEG || spec.resize() == TensorSpec.Resize.NONE) {
            return 1;
        }
        int reduction = 8;
        double margin = MARGIN_OF_LARGE;
        while (reduction > 1 && header.shortSide() < reduction * margin * spec.resizeSize()) {
            reduction /= 2;
            margin = MARGIN;
        }
        return reduction;
    }

    private ImageInfo info(byte[] encoded, @Nullable ImageFormat format, @Nullable Header header) {
        return new ImageInfo(
                format == null ? null : format.wire(),
                header == null ? null : header.displayWidth(),
                header == null ? null : header.displayHeight(),
                encoded.length,
                HexFormat.of().formatHex(sha256.digest(encoded)));
    }

    /** Native memory held between reads, in bytes. */
    long heldBytes() {
        return decoder.heldBytes();
    }

    @Override
    public void close() {
        workshop.invalidate();
        decoder.close();
    }
}
