package io.floracare.drift.stream;

import org.apache.kafka.common.TopicPartition;

/** Whether all records of a partition were read. */
@FunctionalInterface
interface SourceEnd {
    /** Whether there is nothing more to read at this moment; false when it is not known. */
    boolean reached(TopicPartition partition);
}
