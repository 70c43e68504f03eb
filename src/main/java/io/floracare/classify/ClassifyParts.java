package io.floracare.classify;

import io.floracare.image.ImageLimits;
import io.floracare.inference.ModelSlot;
import io.floracare.telemetry.ClassifierMetrics;
import io.floracare.telemetry.Lane;
import java.time.Clock;

/**
 * What one lane's topology is made of; shared by all its threads.
 *
 * @param slot the model in service; must hold a classifier before the topology starts
 * @param check decides whether a failed inference is the image's fault
 * @param limits bounds on images
 * @param claims which claims are honoured
 * @param claimChecks reads claimed images
 * @param replyTopics where replies may go
 * @param markers the records in hand, kept across deaths of the process
 * @param maxDeadLetterBytes {@code max.message.bytes} of the dead-letter topic
 * @param producerHeader header that says who produced an image
 * @param metrics told of each record
 * @param lane by which the metrics tell records apart
 * @param clock for deadlines and the results' times
 */
public record ClassifyParts(
        ModelSlot slot,
        ModelCheck check,
        ImageLimits limits,
        ClaimPolicy claims,
        ClaimChecks claimChecks,
        ReplyTopics replyTopics,
        PoisonMarkers markers,
        int maxDeadLetterBytes,
        String producerHeader,
        ClassifierMetrics metrics,
        Lane lane,
        Clock clock) {}
