package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QrCodeTest {
    private static final int CELL = 8;
    private static final String LINK =
            "https://leaves.example.org/invite#fci_cd63f92c_YsWIKgwPmTpJ1iJXECRy03aWkIi3vdABJv6HuWcqQmI";

    /** The lines drawn as a terminal draws them, then read as a camera reads them. */
    @Test
    void what_is_printed_can_be_scanned() throws ReaderException {
        List<String> lines =
                QrCode.of(LINK).lines().stream()
                        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                        .toList();
        int columns = lines.getFirst().length();
        int width = columns * CELL;
        int height = lines.size() * 2 * CELL;
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                char letter = lines.get(y / CELL / 2).charAt(x / CELL);
                boolean upper = y / CELL % 2 == 0;
                boolean light = letter == '█' || letter == (upper ? '▀' : '▄');
                pixels[y * width + x] = light ? 0xffffff : 0;
            }
        }

        assertThat(read(width, height, pixels)).isEqualTo(LINK);
    }

    @Test
    void it_fits_on_a_small_terminal() {
        assertThat(QrCode.of(LINK).width()).isLessThanOrEqualTo(60);
    }

    private static String read(int width, int height, int[] pixels)
            throws ReaderException, NotFoundException {
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(
                                new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                .getText();
    }
}
