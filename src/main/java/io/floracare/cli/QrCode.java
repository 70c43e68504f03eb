package io.floracare.cli;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/**
 * A QR code (ISO/IEC 18004) in letters, two modules a letter, one above the other. The letters are
 * the light modules, in white on black whatever the terminal's colours: cameras want dark on light.
 *
 * @param modules dark ones are true, by row
 */
record QrCode(boolean[][] modules) {
    /** ISO/IEC 18004 asks for four; terminals have little room, and two are read. */
    private static final int QUIET = 2;

    private static final String WHITE_ON_BLACK = "\u001b[97;40m";
    private static final String RESET = "\u001b[0m";

    /** The code of a text. */
    static QrCode of(String text) {
        try {
            ByteMatrix matrix = Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
            boolean[][] modules = new boolean[matrix.getHeight()][matrix.getWidth()];
            for (int y = 0; y < matrix.getHeight(); y++) {
                for (int x = 0; x < matrix.getWidth(); x++) {
                    modules[y][x] = matrix.get(x, y) == 1;
                }
            }
            return new QrCode(modules);
        } catch (WriterException e) {
            throw new UserError("the link is too long for a QR code", e);
        }
    }

    /** Its lines for a terminal. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int y = -QUIET; y < modules.length + QUIET; y += 2) {
            StringBuilder line = new StringBuilder(WHITE_ON_BLACK);
            for (int x = -QUIET; x < modules.length + QUIET; x++) {
                boolean upper = !dark(x, y);
                boolean lower = !dark(x, y + 1) && y + 1 < modules.length + QUIET;
                line.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            lines.add(line.append(RESET).toString());
        }
        return lines;
    }

    private boolean dark(int x, int y) {
        return y >= 0 && y < modules.length && x >= 0 && x < modules.length && modules[y][x];
    }
}
