package io.floracare.inference.djl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where models run. */
public sealed interface DeviceChoice {
    /** The first GPU if the engine sees one, else the CPU. */
    record Auto() implements DeviceChoice {}

    /** The CPU. */
    record Cpu() implements DeviceChoice {}

    /**
     * A GPU.
     *
     * @param index the engine's number of it, from 0
     */
    record Gpu(int index) implements DeviceChoice {}

    /**
     * Reads a setting.
     *
     * @param text {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
     * @throws IllegalArgumentException if it is none of these; the message says so
     */
    static DeviceChoice parse(String text) {
        Matcher gpu = Pattern.compile("gpu(?::([0-9]{1,3}))?").matcher(text);
        if (text.equals("auto")) {
            return new Auto();
        } else if (text.equals("cpu")) {
            return new Cpu();
        } else if (gpu.matches()) {
            return new Gpu(gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1)));
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no device; use auto, cpu, gpu or gpu:N");
    }
}
