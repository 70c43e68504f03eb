package io.floracare.topic;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The product's topics in the catalogue's order, under the names that this installation gives them.
 *
 * @param topics the topics; ids and names are unique
 */
public record TopicCatalogue(List<TopicSpec> topics) {
    private static final String RESOURCE = "/topics/topics.yaml";

    public TopicCatalogue {
        topics = List.copyOf(topics);
        Set<String> seen = new HashSet<>();
        for (TopicSpec topic : topics) {
            if (!seen.add("id " + topic.id()) || !seen.add("name " + topic.name())) {
                throw new IllegalArgumentException("two topics are called " + topic.name());
            }
        }
    }

    /** The catalogue that is part of the product, without a prefix. */
    public static TopicCatalogue load() {
        try (InputStream in = TopicCatalogue.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    static TopicCatalogue read(InputStream yaml) throws IOException {
        return YAMLMapper.builder()
                .addModule(new JavaTimeModule())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build()
                .readValue(yaml, TopicCatalogue.class);
    }

    /**
     * The same topics with every name prefixed.
     *
     * @param prefix letters, digits, {@code .}, {@code _} and {@code -}, at most 100; may be empty
     * @throws IllegalArgumentException if it has other characters
     */
    public TopicCatalogue withPrefix(String prefix) {
        if (!prefix.matches("[A-Za-z0-9._-]{0,100}")) {
            throw new IllegalArgumentException(
                    "topic prefix '"
                            + prefix
                            + "' must be at most 100 letters, digits, '.', '_' and '-'");
        }
        return new TopicCatalogue(
                topics.stream().map(topic -> topic.withName(prefix + topic.name())).toList());
    }

    /** Images whose sender does not wait. */
    public TopicSpec images() {
        return byId("images");
    }

    /** Images that somebody waits for. */
    public TopicSpec express() {
        return byId("express");
    }

    /** One result for each image. */
    public TopicSpec results() {
        return byId("results");
    }

    /** Results for callers that asked for a reply. */
    public TopicSpec replies() {
        return byId("replies");
    }

    /** What drift is computed from. */
    public TopicSpec features() {
        return byId("features");
    }

    /** Failed images, bytes and all. */
    public TopicSpec deadLetters() {
        return byId("dead-letters");
    }

    /** What people say that images show. */
    public TopicSpec labels() {
        return byId("labels");
    }

    /** Verdicts on windows. */
    public TopicSpec driftReports() {
        return byId("drift-reports");
    }

    /** Quality issues of windows. */
    public TopicSpec driftQuality() {
        return byId("drift-quality");
    }

    /** Realised accuracy of days. */
    public TopicSpec driftAccuracy() {
        return byId("drift-accuracy");
    }

    /** What to tell a person about drift. */
    public TopicSpec driftAlerts() {
        return byId("drift-alerts");
    }

    /** Accepted baselines. */
    public TopicSpec driftBaselines() {
        return byId("drift-baselines");
    }

    /** Which model packages serve. */
    public TopicSpec deployments() {
        return byId("deployments");
    }

    /** The topic of that name, prefix included. */
    public Optional<TopicSpec> named(String name) {
        return topics.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    private TopicSpec byId(String id) {
        return topics.stream()
                .filter(topic -> topic.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(RESOURCE + " has no topic " + id));
    }
}
