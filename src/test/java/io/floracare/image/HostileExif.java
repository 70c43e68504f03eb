package io.floracare.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Puts EXIF metadata into a JPEG that a careless parser reads for ever or out of bounds. */
final class HostileExif {
    private static final int ORIENTATION = 274;
    private static final int[] LONGS = {0, 1, 8, 0x7fffffff, 0x80000000, -1, -8, 0xfffffff0};

    private HostileExif() {}

    static byte[] in(byte[] jpeg, SplittableRandom random) {
        byte[] exif = exif(random);
        ByteBuffer segment = ByteBuffer.allocate(exif.length + 10);
        segment.putShort((short) 0xffe1).putShort((short) (exif.length + 8));
        segment.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(exif);
        byte[] start = SampleImages.concat(Arrays.copyOf(jpeg, 2), segment.array());
        return SampleImages.concat(start, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] exif(SplittableRandom random) {
        int entries = random.nextInt(6);
        ByteBuffer tiff =
                ByteBuffer.allocate(14 + entries * 12 + random.nextInt(64))
                        .order(
                                random.nextBoolean()
                                        ? ByteOrder.BIG_ENDIAN
                                        : ByteOrder.LITTLE_ENDIAN);
        boolean big = tiff.order() == ByteOrder.BIG_ENDIAN;
        tiff.put((big ? "MM" : "II").getBytes(StandardCharsets.ISO_8859_1)).putShort((short) 42);
        // The directory's place: right, itself, or anywhere.
        tiff.putInt(random.nextBoolean() ? 8 : any(random));
        tiff.putShort((short) (random.nextBoolean() ? entries : random.nextInt(65_536)));
        for (int i = 0; i < entries; i++) {
            tiff.putShort((short) (random.nextBoolean() ? ORIENTATION : random.nextInt(65_536)));
            tiff.putShort((short) random.nextInt(14));
            tiff.putInt(any(random));
            tiff.putInt(any(random));
        }
        // The next directory is this one again.
        return tiff.putInt(8).array();
    }

    private static int any(SplittableRandom random) {
        int pick = random.nextInt(LONGS.length + 2);
        return pick < LONGS.length
                ? LONGS[pick]
                : random.nextInt(pick == LONGS.length ? 10 : 70_000);
    }
}
