package io.floracare.gateway.pages;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /} for growers, {@code /ops} for engineers, and what they load. Public: the data
 * that the pages show comes from routes that ask who is calling.
 *
 * <p>What the pages load lies under {@code /assets/<version>/}, where the version is a digest of
 * all of it: such an address may be kept for ever. The pages themselves, the manifest and the
 * service worker have fixed addresses and are asked for again, with an entity tag.
 */
public final class Pages {
    /** Only what this server serves may run or be shown, but for pictures made in the page. */
    static final String POLICY =
            "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'";

    private static final String ASSETS = "assets/";
    private static final String OPS_ASSETS = "assets/ops/";
    private static final String KEEP = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    private final String version;
    private final Map<String, WebFile> assets = new LinkedHashMap<>();
    private final Map<String, WebFile> fixed = new LinkedHashMap<>();

    private Pages(List<WebFile> files) {
        for (WebFile file : files) {
            if (file.path().startsWith(ASSETS)) {
                assets.put(file.path().substring(ASSETS.length()), file);
            }
        }
        version = version(files);
        for (WebFile file : files) {
            if (!file.path().startsWith(ASSETS)) {
                fixed.put(
                        address(file.path()),
                        file.with("version", version).with("shell", shell(files)));
            }
        }
    }

    /** Adds the pages' routes. */
    public static void install(JavalinConfig config) {
        Pages pages = new Pages(WebFiles.read());
        pages.fixed.forEach((path, file) -> serve(config, path, ctx -> send(ctx, file, ASK_AGAIN)));
        serve(config, "/assets/{version}/<path>", pages::asset);
    }

    private static void serve(JavalinConfig config, String path, Handler handler) {
        config.routes.get(path, handler);
        config.routes.head(path, handler);
    }

    private static String address(String path) {
        return switch (path) {
            case "index.html" -> "/";
            case "ops.html" -> "/ops";
            default -> "/" + path;
        };
    }

    private static String version(List<WebFile> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (WebFile file : files) {
            all.writeBytes(
                    (file.path() + ' ' + file.etag() + '\n').getBytes(StandardCharsets.UTF_8));
        }
        return WebFile.digest(all.toByteArray());
    }

    /** What the service worker keeps, as the inside of a JSON array. */
    private String shell(List<WebFile> files) {
        return Stream.concat(
                        Stream.of("/", "/manifest.webmanifest"),
                        files.stream()
                                .map(WebFile::path)
                                .filter(path ->
                                        path.startsWith(ASSETS) && !path.startsWith(OPS_ASSETS))
                                .map(path ->
                                        "/assets/"
                                                + version
                                                + "/"
                                                + path.substring(ASSETS.length())))
                .map(path -> '"' + path + '"')
                .collect(Collectors.joining(", "));
    }

    /**
     * A page of another version, of which another gateway has answered during an upgrade, gets what
     * there is, and may not keep it.
     */
    private void asset(Context ctx) {
        WebFile file = assets.get(ctx.pathParam("path"));
        if (file == null) {
            throw new NotFoundResponse("there is no such file");
        }
        send(ctx, file, ctx.pathParam("version").equals(version) ? KEEP : "no-store");
    }

    private static void send(Context ctx, WebFile file, String caching) {
        ctx.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
                .header("Cache-Control", caching)
                .header("ETag", file.etag())
                .contentType(file.type());
        if (holds(ctx.header("If-None-Match"), file.etag())) {
            ctx.status(304);
            return;
        }
        ctx.result(file.bytes());
    }

    /** A proxy that compresses makes a tag weak: for asking again that is the same one. */
    private static boolean holds(@Nullable String header, String etag) {
        return header != null
                && Stream.of(header.split(","))
                        .anyMatch(one -> one.strip().replace("W/", "").equals(etag));
    }
}
