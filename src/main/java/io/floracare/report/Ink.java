package io.floracare.report;

import java.awt.Color;

/**
 * Colours by what they mean. Charts are drawn with stand-ins that become variables of the page's
 * style sheet, so that one chart suits light, dark and paper.
 */
enum Ink {
    TEXT("--text", new Color(1, 0, 0)),
    QUIET("--quiet", new Color(2, 0, 0)),
    GRID("--grid", new Color(3, 0, 0)),
    REFERENCE("--reference", new Color(4, 0, 0)),
    CURRENT("--current", new Color(5, 0, 0)),
    SECOND("--second", new Color(6, 0, 0)),
    THIRD("--third", new Color(7, 0, 0)),
    FOURTH("--fourth", new Color(8, 0, 0)),
    ALARM("--alarm", new Color(9, 0, 0));

    private final String variable;
    private final Color color;

    Ink(String variable, Color color) {
        this.variable = variable;
        this.color = color;
    }

    /** The stand-in. */
    Color color() {
        return color;
    }

    /** The stand-in, partly transparent. */
    Color color(int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    /** The variable in CSS. */
    String css() {
        return "var(" + variable + ")";
    }

    /** Puts the variables in place of the stand-ins. */
    static String styled(String svg) {
        String styled = svg;
        for (Ink ink : values()) {
            Color color = ink.color;
            styled =
                    styled.replace(
                            "rgb(%d,%d,%d)"
                                    .formatted(color.getRed(), color.getGreen(), color.getBlue()),
                            ink.css());
        }
        return styled;
    }
}
