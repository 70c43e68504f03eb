package io.floracare.message;

/**
 * Names of the Kafka record headers that the product reads and writes. All are optional on image
 * records.
 */
public final class ImageHeaders {
    /** CloudEvents attributes in Kafka's binary content mode. */
    public static final String CE_ID = "ce_id";

    public static final String CE_SOURCE = "ce_source";
    public static final String CE_TYPE = "ce_type";
    public static final String CE_TIME = "ce_time";
    public static final String CE_SUBJECT = "ce_subject";
    public static final String CE_SPECVERSION = "ce_specversion";
    public static final String CONTENT_TYPE = "content-type";

    /** Crop that the sender says the leaf is of; a segment for drift. */
    public static final String CROP = "crop";

    /** Device that took the photo; a segment for drift. */
    public static final String DEVICE = "device";

    /** Whose image it is, as a gateway tags its callers; carried on to the result. */
    public static final String OWNER = "owner";

    /** {@code s3://bucket/key} of an image that is not in the record. */
    public static final String CLAIM_CHECK = "claim-check";

    /** Epoch milliseconds after which nobody waits for the answer. */
    public static final String DEADLINE = "deadline";

    /** How often a dead letter was replayed, a decimal number. */
    public static final String ATTEMPT = "attempt";

    /** W3C trace context. */
    public static final String TRACEPARENT = "traceparent";

    /** Spring's ReplyingKafkaTemplate request headers. */
    public static final String REPLY_TOPIC = "kafka_replyTopic";

    public static final String REPLY_PARTITION = "kafka_replyPartition";
    public static final String CORRELATION_ID = "kafka_correlationId";

    private ImageHeaders() {}
}
