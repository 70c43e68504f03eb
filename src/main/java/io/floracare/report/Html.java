package io.floracare.report;

import java.util.Locale;

/** Builds a page from markup of ours and text of anybody's. */
public final class Html {
    private final StringBuilder page = new StringBuilder();

    /**
     * Appends markup.
     *
     * @param markup a format of ours
     * @param arguments numbers, or text that is escaped
     */
    @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that we do without.
    public Html add(String markup, Object... arguments) {
        Object[] safe = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            safe[i] = arguments[i] instanceof Number ? arguments[i] : escape("" + arguments[i]);
        }
        page.append(String.format(Locale.ROOT, markup, safe)).append('\n');
        return this;
    }

    /** Appends markup of ours as it is. */
    public Html raw(String markup) {
        page.append(markup).append('\n');
        return this;
    }

    /** Text as markup that shows it. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
