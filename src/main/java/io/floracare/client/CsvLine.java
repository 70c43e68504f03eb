package io.floracare.client;

import java.util.ArrayList;
import java.util.List;

/**
 * A record of a CSV file.
 *
 * @param number of the line that it begins on, from 1
 * @param fields without their quotes
 */
record CsvLine(int number, List<String> fields) {
    CsvLine {
        fields = List.copyOf(fields);
    }

    /**
     * The records of a text as RFC 4180 has them; empty lines are passed over.
     *
     * @throws IllegalArgumentException if a quote is not closed, with its line
     */
    static List<CsvLine> parse(String text) {
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        List<CsvLine> lines = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        int line = 1;
        int begun = 1;
        boolean quoted = false;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < plain.length() && plain.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    field.append(c);
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
            } else if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c == '\n') {
                end(lines, fields, field, begun);
                begun = line + 1;
            } else if (c != '\r') {
                field.append(c);
            }
            line += c == '\n' ? 1 : 0;
        }
        if (quoted) {
            throw new IllegalArgumentException("line " + begun + ": a quote is not closed");
        }
        end(lines, fields, field, begun);
        return lines;
    }

    private static void end(
            List<CsvLine> lines, List<String> fields, StringBuilder field, int begun) {
        if (!fields.isEmpty() || !field.toString().isBlank()) {
            fields.add(field.toString());
            lines.add(new CsvLine(begun, fields));
        }
        fields.clear();
        field.setLength(0);
    }
}
