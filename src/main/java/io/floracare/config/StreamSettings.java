package io.floracare.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How the stream processors run.
 *
 * @param dataDirectory everything that is kept on disk, unless it has a setting of its own
 * @param applicationIdPrefix a role's application id, and so its consumer group, is {@code
 *     topicPrefix + applicationIdPrefix + '-' + role}
 * @param threads for {@code leaf-images}, at least 1
 * @param expressThreads for {@code leaf-images-express}, at least 1
 * @param stateDirectory Streams' own files and the marks of records in hand; must outlive the
 *     process
 * @param shutdownTimeout how long a stop waits for the records in hand
 */
public record StreamSettings(
        Path dataDirectory,
        String applicationIdPrefix,
        int threads,
        int expressThreads,
        Path stateDirectory,
        Duration shutdownTimeout) {

    static final Setting<Path> DATA_DIRECTORY =
            Setting.of(
                    "data.dir",
                    Parsers.path(),
                    "data",
                    "Folder under which everything that is kept on disk goes. The launcher uses"
                            + " data/ in the checkout.");
    static final Setting<Path> STATE_DIRECTORY =
            Setting.of(
                    "state.dir",
                    Parsers.path(),
                    "${data.dir}/state",
                    "Marks of the images in hand, by which an image that kills the process is"
                            + " recognised, and Streams' files. Must outlive the process.");
    static final Setting<String> APPLICATION_ID_PREFIX =
            Setting.of(
                    "application.id.prefix",
                    Parsers.matching(
                            Pattern.compile("[a-zA-Z0-9._-]{1,100}"),
                            "expected 1 to 100 of a-z, A-Z, 0-9, '.', '_', '-'"),
                    "floracare",
                    "A role's application id, which is its consumer group, is topic.prefix, this,"
                            + " a hyphen and the role. Processes with the same id share the work.");
    static final Setting<Integer> THREADS =
            Setting.of(
                    "stream.threads",
                    Parsers.threads(),
                    "cores",
                    "Threads that serve leaf-images; each decodes and infers by itself.");
    static final Setting<Integer> EXPRESS_THREADS =
            Setting.of(
                    "express.threads",
                    Parsers.threads(),
                    "cores",
                    "Threads that serve leaf-images-express.");
    static final Setting<Duration> SHUTDOWN_TIMEOUT =
            Setting.of(
                    "shutdown.timeout",
                    Parsers.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
                    "30s",
                    "How long a stop waits for the images in hand to be finished and committed.");
    static final List<Setting<?>> ALL =
            List.of(
                    DATA_DIRECTORY,
                    STATE_DIRECTORY,
                    APPLICATION_ID_PREFIX,
                    THREADS,
                    EXPRESS_THREADS,
                    SHUTDOWN_TIMEOUT);

    public StreamSettings {
        if (threads < 1 || expressThreads < 1) {
            throw new IllegalArgumentException("at least one thread a lane");
        }
    }

    static StreamSettings from(Values values) {
        return new StreamSettings(
                values.get(DATA_DIRECTORY),
                values.get(APPLICATION_ID_PREFIX),
                values.get(THREADS),
                values.get(EXPRESS_THREADS),
                values.get(STATE_DIRECTORY),
                values.get(SHUTDOWN_TIMEOUT));
    }
}
