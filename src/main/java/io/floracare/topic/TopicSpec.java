package io.floracare.topic;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * One topic as the catalogue wants it.
 *
 * @param id the catalogue's handle, independent of prefixes, such as {@code dead-letters}
 * @param name the topic's name, prefix included
 * @param doc one sentence
 * @param key what the record key is
 * @param value what the record value is
 * @param partitions at least 1
 * @param cleanup what happens to old records
 * @param retention how long records are kept; null unless {@code delete}
 * @param segment how often a new segment is begun; null for the broker's default
 * @param timestamps whose clock stamps the records
 * @param maxMessageBytes largest record batch in bytes
 * @param compression Kafka's {@code compression.type}
 */
public record TopicSpec(
        String id,
        String name,
        String doc,
        String key,
        Value value,
        int partitions,
        Cleanup cleanup,
        @Nullable Duration retention,
        @Nullable Duration segment,
        Timestamps timestamps,
        int maxMessageBytes,
        String compression) {

    /** What a record's value is. */
    public enum Value {
        /** An encoded image, or nothing with a claim check. */
        @JsonProperty("image")
        IMAGE,
        /** {@link io.floracare.message.Result} as JSON. */
        @JsonProperty("result")
        RESULT,
        /** {@link io.floracare.message.Features} as JSON. */
        @JsonProperty("features")
        FEATURES,
        /** {@link io.floracare.message.LeafLabel} as JSON. */
        @JsonProperty("label")
        LABEL,
        /** The verdict on a window as JSON. */
        @JsonProperty("drift-report")
        DRIFT_REPORT,
        /** Quality issues of a window as JSON. */
        @JsonProperty("drift-quality")
        DRIFT_QUALITY,
        /** Realised accuracy of a day as JSON. */
        @JsonProperty("drift-accuracy")
        DRIFT_ACCURACY,
        /** Something to tell a person about drift as JSON. */
        @JsonProperty("drift-alert")
        DRIFT_ALERT,
        /** What is normal for a model, as JSON. */
        @JsonProperty("baseline")
        BASELINE,
        /** A deployment of model packages as JSON. */
        @JsonProperty("deployment")
        DEPLOYMENT;

        /** The name in the catalogue and of the schema's file. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What happens to old records. */
    public enum Cleanup {
        @JsonProperty("delete")
        DELETE,
        @JsonProperty("compact")
        COMPACT
    }

    /** Whose clock stamps the records. */
    public enum Timestamps {
        @JsonProperty("LogAppendTime")
        LOG_APPEND_TIME("LogAppendTime"),
        @JsonProperty("CreateTime")
        CREATE_TIME("CreateTime");

        private final String config;

        Timestamps(String config) {
            this.config = config;
        }

        /** Kafka's name of it. */
        public String config() {
            return config;
        }
    }

    public TopicSpec {
        if (!name.matches("[A-Za-z0-9._-]{1,249}")) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot be a topic's name: letters, digits, '.', '_' and '-'");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException(name + ": partitions must be at least 1");
        }
        if (maxMessageBytes < 1024) {
            throw new IllegalArgumentException(name + ": maxMessageBytes must be at least 1024");
        }
        if ((retention == null) == (cleanup == Cleanup.DELETE)) {
            throw new IllegalArgumentException(
                    name + ": retention is for topics with cleanup 'delete', and needed there");
        }
    }

    /** The topic's configuration as Kafka names it, sorted by key. */
    public Map<String, String> configs() {
        Map<String, String> configs = new TreeMap<>();
        configs.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                switch (cleanup) {
                    case DELETE -> TopicConfig.CLEANUP_POLICY_DELETE;
                    case COMPACT -> TopicConfig.CLEANUP_POLICY_COMPACT;
                });
        if (retention != null) {
            configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        }
        if (segment != null) {
            configs.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(segment.toMillis()));
        }
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, timestamps.config());
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
        configs.put(TopicConfig.COMPRESSION_TYPE_CONFIG, compression);
        return configs;
    }

    TopicSpec withName(String newName) {
        return new TopicSpec(
                id,
                newName,
                doc,
                key,
                value,
                partitions,
                cleanup,
                retention,
                segment,
                timestamps,
                maxMessageBytes,
                compression);
    }
}
