package io.floracare.drift.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.drift.AlertState.Event;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.Hashes;
import io.floracare.message.Json;
import io.floracare.message.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes an alert as a post. */
public enum AlertBody {
    /** What Alertmanager posts to its receivers, version 4. */
    WEBHOOK {
        @Override
        public byte[] write(DriftAlert alert, Instant now, Duration reminder) {
            ObjectNode root = Json.mapper().createObjectNode();
            Map<String, String> labels = labels(alert);
            String name = labels.getOrDefault("alertname", "");
            root.put("version", "4");
            root.put("groupKey", "{}:{alertname=\"" + name + "\"}");
            root.put("truncatedAlerts", 0);
            root.put("status", status(alert));
            root.put("receiver", "floracare");
            root.putObject("groupLabels").put("alertname", name);
            root.putPOJO("commonLabels", labels);
            root.putPOJO("commonAnnotations", annotations(alert));
            root.put("externalURL", "");
            ObjectNode one = root.putArray("alerts").addObject();
            one.put("status", status(alert));
            one.putPOJO("labels", labels);
            one.putPOJO("annotations", annotations(alert));
            one.put("startsAt", alert.since().toString());
            one.put(
                    "endsAt",
                    alert.ended() == null ? "0001-01-01T00:00:00Z" : alert.ended().toString());
            one.put("generatorURL", "");
            one.put("fingerprint", "%016x".formatted(Hashes.of(alert.key())));
            return bytes(root);
        }
    },
    /** What Alertmanager accepts at {@code /api/v2/alerts}. */
    ALERTMANAGER {
        @Override
        public byte[] write(DriftAlert alert, Instant now, Duration reminder) {
            ArrayNode root = Json.mapper().createArrayNode();
            ObjectNode one = root.addObject();
            one.putPOJO("labels", labels(alert));
            one.putPOJO("annotations", annotations(alert));
            one.put("startsAt", alert.since().toString());
            // Alertmanager takes an alert for over when nothing is heard of it: until the reminder.
            Instant end =
                    alert.ended() == null ? now.plus(reminder.multipliedBy(2)) : alert.ended();
            one.put("endsAt", end.toString());
            return bytes(root);
        }
    };

    /**
     * The bytes of a post.
     *
     * @param now the time of the post
     * @param reminder an alert that goes on is told again after this time
     */
    public abstract byte[] write(DriftAlert alert, Instant now, Duration reminder);

    private static boolean over(DriftAlert alert) {
        return alert.event() == Event.RESOLVED;
    }

    private static String status(DriftAlert alert) {
        return over(alert) ? "resolved" : "firing";
    }

    private static Map<String, String> labels(DriftAlert alert) {
        Map<String, String> labels = new TreeMap<>();
        String detector = alert.detector().wire();
        labels.put(
                "alertname",
                "FloraCare"
                        + detector.substring(0, 1).toUpperCase(Locale.ROOT)
                        + detector.substring(1));
        labels.put("detector", detector);
        labels.put("key", alert.key());
        labels.put("segment", alert.segment().toString());
        labels.put("severity", "warning");
        ModelRef model = alert.model();
        if (model != null) {
            labels.put("model", model.name());
            labels.put("version", model.version());
            labels.put("variant", model.variant());
        }
        return labels;
    }

    private static Map<String, String> annotations(DriftAlert alert) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put("summary", alert.sentence());
        annotations.put("changed", String.join(", ", alert.changed()));
        annotations.put("window", alert.window().toString());
        return annotations;
    }

    private static byte[] bytes(Object root) {
        try {
            return Json.mapper().writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts is always written", e);
        }
    }
}
