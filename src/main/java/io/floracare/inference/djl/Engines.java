package io.floracare.inference.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Starts engines and picks their devices. */
final class Engines {
    /**
     * An engine that packages may name.
     *
     * @param format what its files are, for a sentence
     * @param loadOptions what its models are loaded with
     */
    record Kind(String format, Map<String, String> loadOptions) {}

    private static final Map<String, Kind> KINDS =
            Map.of(
                    "PyTorch",
                    new Kind(
                            "TorchScript, as torch.jit.trace(model.eval(), example).save(file) writes it",
                            // A frozen module's constants follow it to a GPU.
                            Map.of("mapLocation", "true")),
                    "OnnxRuntime",
                    new Kind("ONNX", Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1")));

    /** The most devices that {@link #devices} names. */
    static final int MAX_DEVICES = 2;

    private final DeviceChoice choice;
    private final ToIntFunction<Engine> gpuCount;

    /**
     * @param gpuCount how many GPUs an engine can use
     */
    Engines(DeviceChoice choice, ToIntFunction<Engine> gpuCount) {
        this.choice = choice;
        this.gpuCount = gpuCount;
    }

    /**
     * What is known of an engine.
     *
     * @throws UnusableException if nothing is
     */
    Kind kind(String name) throws UnusableException {
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new UnusableException(
                    "engine '" + name + "' is unknown; known are PyTorch and OnnxRuntime");
        }
        return kind;
    }

    /**
     * The devices for an engine's models, the preferred one first.
     *
     * @throws UnusableException if the engine cannot start here or has no such device
     */
    List<Device> devices(String name) throws UnusableException {
        int gpus = gpuCount.applyAsInt(start(name));
        return switch (choice) {
            case DeviceChoice.Cpu() -> List.of(Device.cpu());
            case DeviceChoice.Auto() ->
                    gpus > 0 ? List.of(Device.gpu(0), Device.cpu()) : List.of(Device.cpu());
            case DeviceChoice.Gpu(int index) -> {
                if (index >= gpus) {
                    throw new UnusableException(
                            "device gpu:%d was asked for, but %s sees %s"
                                    .formatted(
                                            index, name, gpus == 0 ? "no GPU" : gpus + " GPU(s)"));
                }
                yield List.of(Device.gpu(index));
            }
        };
    }

    private static Engine start(String name) throws UnusableException {
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
