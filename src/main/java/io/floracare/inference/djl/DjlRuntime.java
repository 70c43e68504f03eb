package io.floracare.inference.djl;

import ai.djl.engine.Engine;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engines must be told before they start. */
public final class DjlRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(DjlRuntime.class);
    private static final Map<String, String> PROPERTIES =
            Map.of(
                    // Nothing is downloaded: natives come from the class path, models from us.
                    "ai.djl.offline", "true",
                    "OPT_OUT_TRACKING", "true",
                    // One thread a prediction: the stream threads already use every core, and
                    // intra-op threads cost a small net far more than they give.
                    "ai.djl.pytorch.num_threads", "1",
                    "ai.djl.pytorch.num_interop_threads", "1",
                    // ONNX Runtime would load PyTorch beside itself for arithmetic we never ask
                    // for.
                    "ai.djl.onnx.disable_alternative", "true");

    private DjlRuntime() {}

    /**
     * Sets the engines' system properties that are not set yet. Without effect once an engine has
     * started.
     */
    public static void prepare() {
        PROPERTIES.forEach((key, value) -> {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        });
    }

    /**
     * Starts an engine ahead of the first model, which takes a second or two: its native libraries
     * are unpacked and loaded. If that fails nothing happens here; loading a model says why.
     *
     * @param engine DJL's name of it
     */
    public static void start(String engine) {
        prepare();
        try {
            Engine.getEngine(engine);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.atDebug().addKeyValue("engine", engine).setCause(e).log("No start ahead of time");
        }
    }
}
