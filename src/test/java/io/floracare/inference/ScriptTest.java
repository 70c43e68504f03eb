package io.floracare.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {
    @TempDir Path folder;

    @Test
    void answers_the_same_for_the_same_picture() {
        Session session = session("");

        assertThat(session.logits(TestTensors.ofColour(10, 20, 30)))
                .isEqualTo(session.logits(TestTensors.ofColour(10, 20, 30)));
    }

    @Test
    void throws_on_the_marked_colour_only() {
        Session session = session("colour:ff00ff=throw");

        assertThat(session.logits(TestTensors.ofColour(0, 255, 0))).contains(5);
        assertThatThrownBy(() -> session.logits(TestTensors.ofColour(250, 4, 251)))
                .isInstanceOf(InferenceException.class);
    }

    @Test
    void gives_nan_on_the_call_it_names() {
        Session session = session("call:2=nan");

        assertThat(session.logits(TestTensors.ofColour(1, 1, 1))).doesNotContain(Float.NaN);
        assertThat(session.logits(TestTensors.ofColour(1, 1, 1))).containsOnly(Float.NaN);
        assertThat(session.logits(TestTensors.ofColour(1, 1, 1))).doesNotContain(Float.NaN);
    }

    @Test
    void throws_while_a_file_exists() throws IOException {
        Path broken = folder.resolve("broken");
        Session session = session("file:" + broken + "=throw");

        session.logits(TestTensors.ofColour(1, 1, 1));
        Files.createFile(broken);
        assertThatThrownBy(() -> session.logits(TestTensors.ofColour(1, 1, 1)))
                .isInstanceOf(InferenceException.class);
        Files.delete(broken);
        assertThat(session.logits(TestTensors.ofColour(1, 1, 1))).hasSize(TestPackages.CLASSES);
    }

    @Test
    void hangs_until_interrupted() {
        Session session = session("always=hang");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> session.logits(TestTensors.ofColour(1, 1, 1)))
                .isInstanceOf(InferenceException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static Session session(String script) {
        return TestPackages.scripted("1", Script.parse(script)).openSession();
    }
}
