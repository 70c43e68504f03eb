package io.floracare.client;

import io.floracare.message.ImageHeaders;
import io.floracare.topic.KafkaFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** Publishes files and folders of images, each once, and can be cut off and run again. */
public final class ImagePublisher {
    private final ImageSender sender;
    private final Limits limits;
    private final Supplier<String> ids;
    private final @Nullable ClaimUploader claims;

    /**
     * What is sent how.
     *
     * @param maxImageBytes largest image that a record may hold
     * @param crop the images' {@code crop} header; null for none
     * @param device the images' {@code device} header; null for none
     */
    public record Limits(int maxImageBytes, @Nullable String crop, @Nullable String device) {}

    /**
     * @param ids makes a new id at each call, as {@link ImageSender#newId}
     * @param claims takes files larger than the limit; null to refuse them
     */
    public ImagePublisher(
            ImageSender sender,
            Limits limits,
            Supplier<String> ids,
            @Nullable ClaimUploader claims) {
        this.sender = sender;
        this.limits = limits;
        this.ids = ids;
        this.claims = claims;
    }

    /**
     * Publishes every file that was named or is below a named folder. Returns when each is settled.
     * A broker that does not take records any more ends the run; what is not sent then is sent by
     * the next one with the same journal.
     *
     * @param named files and folders
     * @param journal what earlier runs sent; stays the caller's
     * @throws IOException with a sentence, if a name leads nowhere or a folder cannot be read
     * @throws InterruptedException if the thread is interrupted; the journal is right
     */
    public PublishReport publish(List<Path> named, PublishJournal journal, PublishProgress progress)
            throws IOException, InterruptedException {
        List<ImageFile> files =
                ImageFile.walk(named).stream()
                        .filter(file -> !journal.isFile(file.path()))
                        .toList();
        PublishRun run = new PublishRun(progress, files.size());
        for (ImageFile file : files) {
            if (run.stopped() != null) {
                break;
            }
            publish(file, journal, run);
        }
        return run.await();
    }

    private void publish(ImageFile file, PublishJournal journal, PublishRun run)
            throws InterruptedException {
        try {
            long size = Files.size(file.path());
            boolean claimed = size > limits.maxImageBytes();
            if (claimed && claims == null) {
                run.settle(new PublishOutcome.Refused(file.path(), tooLarge(file, size)));
                return;
            }
            byte[] bytes = claimed ? new byte[0] : Files.readAllBytes(file.path());
            String sha256 = claimed ? Sha256.of(file.path()) : Sha256.of(bytes);
            Optional<String> earlier = journal.published(file.path(), sha256);
            if (earlier.isPresent()) {
                run.settle(
                        new PublishOutcome.Earlier(
                                file.path(), earlier.get(), file.subject(), size));
                return;
            }
            String id = journal.begin(file.path(), sha256, ids.get());
            String claim = claimed && claims != null ? claims.upload(file.path(), id) : null;
            OutgoingImage image = new OutgoingImage(id, file.subject(), bytes, headers());
            run.began();
            var _ =
                    sender.send(image, claim)
                            .handle((metadata, failure) -> {
                                run.ended(
                                        settle(
                                                file,
                                                image,
                                                size,
                                                metadata,
                                                failure,
                                                () -> journal.done(file.path(), sha256, id)));
                                return null;
                            });
        } catch (IOException e) {
            run.settle(
                    new PublishOutcome.Refused(
                            file.path(), file.path() + " cannot be read: " + e.getMessage()));
        }
    }

    private PublishRun.Ending settle(
            ImageFile file,
            OutgoingImage image,
            long size,
            @Nullable RecordMetadata metadata,
            @Nullable Throwable failure,
            Runnable enter) {
        if (failure instanceof RecordTooLargeException) {
            return new PublishRun.Ending.Settled(
                    new PublishOutcome.Refused(
                            file.path(),
                            file.path()
                                    + " has "
                                    + size
                                    + " bytes, more than topic "
                                    + sender.topic()
                                    + " takes: its max.message.bytes is below the catalogue's"));
        }
        if (failure != null || metadata == null) {
            return new PublishRun.Ending.Broken(
                    KafkaFault.sentence(
                            "write topic " + sender.topic(),
                            failure == null ? new IllegalStateException("no answer") : failure));
        }
        try {
            enter.run();
        } catch (UncheckedIOException e) {
            return new PublishRun.Ending.Broken(String.valueOf(e.getMessage()));
        }
        return new PublishRun.Ending.Settled(
                new PublishOutcome.Sent(
                        file.path(),
                        image.id(),
                        file.subject(),
                        size,
                        metadata.partition(),
                        metadata.offset(),
                        size > image.bytes().length));
    }

    private String tooLarge(ImageFile file, long size) {
        return file.path()
                + " has "
                + size
                + " bytes, more than the "
                + limits.maxImageBytes()
                + " that a record may hold: make it smaller or put it into a bucket and send a claim"
                + " check";
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        if (limits.crop() != null) {
            headers.put(ImageHeaders.CROP, limits.crop());
        }
        if (limits.device() != null) {
            headers.put(ImageHeaders.DEVICE, limits.device());
        }
        return headers;
    }
}
