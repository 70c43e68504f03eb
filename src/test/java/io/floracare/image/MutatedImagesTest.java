package io.floracare.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.image.ImageMutations.Mutant;
import io.floracare.message.ErrorCode;
import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MutatedImagesTest {
    private static final int MUTANTS = 2_100;

    @Test
    void every_mutant_has_an_outcome_that_its_mutation_permits() {
        MutationRun run = new MutationRun();

        run.read(0, MUTANTS);

        assertThat(run.surprises()).isEmpty();
    }

    @Test
    void an_earlier_image_never_shows_in_a_damaged_one() {
        ImageMutations mutations = new ImageMutations();
        FloatBuffer clean = Specs.tensor(Specs.LEVELS);
        FloatBuffer used = Specs.tensor(Specs.LEVELS);
        byte[] other = SampleImages.resource("baseline.jpg");
        try (ImageReader reused = new ImageReader(ImageLimits.DEFAULT)) {
            mutations
                    .range(100_000, 100_300)
                    .forEach(mutant -> {
                        reused.read(other, Specs.LEVELS);
                        try (ImageReader fresh = new ImageReader(ImageLimits.DEFAULT)) {
                            assertThat(outcome(reused, mutant, used))
                                    .isEqualTo(outcome(fresh, mutant, clean));
                        }
                        assertThat(used).as(mutant.toString()).isEqualTo(clean);
                    });
        }
    }

    private static @Nullable ErrorCode outcome(
            ImageReader reader, Mutant mutant, FloatBuffer tensor) {
        return switch (reader.read(mutant.bytes(), Specs.LEVELS)) {
            case ReadOutcome.Refused refused -> refused.code();
            case ReadOutcome.Read read -> {
                read.picture().toTensor(Specs.LEVELS, tensor);
                yield null;
            }
        };
    }

    @Test
    void a_number_always_gives_the_same_mutant() {
        byte[] once = new ImageMutations().mutant(4_711).bytes();
        byte[] again = new ImageMutations().mutant(4_711).bytes();

        assertThat(again).isEqualTo(once);
    }

    @Test
    void mutations_reach_every_refusal_of_content() {
        Map<ImageMutation, Set<ErrorCode>> seen = new EnumMap<>(ImageMutation.class);
        try (ImageReader reader = new ImageReader(ImageLimits.DEFAULT)) {
            new ImageMutations()
                    .range(0, 700)
                    .forEach(mutant -> {
                        if (reader.read(mutant.bytes(), Specs.LEVELS)
                                instanceof ReadOutcome.Refused refused) {
                            seen.computeIfAbsent(
                                            mutant.mutation(),
                                            key -> EnumSet.noneOf(ErrorCode.class))
                                    .add(refused.code());
                        }
                    });
        }
        Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
        seen.values().forEach(codes::addAll);
        assertThat(codes)
                .contains(
                        ErrorCode.EMPTY,
                        ErrorCode.NOT_AN_IMAGE,
                        ErrorCode.UNSUPPORTED_FORMAT,
                        ErrorCode.TRUNCATED,
                        ErrorCode.CORRUPT,
                        ErrorCode.TOO_MANY_PIXELS,
                        ErrorCode.TOO_SMALL);
    }
}
