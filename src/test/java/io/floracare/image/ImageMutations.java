package io.floracare.image;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Damaged images: a number gives the same one on every machine. Most have 1 to 25 kB, none more
 * than 100 kB.
 */
public final class ImageMutations {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final int HEADER_BYTES = 64;
    private static final ImageMutation[] MUTATIONS = ImageMutation.values();

    private final SampleImages samples = new SampleImages();

    /** A damaged image. */
    public static final class Mutant {
        private final long number;
        private final ImageMutation mutation;
        private final byte[] bytes;

        Mutant(long number, ImageMutation mutation, byte[] bytes) {
            this.number = number;
            this.mutation = mutation;
            this.bytes = bytes;
        }

        /** Which one. */
        public long number() {
            return number;
        }

        /** How it was made, and so what may become of it. */
        public ImageMutation mutation() {
            return mutation;
        }

        /** The file, a copy. */
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public String toString() {
            return "mutant " + number + " (" + mutation + ", " + bytes.length + " bytes)";
        }
    }

    /** The mutants with these numbers, in order; mutations take turns. */
    public Stream<Mutant> range(long from, long to) {
        LongFunction<Mutant> make = this::mutant;
        return LongStream.range(from, to).mapToObj(make);
    }

    /** How the mutant with this number is made. */
    public static ImageMutation mutation(long number) {
        return MUTATIONS[(int) Math.floorMod(number, (long) MUTATIONS.length)];
    }

    /** The mutant with this number. */
    public Mutant mutant(long number) {
        ImageMutation mutation = mutation(number);
        return new Mutant(number, mutation, make(mutation, random(number)));
    }

    private static SplittableRandom random(long number) {
        return new SplittableRandom(number * GOLDEN_GAMMA);
    }

    private byte[] make(ImageMutation mutation, SplittableRandom random) {
        return switch (mutation) {
            case NOTHING -> new byte[0];
            case BITS_OF_HEADER -> {
                byte[] image = samples.any(random);
                yield flip(image, 0, HEADER_BYTES, 1 + random.nextInt(8), random);
            }
            case BITS_OF_BODY -> {
                byte[] image = samples.any(random);
                yield flip(image, HEADER_BYTES, image.length, 1 + random.nextInt(40), random);
            }
            case CUT -> {
                byte[] image = samples.any(random);
                yield Arrays.copyOf(image, 1 + random.nextInt(image.length - 1));
            }
            case ZEROS -> zeros(samples.any(random), random);
            case OTHER_FILE -> OtherFiles.any(random);
            case BOMB_OF_SIZE -> Bombs.ofSize(random);
            case BOMB_OF_RATIO -> Bombs.ofRatio(random);
            case TINY -> samples.drawn(random, 1 + random.nextInt(15), 16);
            case HOSTILE_EXIF -> HostileExif.in(samples.jpeg(random), random);
            case RANDOM -> random(random, 1 + random.nextInt(4096));
            case RANDOM_BODY -> {
                byte[] start = Arrays.copyOf(samples.any(random), 18 + random.nextInt(30));
                yield SampleImages.concat(start, random(random, random.nextInt(8192)));
            }
            case APPENDED -> {
                byte[] garbage = random(random, 1 + random.nextInt(8192));
                yield SampleImages.concat(samples.any(random), garbage);
            }
            case POLYGLOT -> polyglot(random);
        };
    }

    private static byte[] flip(byte[] image, int from, int to, int bits, SplittableRandom random) {
        int end = Math.min(to, image.length);
        for (int i = 0; i < bits; i++) {
            image[random.nextInt(Math.min(from, end - 1), end)] ^= (byte) (1 << random.nextInt(8));
        }
        return image;
    }

    private static byte[] zeros(byte[] image, SplittableRandom random) {
        int from = random.nextInt(8) == 0 ? 0 : random.nextInt(image.length);
        int to = Math.min(image.length, from + 1 + random.nextInt(image.length));
        Arrays.fill(image, from, to, (byte) 0);
        return image;
    }

    private static byte[] random(SplittableRandom random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] polyglot(SplittableRandom random) {
        byte[] image = samples.any(random);
        byte[] other = OtherFiles.any(random);
        return random.nextBoolean()
                ? SampleImages.concat(image, other)
                : SampleImages.concat(other, image);
    }
}
