package io.floracare.inference;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What the processor can do, as Linux names it. */
public final class CpuFlags {
    /** Where Linux says it. */
    public static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private CpuFlags() {}

    /**
     * Reads the first processor's flags.
     *
     * @param cpuinfo a file in the format of {@code /proc/cpuinfo}: {@code flags} on x86, {@code
     *     Features} on Arm
     * @return the flags; empty where there is no such file or line, as on other systems
     */
    public static Set<String> read(Path cpuinfo) {
        try (BufferedReader lines = Files.newBufferedReader(cpuinfo, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(':');
                String key = colon < 0 ? "" : line.substring(0, colon).strip();
                if (key.equals("flags") || key.equals("Features")) {
                    return Set.copyOf(List.of(line.substring(colon + 1).strip().split("\\s+")));
                }
            }
            return Set.of();
        } catch (IOException e) {
            return Set.of();
        }
    }
}
