package io.floracare.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Tells TorchScript from the other things that are called {@code .pt}. A TorchScript file is a zip
 * with {@code code/} or {@code constants.pkl} beside {@code data.pkl}; {@code torch.save} writes a
 * zip without them, and before PyTorch 1.6 a bare pickle.
 */
final class TorchScript {
    static final String HOW_TO_EXPORT =
            "A state dict or pickled module holds no network that can be run without its Python code;"
                    + " export TorchScript instead: torch.jit.trace(model.eval(), torch.zeros(1, 3,"
                    + " 224, 224)).save(\"model.pt\")";

    private static final int PICKLE_PROTOCOL = 0x80;

    private TorchScript() {}

    /**
     * Refuses a file that is not TorchScript.
     *
     * @param name what the sentence calls it
     */
    static void check(String name, Path file) throws RefusedException, IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(512);
        }
        if (startsWith(head, "PK\003\004")) {
            checkZip(name, file);
        } else if (head.length > 1
                && (head[0] & 0xff) == PICKLE_PROTOCOL
                && head[1] >= 2
                && head[1] <= 5) {
            throw new RefusedException(name + " is a pickle. " + HOW_TO_EXPORT);
        } else {
            throw new RefusedException(
                    "%s is not a TorchScript file%s".formatted(name, looksLike(head)));
        }
    }

    private static void checkZip(String name, Path file) throws RefusedException, IOException {
        boolean pickle = false;
        try (var zip = new ZipFile(file.toFile())) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                String entry = entries.nextElement().getName();
                String inside = entry.substring(entry.indexOf('/') + 1);
                if (inside.startsWith("code/") || inside.equals("constants.pkl")) {
                    return;
                }
                pickle |= inside.equals("data.pkl");
            }
        } catch (ZipException | EOFException e) {
            throw new RefusedException(
                    "%s is a damaged or shortened zip file: %s"
                            .formatted(
                                    name,
                                    e.getMessage() == null ? "it ends early" : e.getMessage()));
        }
        if (pickle) {
            throw new RefusedException(
                    name + " is a state dict or module saved by torch.save. " + HOW_TO_EXPORT);
        }
        throw new RefusedException(name + " is a zip file, but not a TorchScript one");
    }

    private static String looksLike(byte[] head) {
        if (head.length == 0) {
            return ": it is empty";
        }
        if (startsWith(head, "\u0089HDF")) {
            return ": it is HDF5, as Keras writes";
        }
        if (startsWith(head, "<")) {
            return ": it begins like a web page";
        }
        if (startsWith(head, "version https://git-lfs")) {
            return ": it is a Git LFS pointer, not the file itself";
        }
        return "";
    }

    private static boolean startsWith(byte[] head, String start) {
        byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= bytes.length
                && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
    }
}
