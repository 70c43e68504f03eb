package io.floracare.model;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Implements {@link ModelAddress#parse}. */
final class AddressParser {
    private static final Pattern FOLDER_END = Pattern.compile("(/manifest\\.json|/+)$");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int MAX_LENGTH = 1024;

    private AddressParser() {}

    static ModelAddress parse(String key, @Nullable String labelsKey) throws RefusedException {
        String plain = plain(key);
        String lower = plain.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".pt") || lower.endsWith(".pth")) {
            return new ModelAddress.Bare(plain, labelsKey == null ? null : plain(labelsKey));
        }
        if (lower.endsWith(".pkl") || lower.endsWith(".pickle")) {
            throw new RefusedException(
                    plain + " is named as a pickle. " + TorchScript.HOW_TO_EXPORT);
        }
        String folder = FOLDER_END.matcher(plain).replaceFirst("");
        String[] parts = folder.split("/", -1);
        int last = parts.length - 1;
        if (last < 1
                || !PackageId.isPart(parts[last])
                || !PackageId.isPart(parts[last - 1])
                || folder.equals(ModelAddress.ROOT + parts[last])) {
            throw new RefusedException(
                    "The model key \"%s\" names neither a package (models/NAME/VERSION/) nor a TorchScript file (.pt, .pth)"
                            .formatted(plain));
        }
        var id = new PackageId(parts[last - 1], parts[last]);
        return last == 1
                ? ModelAddress.Packaged.of(id)
                : new ModelAddress.Packaged(folder + "/", id);
    }

    private static String plain(String key) throws RefusedException {
        String plain = key.strip();
        while (plain.startsWith("/")) {
            plain = plain.substring(1);
        }
        if (plain.isEmpty() || plain.length() > MAX_LENGTH || CONTROL.matcher(plain).find()) {
            throw new RefusedException(
                    "A model key must have 1 to %d characters and no control characters"
                            .formatted(MAX_LENGTH));
        }
        return plain;
    }
}
