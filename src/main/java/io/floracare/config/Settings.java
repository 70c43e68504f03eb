package io.floracare.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that can be set, a record a feature.
 *
 * @param kafka how Kafka is reached
 * @param topics names of topics
 * @param streams how the stream processors run
 * @param model which model is served
 * @param s3 how S3 is reached
 * @param image bounds on images
 * @param claims images that are not in the record but in S3
 * @param drift when data or accuracy are said to have changed
 * @param reports drift reports that are made by themselves
 * @param http where health and metrics are served
 * @param gateway how images are taken over HTTP
 * @param security what guards the gateway
 * @param log how logs look
 */
public record Settings(
        KafkaSettings kafka,
        TopicSettings topics,
        StreamSettings streams,
        ModelSettings model,
        S3Settings s3,
        ImageSettings image,
        ClaimSettings claims,
        DriftSettings drift,
        ReportSettings reports,
        HttpSettings http,
        GatewaySettings gateway,
        SecuritySettings security,
        LogSettings log) {

    /** Every setting, in the order of the reference. */
    public static List<Setting<?>> all() {
        return Stream.of(
                        KafkaSettings.ALL,
                        TopicSettings.ALL,
                        StreamSettings.ALL,
                        ModelSettings.ALL,
                        S3Settings.ALL,
                        ImageSettings.ALL,
                        ClaimSettings.ALL,
                        DriftSettings.ALL,
                        ReportSettings.ALL,
                        HttpSettings.ALL,
                        GatewaySettings.ALL,
                        SecuritySettings.ALL,
                        LogSettings.ALL)
                .<Setting<?>>flatMap(List::stream)
                .toList();
    }

    static List<Setting<?>> join(List<List<Setting<?>>> parts) {
        return parts.stream().<Setting<?>>flatMap(List::stream).toList();
    }

    static Setting<?> setting(String key) {
        return all().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no setting " + key));
    }

    static Settings from(Values values) {
        KafkaSettings kafka = KafkaSettings.from(values);
        TopicSettings topics = TopicSettings.from(values);
        StreamSettings streams = StreamSettings.from(values);
        ModelSettings model = ModelSettings.from(values);
        S3Settings s3 = S3Settings.from(values);
        ImageSettings image = ImageSettings.from(values);
        ClaimSettings claims = ClaimSettings.from(values, model.bucket());
        return new Settings(
                kafka,
                topics,
                streams,
                model,
                s3,
                image,
                claims,
                DriftSettings.from(values),
                ReportSettings.from(values),
                HttpSettings.from(values),
                GatewaySettings.from(values, claims),
                SecuritySettings.from(values),
                LogSettings.from(values));
    }
}
