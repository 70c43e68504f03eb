package io.floracare.gateway.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that their owner alone may read and write. What an administrator makes in somebody's folder
 * becomes that user's: a key made by root must not lock the gateway out of its own files.
 */
public final class PrivateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);

    private PrivateFiles() {}

    /**
     * Opens a file, which is made for its owner alone if there is none.
     *
     * @param options as for {@link FileChannel#open}, with {@code CREATE}
     */
    public static FileChannel open(Path file, Set<? extends OpenOption> options)
            throws IOException {
        boolean fresh = !Files.exists(file);
        FileChannel channel = FileChannel.open(file, options, ownerAlone(file));
        if (fresh) {
            giveTo(file, parent(file));
        }
        return channel;
    }

    /** Makes an empty file with a name of its own beside another, to replace it. */
    public static Path beside(Path file) throws IOException {
        Path fresh = Files.createTempFile(parent(file), ".new", ".tmp", ownerAlone(file));
        giveTo(fresh, Files.exists(file) ? file : parent(file));
        return fresh;
    }

    /** Whether others than the owner may write. */
    public static boolean othersMayWrite(Path file) throws IOException {
        if (!isPosix(file)) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    /** The folder of a file. */
    public static Path parent(Path file) {
        @Nullable Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " is no file");
        }
        return parent;
    }

    private static void giveTo(Path file, Path model) {
        try {
            UserPrincipal owner = Files.getOwner(model);
            if (!owner.equals(Files.getOwner(file))) {
                Files.setOwner(file, owner);
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .log("The file cannot be given to its folder's owner");
        }
    }

    private static FileAttribute<?>[] ownerAlone(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
