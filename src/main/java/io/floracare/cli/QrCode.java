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
 */
final class QrCode {
    /** ISO/IEC 18004 asks for four; terminals have little room, and two are read. */
    private static final int QUIET = 2;

    private static final String WHITE_ON_BLACK = "\u001b[97;40m";
    private static final String RESET = "\u001b[0m";

    private final ByteMatrix modules;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
    }

    /** The code of a text. */
    static QrCode of(String text) {
        try {
            return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix());
        } catch (WriterException e) {
            throw new UserError("the link is too long for a QR code", e);
        }
    }

    /** Columns of its lines; half as many lines. */
    int width() {
        return modules.getWidth() + 2 * QUIET;
    }

    /** Its lines for a terminal. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        int end = modules.getHeight() + QUIET;
        for (int y = -QUIET; y < end; y += 2) {
            StringBuilder line = new StringBuilder(WHITE_ON_BLACK);
            for (int x = -QUIET; x < end; x++) {
                boolean upper = !dark(x, y);
                boolean lower = !dark(x, y + 1) && y + 1 < end;
                line.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            lines.add(line.append(RESET).toString());
        }
        return lines;
    }

    private boolean dark(int x, int y) {
        return y >= 0
                && y < modules.getHeight()
                && x >= 0
                && x < modules.getWidth()
                && modules.get(x, y) == 1;
    }
}
