package io.floracare.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceChoiceTest {
    @Test
    void reads_every_form() {
        assertThat(DeviceChoice.parse("auto")).isEqualTo(new DeviceChoice.Auto());
        assertThat(DeviceChoice.parse("cpu")).isEqualTo(new DeviceChoice.Cpu());
        assertThat(DeviceChoice.parse("gpu")).isEqualTo(new DeviceChoice.Gpu(0));
        assertThat(DeviceChoice.parse("gpu:3")).isEqualTo(new DeviceChoice.Gpu(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CPU", "gpu:", "gpu:-1", "gpu:9999", "cuda"})
    void says_what_is_accepted(String text) {
        assertThatThrownBy(() -> DeviceChoice.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no device; use auto, cpu, gpu or gpu:N");
    }
}
