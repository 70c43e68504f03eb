package io.floracare.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Makes a package of a TorchScript file and its labels: preprocessing as torchvision's ImageNet
 * models have it, no temperature, never uncertain, no self-test. The manifest depends on the bytes
 * of the two files and the model's key alone, so that the same model has the same digest anywhere.
 */
final class BarePackage {
    static final String MODEL = "model.pt";
    private static final int VERSION_DIGITS = 12;
    private static final int MAX_NAME = 64;

    private BarePackage() {}

    /**
     * Writes the labels and the manifest beside the model.
     *
     * @param directory holds {@value #MODEL}
     * @param model what it is
     * @param key the model's key, which names the package
     */
    static void write(Path directory, PackageFile model, String key, List<Label> labels)
            throws IOException {
        byte[] labelsJson = Json.mapper().writeValueAsBytes(labels);
        Files.write(directory.resolve(Manifest.LABELS), labelsJson);
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("format", ManifestReader.FORMAT);
        root.put("name", name(key));
        root.put("version", "sha256-" + model.sha256().substring(0, VERSION_DIGITS));
        root.put("description", "TorchScript file without a package");
        root.put("classes", labels.size());
        ObjectNode input = root.putObject("input");
        input.put("size", 224);
        input.putObject("resize").put("mode", "short-side").put("size", 256);
        input.put("crop", "center");
        input.put("interpolation", "bilinear-antialias");
        input.put("channels", "RGB");
        input.putArray("mean").add(0.485).add(0.456).add(0.406);
        input.putArray("std").add(0.229).add(0.224).add(0.225);
        ObjectNode variant = root.putArray("variants").addObject();
        variant.put("name", "torchscript");
        variant.put("engine", "PyTorch");
        variant.put("file", MODEL);
        variant.putArray("cpuAnyOf");
        variant.put("temperature", 1);
        list(root, Manifest.LABELS, new PackageFile(labelsJson.length, Sha256.of(labelsJson)));
        list(root, MODEL, model);
        Files.write(directory.resolve(Manifest.FILE), Json.mapper().writeValueAsBytes(root));
    }

    private static void list(ObjectNode root, String path, PackageFile file) {
        root.withObject("files")
                .putObject(path)
                .put("bytes", file.bytes())
                .put("sha256", file.sha256());
    }

    private static String name(String key) {
        String file = key.substring(key.lastIndexOf('/') + 1, key.lastIndexOf('.'));
        String plain = file.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
        String name = plain.replaceFirst("^[^a-z0-9]+", "");
        if (name.isEmpty()) {
            return "model";
        }
        return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    }
}
