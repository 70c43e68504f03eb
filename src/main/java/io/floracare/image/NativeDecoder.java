package io.floracare.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/** Decodes with OpenCV into memory of its own. */
final class NativeDecoder implements AutoCloseable {
    private final NativeBuffer encoded;
    private final NativeBuffer decoded;
    private final NativeBuffer turned;
    private final NativeBuffer blocks;
    private final NativeBuffer reduced;

    NativeDecoder() {
        // JavaCPP would count the whole process, the model included, against a multiple of the heap
        // and fail allocations; and everything here is closed by hand.
        setUnlessSet("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        setUnlessSet("org.bytedeco.javacpp.maxBytes", "0");
        setUnlessSet("org.bytedeco.javacpp.noPointerGC", "true");
        opencv_core.setNumThreads(1);
        encoded = new NativeBuffer();
        decoded = new NativeBuffer();
        turned = new NativeBuffer();
        blocks = new NativeBuffer();
        reduced = new NativeBuffer();
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Decodes and turns upright.
     *
     * @param reduction 1, or for JPEG 2, 4 or 8: the divisor of both sides
     * @return null when the decoder fails or disagrees with the header about the size
     */
    @Nullable Pixels decode(byte[] image, Header header, int reduction) {
        int width = Math.ceilDiv(header.width(), reduction);
        int height = Math.ceilDiv(header.height(), reduction);
        long bytes = (long) width * height * Pixels.CHANNELS;
        BytePointer target = decoded.zeroed(bytes);
        if (header.format() == ImageFormat.GIF) {
            Pixels pixels = new Pixels(decoded.view(bytes), width, height);
            return GifFrame.decode(image, header, pixels.data()) ? pixels : null;
        }
        BytePointer source = encoded.atLeast(image.length).put(image, 0, image.length);
        if (header.format() == ImageFormat.TIFF) {
            TiffProbe.isolate(source, image);
        }
        try (Mat input = new Mat(1, image.length, CV_8UC1, source);
                Mat output = new Mat(height, width, CV_8UC3, target);
                Mat result = opencv_imgcodecs.imdecode(input, flags(reduction), output)) {
            if (result.empty() || !output.data().equals(target)) {
                return null;
            }
            return turned(output, header.orientation());
        } catch (RuntimeException decoderFailed) {
            // JavaCPP throws nothing else for a C++ exception.
            return null;
        }
    }

    private static int flags(int reduction) {
        return opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION
                | switch (reduction) {
                    case 2 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
                    case 4 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
                    case 8 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
                    default -> opencv_imgcodecs.IMREAD_COLOR;
                };
    }

    private Pixels turned(Mat mat, int orientation) {
        int width = mat.cols();
        int height = mat.rows();
        long bytes = (long) width * height * Pixels.CHANNELS;
        if (orientation == 1) {
            return new Pixels(decoded.view(bytes), width, height);
        }
        boolean sideways = orientation >= 5;
        int newWidth = sideways ? height : width;
        int newHeight = sideways ? width : height;
        try (Mat target = new Mat(newHeight, newWidth, CV_8UC3, turned.atLeast(bytes))) {
            switch (orientation) {
                case 2 -> opencv_core.flip(mat, target, 1);
                case 3 -> opencv_core.flip(mat, target, -1);
                case 4 -> opencv_core.flip(mat, target, 0);
                case 5 -> opencv_core.transpose(mat, target);
                case 6 -> opencv_core.rotate(mat, target, opencv_core.ROTATE_90_CLOCKWISE);
                case 7 -> {
                    opencv_core.transpose(mat, target);
                    opencv_core.flip(target, target, -1);
                }
                case 8 -> opencv_core.rotate(mat, target, opencv_core.ROTATE_90_COUNTERCLOCKWISE);
                default -> throw new IllegalStateException("orientation " + orientation);
            }
        }
        return new Pixels(turned.view(bytes), newWidth, newHeight);
    }

    /**
     * The picture at a smaller size: averaged over whole blocks of pixels, then interpolated by
     * less than 2, which costs a tenth of averaging over fractions of pixels. Its memory is valid
     * until the next call.
     */
    Pixels reduce(Pixels pixels, int width, int height) {
        int block = Math.min(pixels.width() / width, pixels.height() / height);
        int blocksX = pixels.width() / block;
        int blocksY = pixels.height() / block;
        long bytes = (long) width * height * Pixels.CHANNELS;
        long rowBytes = (long) pixels.width() * Pixels.CHANNELS;
        long blockBytes = block == 1 ? 0 : (long) blocksX * blocksY * Pixels.CHANNELS;
        try (BytePointer from = new BytePointer(pixels.data());
                Mat whole = new Mat(blocksY * block, blocksX * block, CV_8UC3, from, rowBytes);
                Mat averaged = new Mat(blocksY, blocksX, CV_8UC3, blocks.atLeast(blockBytes));
                Mat target = new Mat(height, width, CV_8UC3, reduced.atLeast(bytes))) {
            if (block > 1) {
                resize(whole, averaged, opencv_imgproc.INTER_AREA);
            }
            resize(block > 1 ? averaged : whole, target, opencv_imgproc.INTER_LINEAR);
        }
        return new Pixels(reduced.view(bytes), width, height);
    }

    private static void resize(Mat from, Mat to, int method) {
        try (Size size = to.size()) {
            opencv_imgproc.resize(from, to, size, 0, 0, method);
        }
    }

    /** Native memory held, in bytes. */
    long heldBytes() {
        return encoded.capacity()
                + decoded.capacity()
                + turned.capacity()
                + blocks.capacity()
                + reduced.capacity();
    }

    @Override
    public void close() {
        reduced.close();
        blocks.close();
        turned.close();
        decoded.close();
        encoded.close();
    }
}
