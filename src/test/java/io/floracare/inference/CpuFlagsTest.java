package io.floracare.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuFlagsTest {
    @TempDir Path folder;

    @Test
    void reads_the_first_processor_of_an_x86() throws IOException {
        assertThat(
                        CpuFlags.read(
                                file(
                                        """
                                        processor\t: 0
                                        model name\t: A CPU: with colons
                                        vmx flags\t: other
                                        flags\t\t: fpu  sse avx512_vnni
                                        processor\t: 1
                                        flags\t\t: fpu mmx
                                        """)))
                .containsExactlyInAnyOrder("fpu", "sse", "avx512_vnni");
    }

    @Test
    void reads_the_features_of_an_arm() throws IOException {
        assertThat(CpuFlags.read(file("processor\t: 0\nFeatures\t: fp asimd i8mm\n")))
                .containsExactlyInAnyOrder("fp", "asimd", "i8mm");
    }

    @Test
    void repeated_flags_are_no_trouble() throws IOException {
        assertThat(CpuFlags.read(file("flags : sse sse"))).containsExactly("sse");
    }

    @Test
    void there_are_none_where_there_is_no_such_file_or_line() throws IOException {
        assertThat(CpuFlags.read(folder.resolve("absent"))).isEmpty();
        assertThat(CpuFlags.read(file("nothing of the kind"))).isEmpty();
        assertThat(CpuFlags.read(folder)).isEmpty();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("cpuinfo"), content);
    }
}
