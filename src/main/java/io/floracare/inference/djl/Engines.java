package io.floracare.inference.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Map;

/** Starts engines and picks their devices. */
final class Engines {
    /** The engines that packages may name, with the options their models are loaded with. */
    private static final Map<String, Map<String, String>> LOAD_OPTIONS =
            Map.of(
                    "PyTorch",
                    // Constants of a frozen module follow to the GPU.
                    Map.of("mapLocation", "true"),
                    "OnnxRuntime",
                    Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1"));

    private final DeviceChoice choice;

    Engines(DeviceChoice choice) {
        this.choice = choice;
    }

    static Map<String, String> loadOptions(String engine) {
        return LOAD_OPTIONS.getOrDefault(engine, Map.of());
    }

    /**
     * The device for an engine's models.
     *
     * @throws UnusableException if there is no such engine or device here
     */
    Device device(String name) throws UnusableException {
        Engine engine = start(name);
        return switch (choice) {
            case DeviceChoice.Cpu() -> Device.cpu();
            case DeviceChoice.Auto() -> engine.getGpuCount() > 0 ? Device.gpu(0) : Device.cpu();
            case DeviceChoice.Gpu(int index) -> {
                int count = engine.getGpuCount();
                if (index >= count) {
                    throw new UnusableException(
                            "device gpu:%d was asked for, but %s sees %s"
                                    .formatted(
                                            index,
                                            name,
                                            count == 0 ? "no GPU" : count + " GPU(s)"));
                }
                yield Device.gpu(index);
            }
        };
    }

    private static Engine start(String name) throws UnusableException {
        if (!LOAD_OPTIONS.containsKey(name)) {
            throw new UnusableException(
                    "engine '" + name + "' is unknown; known are PyTorch and OnnxRuntime");
        }
        try {
            return Engine.getEngine(name);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw new UnusableException(
                    "%s cannot start on %s %s (%s): its native library must be on the class path for this platform, and DJL_CACHE_DIR a folder that can be written"
                            .formatted(
                                    name,
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"),
                                    Sentences.innermost(e)),
                    e);
        }
    }
}
