package io.floracare.classify;

import io.floracare.classify.Classification.Nanos;
import io.floracare.image.ImageLimits;
import io.floracare.image.ImageReader;
import io.floracare.image.Picture;
import io.floracare.image.ReadOutcome;
import io.floracare.image.TensorSpec;
import io.floracare.inference.Decision;
import io.floracare.inference.InferenceException;
import io.floracare.inference.ModelSlot;
import io.floracare.message.ErrorCode;
import io.floracare.message.ErrorInfo;
import io.floracare.message.ImageFeatures;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Bytes to answer on one thread: decode, preprocess, infer, measure. The same path serves the
 * topology, the command line and the benchmarks. Not safe for use by two threads; buffers are kept
 * between images.
 */
public final class ImageClassifier implements AutoCloseable {
    private final ImageReader reader;
    private final ModelSlot.Worker worker;
    private final ModelCheck check;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private FloatBuffer tensor = FloatBuffer.allocate(0);

    /**
     * @param slot must hold a classifier before the first call of {@link #classify}
     * @param check decides whether a failed inference is the image's fault
     */
    public ImageClassifier(ImageLimits limits, ModelSlot slot, ModelCheck check) {
        this.reader = new ImageReader(limits);
        this.worker = slot.worker();
        this.check = check;
    }

    /**
     * Classifies one image.
     *
     * @throws SystemFault if the engine fails on this image and on the self-test
     */
    public Classification classify(byte[] encoded) {
        ModelSlot.Lease lease = lease();
        TensorSpec spec = lease.classifier().modelPackage().manifest().input();
        long cpu = threads.getCurrentThreadCpuTime();
        return switch (reader.read(encoded, spec)) {
            case ReadOutcome.Refused refused ->
                    new Classification.Failed(
                            refused.info(),
                            null,
                            new ErrorInfo(refused.code(), refused.message()),
                            Nanos.NONE);
            case ReadOutcome.Read read -> infer(read, spec, lease, cpu);
        };
    }

    /** A first session that cannot be opened is no record's fault. */
    private ModelSlot.Lease lease() {
        try {
            return worker.next();
        } catch (InferenceException e) {
            throw new SystemFault("the engine opens no session: " + e.getMessage(), e);
        }
    }

    private Classification infer(
            ReadOutcome.Read read, TensorSpec spec, ModelSlot.Lease lease, long cpu) {
        Picture picture = read.picture();
        long start = System.nanoTime();
        if (tensor.capacity() != spec.floats()) {
            tensor =
                    ByteBuffer.allocateDirect(spec.floats() * Float.BYTES)
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer();
        }
        picture.toTensor(spec, tensor);
        long preprocessed = System.nanoTime();
        float[] logits;
        try {
            logits = lease.session().logits(tensor);
        } catch (InferenceException e) {
            return blame(read, picture.features(), lease, e, nanos(read, start, preprocessed, cpu));
        }
        Nanos nanos = nanos(read, start, preprocessed, cpu);
        return new Classification.Answered(
                read.info(),
                picture.features(),
                Decision.of(logits, lease.classifier().variant()),
                lease.classifier(),
                nanos);
    }

    private Nanos nanos(ReadOutcome.Read read, long start, long preprocessed, long cpu) {
        return new Nanos(
                0,
                read.decodeNanos(),
                preprocessed - start,
                System.nanoTime() - preprocessed,
                threads.getCurrentThreadCpuTime() - cpu);
    }

    /** A record is blamed only if the engine works right after it. */
    private Classification blame(
            ReadOutcome.Read read,
            ImageFeatures features,
            ModelSlot.Lease lease,
            InferenceException e,
            Nanos nanos) {
        String fault = check.fault(lease);
        if (fault != null) {
            throw new SystemFault("the engine fails: " + fault, e);
        }
        return new Classification.Failed(
                read.info(),
                features,
                new ErrorInfo(
                        ErrorCode.INFERENCE_FAILED,
                        "the model fails on this image while it passes its self-test: "
                                + e.getMessage()),
                nanos);
    }

    /**
     * Moves to the model in service without waiting for an image, so that a replaced one can be
     * closed.
     */
    public void refresh() {
        worker.refresh();
    }

    @Override
    public void close() {
        worker.close();
        reader.close();
    }
}
