package io.floracare.image;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A 64-bit difference hash: the picture averaged to 9×8 cells, one bit for each pair of neighbours
 * in a row, set when the left one is darker; the top left pair is the highest bit.
 */
final class DifferenceHash {
    private static final int COLUMNS = 9;
    private static final int ROWS = 8;

    private final long[] cells = new long[COLUMNS * ROWS];
    private int width;
    private int height;

    void start(int pictureWidth, int pictureHeight) {
        width = pictureWidth;
        height = pictureHeight;
        Arrays.fill(cells, 0);
    }

    void add(int y, int[] grey) {
        int cell = (int) ((long) y * ROWS / height) * COLUMNS;
        for (int column = 0; column < COLUMNS; column++) {
            int sum = 0;
            for (int x = edge(column); x < edge(column + 1); x++) {
                sum += grey[x];
            }
            cells[cell + column] += sum;
        }
    }

    String hex() {
        long hash = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS - 1; column++) {
                int cell = row * COLUMNS + column;
                // Cells differ in width by a pixel, so means are compared, without dividing.
                long left = cells[cell] * (edge(column + 2) - edge(column + 1));
                long right = cells[cell + 1] * (edge(column + 1) - edge(column));
                hash = hash << 1 | (left < right ? 1 : 0);
            }
        }
        return HexFormat.of().toHexDigits(hash);
    }

    private int edge(int column) {
        return (int) ((long) column * width / COLUMNS);
    }
}
