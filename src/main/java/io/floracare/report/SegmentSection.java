package io.floracare.report;

import io.floracare.drift.Segment;
import java.util.List;

/** Which parts of the stream differ, and when. */
final class SegmentSection {
    private static final int MOST = 40;

    private SegmentSection() {}

    static void write(Html page, List<SegmentHistory> segments) {
        page.raw("<h2>Parts of the stream</h2>");
        page.raw(
                "<ul class=\"legend\"><li><i style=\"background:var(--alarm)\"></i>differs</li><li><i style=\"background:var(--good)\"></i>does not</li><li><i style=\"background:var(--grid)\"></i>not enough photos or devices to say</li></ul>");
        page.raw(
                "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><thead><tr><th scope=\"col\">Part</th><th scope=\"col\">Windows, first to last</th><th scope=\"col\">Now</th><th class=\"hide-narrow\" scope=\"col\">In the window that matters most</th></tr></thead><tbody>");
        for (SegmentHistory segment : segments.subList(0, Math.min(MOST, segments.size()))) {
            page.add("<tr><th scope=\"row\">%s</th>", named(segment.segment()));
            strip(page, segment);
            page.add(
                    "<td><span class=\"tag %s\">%s</span></td><td class=\"hide-narrow\">%s</td></tr>",
                    segment.outlook().wire(),
                    DriftPage.said(segment.outlook()),
                    segment.sentence());
        }
        page.raw("</tbody></table></div>");
        if (segments.size() > MOST) {
            page.add(
                    "<p class=\"quiet\">%d more parts are on the topic.</p>",
                    segments.size() - MOST);
        }
    }

    private static void strip(Html page, SegmentHistory segment) {
        List<SegmentHistory.Window> windows = segment.windows();
        StringBuilder strip =
                new StringBuilder("<td><div class=\"strip\" role=\"img\" aria-label=\"");
        strip.append(
                Html.escape(windows.size() + " windows, " + DriftPage.said(segment.outlook())));
        strip.append("\">");
        for (SegmentHistory.Window window : windows) {
            String verdict =
                    switch (window.verdict()) {
                        case STABLE -> "stable";
                        case DRIFT -> "drift";
                        case INSUFFICIENT_DATA -> "insufficient-data";
                    };
            strip.append("<span class=\"").append(verdict).append("\"></span>");
        }
        page.raw(strip.append("</div></td>").toString());
    }

    static String named(Segment segment) {
        String kind = segment.toString();
        if (segment.equals(Segment.ALL)) {
            return "everything";
        }
        String name = kind.substring(0, kind.indexOf('='));
        return segment.isOthers() ? "every other " + name : name + " " + segment.value();
    }
}
