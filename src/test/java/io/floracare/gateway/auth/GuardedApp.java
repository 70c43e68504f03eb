package io.floracare.gateway.auth;

import io.floracare.config.SecuritySettings;
import io.floracare.config.Settings;
import io.floracare.config.SettingsLoader;
import io.floracare.gateway.audit.AuditEvent;
import io.floracare.gateway.audit.AuditLog;
import io.floracare.gateway.auth.key.IssuedKey;
import io.floracare.gateway.auth.key.KeyFile;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.NewKey;
import io.floracare.gateway.problem.ProblemException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A server with a route of each kind behind the guard, and its keys. */
final class GuardedApp implements AutoCloseable {
    static final String START = "2030-01-01T00:00:00Z";

    final MovingClock clock = new MovingClock(START);
    final CollectorRegistry registry = new CollectorRegistry();
    final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    final KeyStore store;

    private final Javalin server;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private GuardedApp(Path keysFile, Map<String, String> settings) {
        store = new KeyStore(new KeyFile(keysFile), clock, new SecureRandom());
        Protection protection =
                switch (setup(keysFile, settings).build()) {
                    case GuardSetup.Outcome.Ready(Protection ready) -> ready;
                    case GuardSetup.Outcome.Refused(String problem) ->
                            throw new IllegalStateException(problem);
                };
        server =
                Javalin.create(
                                config -> {
                                    config.concurrency.useVirtualThreads = true;
                                    config.startup.showJavalinBanner = false;
                                    config.startup.showOldJavalinVersionWarning = false;
                                    protection.guard().install(config);
                                    addRoutes(config, protection);
                                    config.routes.exception(
                                            ProblemException.class,
                                            (e, ctx) -> {
                                                e.problem().headers().forEach(ctx::header);
                                                ctx.status(e.problem().status())
                                                        .result(
                                                                e.problem().code()
                                                                        + ": "
                                                                        + e.problem().detail());
                                            });
                                    config.routes.get("/open", ctx -> ctx.result("open"));
                                    config.routes.get(
                                            "/results",
                                            ctx -> ctx.result(Guard.caller(ctx).id()),
                                            Scope.PREDICT,
                                            Scope.READ);
                                    config.routes.post(
                                            "/predict",
                                            ctx ->
                                                    ctx.result(
                                                            Guard.caller(ctx).id()
                                                                    + " "
                                                                    + Guard.address(ctx)),
                                            Scope.PREDICT);
                                    config.routes.get(
                                            "/endless",
                                            ctx -> endless(ctx, protection.guard()),
                                            Scope.PREDICT);
                                    config.routes.get(
                                            "/admin", ctx -> ctx.result("secret"), Scope.ADMIN);
                                })
                        .start("127.0.0.1", 0);
    }

    private static void addRoutes(JavalinConfig config, Protection protection) {
        Invitations invitations = protection.invitations();
        config.routes.get("/invite", invitations::page);
        config.routes.post("/invite", invitations::take);
        config.routes.get("/invite/style.css", invitations::style);
        config.routes.get("/invite/script.js", invitations::script);
        config.routes.get("/session", ctx -> ctx.json(protection.sessions().of(ctx)));
        config.routes.delete("/session", protection.sessions()::end);
    }

    /** Writes lines until the caller may no more. */
    private static void endless(Context ctx, Guard guard) throws IOException {
        Standing standing = guard.standing(ctx);
        OutputStream out = ctx.res().getOutputStream();
        while (standing.holds()) {
            out.write("on\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        out.write("end\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** A guard that requires keys, with further settings. */
    static GuardedApp start(Path folder, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("auth.mode", "required"));
        all.putAll(pairs(settings));
        Path keys = folder.resolve("keys.json");
        KeyStore store =
                new KeyStore(new KeyFile(keys), new MovingClock(START), new SecureRandom());
        if (!store.exists()) {
            create(store, "first", Scope.ADMIN);
        }
        return new GuardedApp(keys, all);
    }

    /** A guard with these settings alone, and no keys unless the file is there. */
    static GuardedApp startBare(Path folder, String... settings) {
        return new GuardedApp(folder.resolve("keys.json"), pairs(settings));
    }

    private GuardSetup setup(Path keysFile, Map<String, String> settings) {
        return new GuardSetup(
                settings(keysFile, settings),
                "127.0.0.1",
                clock,
                clock::nanoTime,
                new SecureRandom(),
                registry,
                new Recorder(audited),
                ctx -> "trace");
    }

    static SecuritySettings settings(Path keysFile, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("data.dir", keysFile.resolveSibling("data").toString());
        if (!settings.getOrDefault("auth.mode", "auto").equals("auto")) {
            all.put("auth.keys.file", keysFile.toString());
        }
        Settings loaded =
                switch (new SettingsLoader(Map.of()).load(all, null)) {
                    case SettingsLoader.Outcome.Loaded ok -> ok.settings();
                    case SettingsLoader.Outcome.Invalid(List<String> problems) ->
                            throw new IllegalArgumentException(problems.toString());
                };
        return loaded.security();
    }

    private static Map<String, String> pairs(String... settings) {
        Map<String, String> all = new HashMap<>();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        return all;
    }

    int port() {
        return server.port();
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    String key(Scope... scopes) {
        return create(store, "test", scopes).secret().text();
    }

    IssuedKey invitation() {
        return issue(
                new NewKey(
                        "Ana",
                        Set.of("predict"),
                        clock.instant().plus(Duration.ofDays(180)),
                        clock.instant().plus(Duration.ofDays(1))));
    }

    IssuedKey issue(NewKey key) {
        try {
            return store.create(key);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static IssuedKey create(KeyStore store, String name, Scope... scopes) {
        try {
            return store.create(
                    new NewKey(
                            name,
                            Set.copyOf(List.of(scopes).stream().map(Scope::wire).toList()),
                            null,
                            null));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Sends a request.
     *
     * @param headers names and values in turn
     */
    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin() + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a GET whose answer may go on and on. */
    HttpResponse<Stream<String>> lines(String path, String... headers) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(origin() + path)).headers(headers).build(),
                    BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> post(String path, String... headers) {
        return send("POST", path, "", headers);
    }

    @Override
    public void close() {
        server.stop();
        client.close();
    }

    private record Recorder(List<AuditEvent> events) implements AuditLog {
        @Override
        public void write(AuditEvent event) {
            events.add(event);
        }

        @Override
        public void close() {}
    }
}
