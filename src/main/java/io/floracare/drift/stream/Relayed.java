package io.floracare.drift.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What goes from one stage to the next: how far the sender has got and, unless that is all, what it
 * has to say.
 *
 * @param from partition of the sender
 * @param time epoch milliseconds
 * @param body empty for progress alone
 */
@SuppressWarnings("ArrayRecordComponent") // passed on and never compared
record Relayed(int from, long time, byte[] body) {
    private static final int HEAD = Integer.BYTES + Long.BYTES;

    /** Key of what every partition of the next stage must hear. */
    private static final byte[] EVERYBODY = {0};

    static byte[] everybody() {
        return EVERYBODY.clone();
    }

    static boolean isForEverybody(byte[] key) {
        return Arrays.equals(key, EVERYBODY);
    }

    static Relayed progress(int from, long time) {
        return new Relayed(from, time, new byte[0]);
    }

    boolean isProgress() {
        return body.length == 0;
    }

    byte[] encode() {
        return ByteBuffer.allocate(HEAD + body.length).putInt(from).putLong(time).put(body).array();
    }

    static Relayed decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Relayed(
                buffer.getInt(), buffer.getLong(), Arrays.copyOfRange(bytes, HEAD, bytes.length));
    }
}
