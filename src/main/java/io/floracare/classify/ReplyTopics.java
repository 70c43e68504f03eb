package io.floracare.classify;

/**
 * The topics that replies may go to. Called for each request from stream threads, so it answers
 * from memory.
 */
public interface ReplyTopics {
    /** Whether the configuration allows replies to this topic. */
    boolean allowed(String topic);

    /** How many partitions the topic has; 0 while it is not known to exist. */
    int partitions(String topic);
}
