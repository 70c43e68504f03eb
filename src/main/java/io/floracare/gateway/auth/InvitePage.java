package io.floracare.gateway.auth;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page on which an invitation is taken, in the reader's language. It works without scripts: the
 * code can be pasted.
 */
final class InvitePage {
    private static final String FOLDER = "/invite/";
    private static final Pattern FIELD = Pattern.compile("\\{\\{([a-z.]+)}}");
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.of("es"), Locale.FRENCH);

    private final String template;
    private final String style;
    private final String script;

    private InvitePage(String template, String style, String script) {
        this.template = template;
        this.style = style;
        this.script = script;
    }

    /** What the page says beside what it always says. */
    enum Remark {
        NONE,
        UNKNOWN,
        USED,
        EXPIRED,
        LIMITED
    }

    static InvitePage load() {
        return new InvitePage(resource("page.html"), resource("style.css"), resource("script.js"));
    }

    void show(Context ctx, Remark remark) {
        Locale language = language(ctx.header("Accept-Language"));
        ResourceBundle texts = ResourceBundle.getBundle("invite.texts", language, NO_FALLBACK);
        String key = "remark." + remark.name().toLowerCase(Locale.ROOT);
        String html =
                FIELD.matcher(template)
                        .replaceAll(match ->
                                Matcher.quoteReplacement(
                                        switch (match.group(1)) {
                                            case "language" -> language.getLanguage();
                                            case "remark" -> texts.getString(key);
                                            default -> texts.getString(match.group(1));
                                        }));
        ctx.res().addHeader("Vary", "Accept-Language");
        ctx.header("Content-Language", language.getLanguage());
        ctx.contentType("text/html; charset=utf-8").result(html);
    }

    void style(Context ctx) {
        ctx.contentType("text/css; charset=utf-8").result(style);
    }

    void script(Context ctx) {
        ctx.contentType("text/javascript; charset=utf-8").result(script);
    }

    private static Locale language(@Nullable String accepted) {
        if (accepted == null) {
            return Locale.ENGLISH;
        }
        try {
            @Nullable Locale best = Locale.lookup(Locale.LanguageRange.parse(accepted), LANGUAGES);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }

    private static String resource(String name) {
        try (InputStream in = InvitePage.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
