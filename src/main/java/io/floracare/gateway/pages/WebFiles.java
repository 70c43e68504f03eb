package io.floracare.gateway.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Reads the pages' files from the class path, be it a folder or a jar. */
final class WebFiles {
    private static final String FOLDER = "web";
    private static final String CHART_POM =
            "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

    private WebFiles() {}

    /** Every file of the pages, in the order of their paths, and the chart library. */
    static List<WebFile> read() {
        try {
            Path home =
                    Path.of(
                            WebFiles.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            List<WebFile> files = new ArrayList<>();
            if (Files.isDirectory(home)) {
                readFolder(home.resolve(FOLDER), files);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(home)) {
                    readFolder(jar.getPath(FOLDER), files);
                }
            }
            files.add(new WebFile("assets/ops/chart.js", chartLibrary()));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("the pages' files cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an odd place", e);
        }
    }

    private static void readFolder(Path folder, List<WebFile> files) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                files.add(new WebFile(path, Files.readAllBytes(file)));
            }
        }
    }

    private static byte[] chartLibrary() throws IOException {
        Properties pom = new Properties();
        try (InputStream in = open(CHART_POM)) {
            pom.load(in);
        }
        try (InputStream in =
                open(
                        "/META-INF/resources/webjars/chart.js/"
                                + pom.getProperty("version")
                                + "/dist/chart.umd.js")) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = WebFiles.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("there is no " + resource + " on the class path");
        }
        return in;
    }
}
