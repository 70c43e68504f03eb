package io.floracare.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Packages in an {@link ObjectStore}: what is there, and fetching one into a folder. What it leaves
 * in a folder still has to be verified by {@link PackageReader}.
 */
public final class ModelStore {
    private static final int MAX_OBJECTS = 100_000;
    private static final int MAX_PACKAGE_OBJECTS = 5_000;
    private static final long MAX_BARE_BYTES = 4L << 30;

    private final ObjectStore objects;
    private final ManifestReader manifests = new ManifestReader();

    public ModelStore(ObjectStore objects) {
        this.objects = objects;
    }

    /** How people write what an address names, such as {@code s3://bucket/models/leaf/1/}. */
    public String uri(ModelAddress address) {
        return objects.uri(address.key());
    }

    /** Every package under {@value ModelAddress#ROOT} that has a manifest, in order of name. */
    public List<PackageId> list() throws RefusedException, UnavailableException {
        var ids = new ArrayList<PackageId>();
        for (StoredObject object : objects.list(ModelAddress.ROOT, MAX_OBJECTS)) {
            String[] parts = object.key().substring(ModelAddress.ROOT.length()).split("/", -1);
            if (parts.length == 3
                    && parts[2].equals(Manifest.FILE)
                    && PackageId.isPart(parts[0])
                    && PackageId.isPart(parts[1])) {
                ids.add(new PackageId(parts[0], parts[1]));
            }
        }
        return ids;
    }

    /** The bytes of a package's manifest; empty if there is no such package. */
    public Optional<byte[]> manifest(ModelAddress.Packaged address)
            throws RefusedException, UnavailableException {
        return objects.read(address.prefix() + Manifest.FILE, ManifestReader.MAX_BYTES);
    }

    /**
     * Parses a manifest that came from an address.
     *
     * @throws RefusedException also if it is another package's
     */
    public Manifest parse(ModelAddress.Packaged address, byte[] manifestJson)
            throws RefusedException {
        Manifest manifest = manifests.read(manifestJson);
        if (!new PackageId(manifest.name(), manifest.version()).equals(address.id())) {
            throw new RefusedException(
                    "manifest.json is that of %s/%s, not of %s"
                            .formatted(manifest.name(), manifest.version(), address.id()));
        }
        return manifest;
    }

    /** Fetches a package's files; those that the folder already has are not fetched again. */
    void fetch(ModelAddress.Packaged address, byte[] manifestJson, Path directory)
            throws RefusedException, UnavailableException, IOException {
        Manifest manifest = parse(address, manifestJson);
        checkNothingElse(address, manifest);
        for (Map.Entry<String, PackageFile> file : manifest.files().entrySet()) {
            Path target = directory.resolve(file.getKey());
            if (!isAlready(target, file.getValue())) {
                Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(directory));
                fetch(address.prefix() + file.getKey(), file.getKey(), target, file.getValue());
            }
        }
        Files.write(directory.resolve(Manifest.FILE), manifestJson);
    }

    private void fetch(String key, String path, Path target, PackageFile stated)
            throws RefusedException, UnavailableException {
        PackageFile got =
                objects.download(key, target, stated.bytes())
                        .orElseThrow(() ->
                                new RefusedException(
                                        objects.uri(key)
                                                + " is listed in the manifest but is not there"));
        if (got.bytes() != stated.bytes()) {
            throw new RefusedException(
                    "%s has %,d bytes; the manifest says %,d"
                            .formatted(objects.uri(key), got.bytes(), stated.bytes()));
        }
        PackageReader.checkDigest(path, got.sha256(), stated);
    }

    private void checkNothingElse(ModelAddress.Packaged address, Manifest manifest)
            throws RefusedException, UnavailableException {
        for (String key : unlisted(address, manifest.files().keySet())) {
            throw new RefusedException(
                    "it holds a file that the manifest does not list: " + objects.uri(key));
        }
    }

    /** Keys under a package's prefix that are neither its manifest nor one of these paths. */
    Set<String> unlisted(ModelAddress.Packaged address, Set<String> paths)
            throws RefusedException, UnavailableException {
        var unlisted = new TreeSet<String>();
        for (StoredObject object : objects.list(address.prefix(), MAX_PACKAGE_OBJECTS)) {
            String path = object.key().substring(address.prefix().length());
            // Consoles make an empty object for a folder.
            boolean folder = object.bytes() == 0 && (path.isEmpty() || path.endsWith("/"));
            if (!folder && !path.equals(Manifest.FILE) && !paths.contains(path)) {
                unlisted.add(object.key());
            }
        }
        return unlisted;
    }

    private static boolean isAlready(Path file, PackageFile stated) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) == stated.bytes()
                && Sha256.of(file).equals(stated.sha256());
    }

    /** A bare model and its labels, as the store has them now. */
    record BareObjects(StoredObject model, StoredObject labels) {
        /** Changes whenever either does. */
        String tag() {
            return model.tag() + " " + labels.key() + " " + labels.tag();
        }
    }

    /** Finds a bare model and its labels. */
    BareObjects find(ModelAddress.Bare address) throws RefusedException, UnavailableException {
        StoredObject model =
                objects.find(address.key())
                        .orElseThrow(() ->
                                new RefusedException("There is no " + objects.uri(address.key())));
        String labelsKey = address.labelsKey();
        List<String> candidates =
                labelsKey == null ? BareLabels.candidates(address.key()) : List.of(labelsKey);
        for (String candidate : candidates) {
            Optional<StoredObject> labels = objects.find(candidate);
            if (labels.isPresent()) {
                return new BareObjects(model, labels.get());
            }
        }
        throw new RefusedException(
                "%s has no labels: there is no %s. Put one there, or name one with MODEL_LABELS_KEY"
                        .formatted(objects.uri(address.key()), String.join(", ", candidates)));
    }

    /** Fetches a bare model and makes a package of it. */
    void fetch(BareObjects bare, Path directory)
            throws RefusedException, UnavailableException, IOException {
        String key = bare.model().key();
        byte[] labelsJson =
                objects.read(bare.labels().key(), LabelsReader.MAX_BYTES)
                        .orElseThrow(() -> gone(bare.labels().key()));
        List<Label> labels = BareLabels.read(bare.labels().key(), labelsJson);
        Path file = directory.resolve(BarePackage.MODEL);
        PackageFile model =
                objects.download(key, file, MAX_BARE_BYTES).orElseThrow(() -> gone(key));
        TorchScript.check(objects.uri(key), file);
        BarePackage.write(directory, model, key, labels);
    }

    private RefusedException gone(String key) {
        return new RefusedException(objects.uri(key) + " was removed a moment ago");
    }
}
