package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BareLabelsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"a\", \"b\", \"c\"]",
                "[{\"name\": \"a\"}, {\"name\": \"b\", \"x\": 1}, {\"name\": \"c\"}]",
                "{\"0\": \"a\", \"2\": \"c\", \"1\": \"b\"}",
                "{\"c\": 2, \"a\": 0, \"b\": 1}"
            })
    void json_of_every_usual_form_is_read(String json) throws Exception {
        assertThat(names("labels.json", json)).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\nc", "a\r\nb\r\nc\r\n", "\uFEFFa\n b \nc\n\n"})
    void text_of_one_name_a_line_is_read(String text) throws Exception {
        assertThat(names("dir/labels.txt", text)).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.json | [\"a\", \"a\"] | label 1 is \"a\" once more",
                "x.json | [\"a\", \" \"] | label 1 is blank",
                "x.json | [\"a\"] | x.json has 1 labels; 2 to 10000 are needed",
                "x.json | [\"a\", 5] | must be a list of names",
                "x.json | {\"a\": 0, \"b\": 2} | must be a list of names",
                "x.json | {\"a\": 0, \"b\": 0} | must be a list of names",
                "x.json | \"a\" | must be a list of names",
                "x.json | [ | not valid JSON",
            })
    void labels_that_are_none_are_refused(String key, String text, String sentence) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> names(key, text))
                .withMessageContaining(sentence);
    }

    @Test
    void text_that_is_not_utf8_is_refused() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(
                        () -> BareLabels.read("labels.txt", new byte[] {'a', '\n', (byte) 0xff}))
                .withMessageContaining("labels.txt is not UTF-8 text");
    }

    @Test
    void blank_line_between_names_is_refused() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> names("labels.txt", "a\n\nb"))
                .withMessageContaining("label 1 is blank");
    }

    @Test
    void names_of_plant_village_say_what_they_mean() throws Exception {
        List<Label> labels =
                read(
                        "labels.txt",
                        "Tomato___Late_blight\nTomato___healthy\nBackground_without_leaves\nrose");

        assertThat(labels.get(0))
                .extracting(Label::crop, Label::disease, Label::healthy, Label::background)
                .containsExactly("tomato", "late blight", false, false);
        assertThat(labels.get(1))
                .extracting(Label::crop, Label::disease, Label::healthy, Label::background)
                .containsExactly("tomato", null, true, false);
        assertThat(labels.get(2))
                .extracting(Label::crop, Label::disease, Label::healthy, Label::background)
                .containsExactly(null, null, false, true);
        assertThat(labels.get(3))
                .extracting(Label::crop, Label::disease, Label::healthy, Label::background)
                .containsExactly(null, null, false, false);
    }

    private static List<String> names(String key, String text) throws RefusedException {
        return read(key, text).stream().map(Label::name).toList();
    }

    private static List<Label> read(String key, String text) throws RefusedException {
        return BareLabels.read(key, text.getBytes(StandardCharsets.UTF_8));
    }
}
