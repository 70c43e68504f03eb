package io.floracare.drawing;

import java.awt.Color;

/** A colour, each channel in [0, 255]. */
record Rgb(float red, float green, float blue) {

    Rgb mix(Rgb other, double share) {
        float s = (float) Math.clamp(share, 0, 1);
        return new Rgb(
                red + (other.red - red) * s,
                green + (other.green - green) * s,
                blue + (other.blue - blue) * s);
    }

    Rgb times(double factor) {
        return new Rgb(
                (float) Math.min(255, red * factor),
                (float) Math.min(255, green * factor),
                (float) Math.min(255, blue * factor));
    }

    /**
     * @param opacity in [0, 1]
     */
    Color color(double opacity) {
        return new Color(
                Math.round(red),
                Math.round(green),
                Math.round(blue),
                (int) Math.round(Math.clamp(opacity, 0, 1) * 255));
    }
}
