package io.floracare.model;

import io.floracare.model.ModelCatalogue.Pushed;
import io.floracare.model.ModelCatalogue.Pushed.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a verified package into a store. The manifest goes last and only if none is there, so that
 * nobody sees half a package and of two pushes at once one wins whole. An interrupted push is
 * finished by pushing again.
 */
final class PackagePush {
    private static final int SHOWN_DIGITS = 12;
    private final ObjectStore objects;
    private final ModelStore store;
    private final ModelPackage local;
    private final ModelAddress.Packaged address;
    private final boolean force;

    PackagePush(ObjectStore objects, ModelStore store, ModelPackage local, boolean force) {
        this.objects = objects;
        this.store = store;
        this.local = local;
        this.address = ModelAddress.Packaged.of(local.id());
        this.force = force;
    }

    Pushed run(ModelCatalogue.Progress progress)
            throws RefusedException, UnavailableException, IOException {
        Optional<String> there = digestThere();
        if (there.isPresent() && !force) {
            return already(there.get());
        }
        clear(there.isPresent());
        for (Map.Entry<String, PackageFile> file : local.manifest().files().entrySet()) {
            progress.uploading(file.getKey(), file.getValue().bytes());
            upload(file.getKey(), file.getValue());
        }
        Path manifest = local.directory().resolve(Manifest.FILE);
        var content = new PackageFile(Files.size(manifest), local.manifestSha256());
        progress.uploading(Manifest.FILE, content.bytes());
        if (!objects.upload(key(Manifest.FILE), manifest, content, false)) {
            return already(digestThere().orElse("removed again"));
        }
        return pushed(there.isPresent() ? State.REPLACED : State.PUSHED);
    }

    private Optional<String> digestThere() throws RefusedException, UnavailableException {
        return store.manifest(address).map(Sha256::of);
    }

    private Pushed already(String digest) throws RefusedException {
        if (digest.equals(local.manifestSha256())) {
            return pushed(State.ALREADY_THERE);
        }
        throw new RefusedException(
                "%s holds another package already, with manifest SHA-256 %s…: give yours a new version, or replace it with --force"
                        .formatted(
                                store.uri(address),
                                digest.substring(0, Math.min(SHOWN_DIGITS, digest.length()))));
    }

    private Pushed pushed(State state) {
        Manifest manifest = local.manifest();
        return new Pushed(
                local.id(),
                store.uri(address),
                local.manifestSha256(),
                manifest.files().size(),
                manifest.bytes(),
                state);
    }

    /** Removes what is not the package's, the manifest first: from then on nobody fetches it. */
    private void clear(boolean manifestThere) throws RefusedException, UnavailableException {
        Set<String> unlisted = store.unlisted(address, local.manifest().files().keySet());
        if (!unlisted.isEmpty() && !force) {
            throw new RefusedException(
                    "%s holds files that are not the package's, such as %s, maybe of an interrupted push: remove them, or replace all with --force"
                            .formatted(
                                    store.uri(address), objects.uri(unlisted.iterator().next())));
        }
        if (manifestThere) {
            objects.delete(key(Manifest.FILE));
        }
        for (String key : unlisted) {
            objects.delete(key);
        }
    }

    private void upload(String path, PackageFile content)
            throws RefusedException, UnavailableException, IOException {
        Path file = local.directory().resolve(path);
        if (objects.upload(key(path), file, content, force)) {
            return;
        }
        Path copy = Files.createTempFile("floracare-push-", ".tmp");
        try {
            Optional<PackageFile> there = objects.download(key(path), copy, content.bytes());
            if (there.isPresent() && there.get().equals(content)) {
                return;
            }
        } finally {
            Files.delete(copy);
        }
        throw new RefusedException(
                "%s is another file than yours, maybe of an interrupted push: replace all with --force"
                        .formatted(objects.uri(key(path))));
    }

    private String key(String path) {
        return address.prefix() + path;
    }
}
