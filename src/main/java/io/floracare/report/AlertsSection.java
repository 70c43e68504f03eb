package io.floracare.report;

import io.floracare.drift.AlertState;
import io.floracare.drift.DriftAlert;
import java.util.List;

/** What was told, and when. */
final class AlertsSection {
    private static final int MOST = 30;

    private AlertsSection() {}

    static void write(Html page, List<DriftAlert> alerts) {
        page.raw("<h2>Alerts</h2>");
        if (alerts.isEmpty()) {
            page.raw("<p>None in this time.</p>");
            return;
        }
        page.raw(
                "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><thead><tr><th scope=\"col\">Window from</th><th scope=\"col\">Alert</th><th scope=\"col\">Part</th><th scope=\"col\">What</th></tr></thead><tbody>");
        for (DriftAlert alert : alerts.subList(0, Math.min(MOST, alerts.size()))) {
            page.add(
                    "<tr><th scope=\"row\">%s</th><td><span class=\"tag %s\">%s</span></td><td>%s</td><td>%s</td></tr>",
                    Wording.time(alert.window()),
                    alert.event() == AlertState.Event.RESOLVED ? "stable" : "drift",
                    alert.detector().wire() + " " + said(alert.event()),
                    SegmentSection.named(alert.segment()),
                    alert.sentence());
        }
        page.raw("</tbody></table></div>");
        if (alerts.size() > MOST) {
            page.add(
                    "<p class=\"quiet\">%d earlier ones are on the topic.</p>",
                    alerts.size() - MOST);
        }
    }

    private static String said(AlertState.Event event) {
        return switch (event) {
            case FIRING -> "fires";
            case REMINDER -> "goes on";
            case RESOLVED -> "is over";
        };
    }
}
