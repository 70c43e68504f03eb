package io.floracare.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text whose columns are as wide as their widest cell. */
final class Columns {
    private static final String GAP = "  ";

    private Columns() {}

    /**
     * Aligns.
     *
     * @param rows each of equally many cells
     * @return a line each
     */
    static List<String> align(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i))
                        .repeat(" ", width(rows, i) - row.get(i).length())
                        .append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
