import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/**
 * Makes the image's native libraries: puts them where the process loads them from, so that it needs
 * no folder that it may both write and execute, and takes them, and those of other systems, out of
 * the jars. Run with the jars on the class path: {@code java NativeLibraries.java JARS TARGET};
 * {@code DJL_CACHE_DIR} and {@code org.bytedeco.javacpp.cachedir} say where the engine and the
 * decoder go.
 */
final class NativeLibraries {
    private static final Pattern NATIVE =
            Pattern.compile(".*(\\.so(\\.\\d+)?|\\.dll|\\.dylib|\\.jnilib|\\.a|\\.dSYM/.*)");

    /** The libraries of this system, by the name of the jar that holds them. */
    private static final Map<String, Pattern> WANTED =
            new TreeMap<>(
                    Map.of(
                            "lz4-java-", Pattern.compile("net/jpountz/util/linux/amd64/.*\\.so"),
                            "onnxruntime-1", Pattern.compile("ai/onnxruntime/native/linux-x64/.*\\.so"),
                            "pytorch-jni-", Pattern.compile("none"),
                            "pytorch-native-", Pattern.compile("none"),
                            "rocksdbjni-", Pattern.compile("librocksdbjni-linux64\\.so"),
                            "snappy-java-",
                                    Pattern.compile("org/xerial/snappy/native/Linux/x86_64/.*\\.so"),
                            "zstd-jni-", Pattern.compile("linux/amd64/.*\\.so")));

    private NativeLibraries() {}

    public static void main(String[] arguments) throws IOException {
        Path jars = Path.of(arguments[0]);
        Path target = Files.createDirectories(Path.of(arguments[1]));
        System.out.println(Engine.getEngine("PyTorch"));
        Loader.load(opencv_imgcodecs.class);
        Loader.load(opencv_imgproc.class);
        List<Path> all = new ArrayList<>();
        try (var folder = Files.newDirectoryStream(jars, "*.jar")) {
            folder.forEach(all::add);
        }
        for (Map.Entry<String, Pattern> wanted : WANTED.entrySet()) {
            List<Path> found =
                    all.stream()
                            .filter(jar -> jar.getFileName().toString().startsWith(wanted.getKey()))
                            .toList();
            if (found.size() != 1) {
                throw new IOException("expected one jar " + wanted.getKey() + "*, found " + found);
            }
            slim(found.getFirst(), wanted.getValue(), target);
        }
    }

    private static void slim(Path jar, Pattern wanted, Path target) throws IOException {
        Path slim = jar.resolveSibling(jar.getFileName() + ".slim");
        try (ZipFile in = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(slim))) {
            for (Enumeration<? extends ZipEntry> e = in.entries(); e.hasMoreElements(); ) {
                ZipEntry entry = e.nextElement();
                String name = entry.getName();
                if (wanted.matcher(name).matches()) {
                    copy(in, entry, target.resolve(name.substring(name.lastIndexOf('/') + 1)));
                } else if (!NATIVE.matcher(name).matches()) {
                    ZipEntry kept = new ZipEntry(name);
                    kept.setTimeLocal(entry.getTimeLocal());
                    out.putNextEntry(kept);
                    try (InputStream bytes = in.getInputStream(entry)) {
                        bytes.transferTo(out);
                    }
                }
            }
        }
        System.out.printf("%s: %,d -> %,d bytes%n", jar.getFileName(), Files.size(jar), Files.size(slim));
        Files.move(slim, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(ZipFile in, ZipEntry entry, Path to) throws IOException {
        try (InputStream bytes = in.getInputStream(entry);
                OutputStream out = Files.newOutputStream(to)) {
            bytes.transferTo(out);
        }
    }
}
