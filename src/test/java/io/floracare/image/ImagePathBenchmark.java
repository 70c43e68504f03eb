package io.floracare.image;

import io.floracare.drawing.LeafDrawing;
import io.floracare.drawing.LeafRenderer;
import io.floracare.message.ImageFeatures;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an image costs before the model sees it: {@code read} plus {@code toTensor} of a JPEG of 256
 * pixels (no resize), of 500 pixels (a resize) and of 12 megapixels (a reduced decode and a
 * resize), and the image properties. To run it:
 *
 * <pre>{@code
 * mvn -Pjmh -DskipTests verify
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true"
        })
public class ImagePathBenchmark {
    private final FloatBuffer tensor = Specs.tensor(Specs.LEVELS);
    private final byte[] small = jpeg(256, 256);
    private final byte[] medium = jpeg(500, 500);
    private final byte[] large = jpeg(4000, 3000);
    private final ImageReader reader = new ImageReader(ImageLimits.DEFAULT);
    private final ImageReader measured = new ImageReader(ImageLimits.DEFAULT);
    private final ImageReader measuredLarge = new ImageReader(ImageLimits.DEFAULT);
    private ReadOutcome.Read smallPicture = read(measured, small);
    private ReadOutcome.Read largePicture = read(measuredLarge, large);

    private static byte[] jpeg(int width, int height) {
        return new LeafRenderer().jpeg(LeafDrawing.of(3, width, height), 0.9f);
    }

    private static ReadOutcome.Read read(ImageReader reader, byte[] image) {
        return (ReadOutcome.Read) reader.read(image, Specs.LEVELS);
    }

    @Setup
    public void readPictures() {
        smallPicture = read(measured, small);
        largePicture = read(measuredLarge, large);
    }

    @TearDown
    public void close() {
        reader.close();
        measured.close();
        measuredLarge.close();
    }

    @Benchmark
    public FloatBuffer jpeg256() {
        return toTensor(small);
    }

    @Benchmark
    public FloatBuffer jpeg500() {
        return toTensor(medium);
    }

    @Benchmark
    public FloatBuffer jpeg12Megapixels() {
        return toTensor(large);
    }

    private FloatBuffer toTensor(byte[] image) {
        read(reader, image).picture().toTensor(Specs.LEVELS, tensor);
        return tensor;
    }

    @Benchmark
    public FloatBuffer tensorOfJpeg256() {
        smallPicture.picture().toTensor(Specs.LEVELS, tensor);
        return tensor;
    }

    @Benchmark
    public ImageFeatures featuresOfJpeg256() {
        return smallPicture.picture().features();
    }

    @Benchmark
    public ImageFeatures featuresOfJpeg12Megapixels() {
        return largePicture.picture().features();
    }
}
