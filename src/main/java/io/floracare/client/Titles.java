package io.floracare.client;

import io.floracare.message.Result;
import java.util.Locale;

/** What a result says, in words. */
final class Titles {
    private Titles() {}

    /** {@code Apple scab}, {@code Late blight (tomato)}, {@code Healthy apple}. */
    static String of(Result result) {
        String crop = result.crop();
        String disease = result.disease();
        if (disease != null) {
            boolean named =
                    crop == null
                            || disease.toLowerCase(Locale.ROOT)
                                    .contains(crop.toLowerCase(Locale.ROOT));
            return capital(named ? disease : disease + " (" + crop + ")");
        }
        if (crop != null) {
            return "Healthy " + crop;
        }
        return result.label() == null ? "" : capital(result.label().replace('_', ' '));
    }

    private static String capital(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
