package io.floracare.topic;

/** What the cluster says of one topic. */
public sealed interface TopicLookup {
    /** It exists. */
    record Found(TopicActual actual) implements TopicLookup {}

    /** It does not exist, or this client may not know that it does. */
    record Missing() implements TopicLookup {}

    /** The cluster does not say; the sentence tells why. */
    record Refused(String message) implements TopicLookup {}
}
