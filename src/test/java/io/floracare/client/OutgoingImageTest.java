package io.floracare.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class OutgoingImageTest {
    @Test
    void subject_is_a_path_with_slashes() {
        assertThat(OutgoingImage.subject("apple\\scab\\1.jpg")).isEqualTo("apple/scab/1.jpg");
    }

    @Test
    void subject_shows_control_characters_as_escapes() {
        assertThat(OutgoingImage.subject("a\nb\u001b.jpg")).isEqualTo("a%0Ab%1B.jpg");
    }

    @Test
    void end_of_a_long_subject_is_kept() {
        String subject = OutgoingImage.subject("ä".repeat(2000) + "/leaf.jpg");

        assertThat(subject).endsWith("ä/leaf.jpg");
        assertThat(subject.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1024).hasSizeGreaterThan(1020);
    }

    @Property(tries = 300)
    void any_path_gives_a_subject_that_the_classifier_takes_over(@ForAll String path) {
        String subject = OutgoingImage.subject(path);

        assertThat(subject.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1024);
        assertThat(subject.chars()).noneMatch(Character::isISOControl);
    }
}
