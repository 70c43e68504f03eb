package io.floracare.image;

/** A heap array that is kept from image to image, unless a huge image made it huge. */
final class Scratch {
    private static final int KEPT_BYTES = 4 << 20;

    private byte[] bytes = new byte[0];

    /** At least this many bytes of any content. */
    byte[] atLeast(int size) {
        if (bytes.length < size || (bytes.length > KEPT_BYTES && size <= KEPT_BYTES)) {
            bytes = new byte[size];
        }
        return bytes;
    }
}
