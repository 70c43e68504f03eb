package io.floracare.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which paths a package may hold: relative, normalised, of plain characters, so that a path means
 * the same file in a store, on any disk and in a log.
 */
final class PackagePaths {
    private static final int MAX_LENGTH = 200;
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    private PackagePaths() {}

    /** Refuses a path that is not allowed. */
    static void check(String file, String path) throws RefusedException {
        boolean plain = path.length() <= MAX_LENGTH && !path.isEmpty();
        for (String segment : path.split("/", -1)) {
            plain &= SEGMENT.matcher(segment).matches();
        }
        if (!plain) {
            throw new RefusedException(
                    "%s: files lists \"%s\"; a path must be relative, of at most %d characters, its parts of letters, digits and ._- and not beginning with a dot or dash"
                            .formatted(file, shown(path), MAX_LENGTH));
        }
        if (path.toLowerCase(Locale.ROOT).equals(Manifest.FILE)) {
            throw new RefusedException(
                    file + ": files lists " + path + " itself; a manifest cannot state its digest");
        }
    }

    /** Refuses paths that are one on some disks, or of which one would be the other's folder. */
    static void checkTogether(String file, Set<String> paths) throws RefusedException {
        Map<String, String> folded = new HashMap<>();
        for (String path : paths) {
            String other = folded.put(path.toLowerCase(Locale.ROOT), path);
            if (other != null) {
                throw new RefusedException(
                        "%s: files lists %s and %s, which differ in case only"
                                .formatted(file, other, path));
            }
        }
        for (String path : paths) {
            int slash = path.indexOf('/');
            while (slash >= 0) {
                String folder = path.substring(0, slash).toLowerCase(Locale.ROOT);
                if (folded.containsKey(folder)) {
                    throw new RefusedException(
                            "%s: files lists %s as a file and as a folder"
                                    .formatted(file, folded.get(folder)));
                }
                slash = path.indexOf('/', slash + 1);
            }
        }
    }

    private static String shown(String path) {
        String text = path.replaceAll("\\p{Cntrl}", "?");
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
