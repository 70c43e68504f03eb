package io.floracare.image;

import io.floracare.image.ImageMutations.Mutant;
import io.floracare.message.ErrorCode;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads mutants as a stream thread does, with one reader, and keeps what was not permitted. */
final class MutationRun {
    private final List<String> surprises = new ArrayList<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private long heldBytes;

    void read(long from, long to) {
        FloatBuffer tensor = Specs.tensor(Specs.LEVELS);
        try (ImageReader reader = new ImageReader(ImageLimits.DEFAULT)) {
            new ImageMutations()
                    .range(from, to)
                    .forEach(mutant -> {
                        judge(mutant, reader.read(mutant.bytes(), Specs.LEVELS), tensor);
                        heldBytes = Math.max(heldBytes, reader.heldBytes());
                    });
        }
    }

    private void judge(Mutant mutant, ReadOutcome outcome, FloatBuffer tensor) {
        ErrorCode error =
                switch (outcome) {
                    case ReadOutcome.Refused refused -> refused.code();
                    case ReadOutcome.Read read -> {
                        read.picture().toTensor(Specs.LEVELS, tensor);
                        read.picture().features();
                        yield null;
                    }
                };
        outcomes.merge(mutant.mutation() + " " + name(error), 1, Integer::sum);
        if (!mutant.mutation().permits(error)) {
            surprises.add(mutant + ": " + outcome);
        }
    }

    private static String name(@Nullable ErrorCode error) {
        return error == null ? "READ" : error.name();
    }

    List<String> surprises() {
        return surprises;
    }

    /** How many mutants of a mutation had an outcome, such as "CUT TRUNCATED". */
    Map<String, Integer> outcomes() {
        return outcomes;
    }

    /** Most native memory that the reader held. */
    long heldBytes() {
        return heldBytes;
    }
}
