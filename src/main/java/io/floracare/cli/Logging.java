package io.floracare.cli;

import static java.util.Map.entry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import io.floracare.config.LogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Points the log where a command wants it. A logback.xml of the user's own is left alone. */
final class Logging {
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{0}: %msg %kvp{DOUBLE}%n%ex";
    private static final FileSize FILE_SIZE = new FileSize(10L << 20);
    private static final int OLD_FILES = 3;

    /** Libraries that say at INFO what concerns nobody. */
    private static final Map<String, Level> QUIET =
            Map.ofEntries(
                    entry("org.apache.kafka", Level.WARN),
                    // Asks each application without global stores how those should fail.
                    entry("org.apache.kafka.streams.StreamsConfig", Level.ERROR),
                    // A port that is taken is said by who chose it.
                    entry("io.javalin", Level.OFF),
                    // A broker that is away is said once, by what waits for it.
                    entry("org.apache.kafka.clients.NetworkClient", Level.ERROR),
                    entry("org.apache.kafka.clients.ClientUtils", Level.ERROR),
                    entry("kafka", Level.WARN),
                    entry("state.change.logger", Level.WARN),
                    entry("org.eclipse.jetty", Level.WARN),
                    entry("org.gaul", Level.WARN),
                    entry("org.jclouds", Level.WARN),
                    entry("ai.djl", Level.WARN),
                    // Says at each load that there is no GPU.
                    entry("ai.djl.onnxruntime", Level.ERROR),
                    entry("software.amazon.awssdk", Level.WARN));

    private final @Nullable LoggerContext context;

    /**
     * @param context that is set up; null when the user does it
     */
    Logging(@Nullable LoggerContext context) {
        this.context = context;
    }

    /** The process's log, unless {@code logback.configurationFile} says how it is to be. */
    static Logging system() {
        boolean own = System.getProperty("logback.configurationFile") == null;
        return new Logging(
                own && LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                        ? context
                        : null);
    }

    /** Everything to stderr. */
    void toStderr(LogSettings settings, boolean verbose) {
        if (context != null) {
            reset(context, settings, verbose);
            attach(context, stderr(context, settings));
        }
    }

    /**
     * Everything to a file that is kept small and, with {@code verbose}, to stderr as well. What a
     * person must know, the command says itself.
     *
     * @return the file; null if it cannot be written, whereupon errors go to stderr, or if the user
     *     sets the log up
     */
    @Nullable Path toFile(Path file, LogSettings settings, boolean verbose) {
        if (context == null) {
            return null;
        }
        reset(context, settings, verbose);
        boolean writable = writable(file);
        if (writable) {
            attach(context, rolling(context, file, settings));
        }
        if (verbose || !writable) {
            ConsoleAppender<ILoggingEvent> console = stderr(context, settings);
            ThresholdFilter filter = new ThresholdFilter();
            filter.setLevel(verbose ? "TRACE" : "ERROR");
            filter.start();
            console.addFilter(filter);
            attach(context, console);
        }
        return writable ? file : null;
    }

    private static boolean writable(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void reset(LoggerContext context, LogSettings settings, boolean verbose) {
        context.reset();
        Level level = Level.toLevel(settings.level().name());
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(level);
        if (verbose) {
            context.getLogger("io.floracare").setLevel(Level.DEBUG);
        } else if (level.isGreaterOrEqual(Level.INFO)) {
            QUIET.forEach((name, quiet) -> context.getLogger(name).setLevel(quiet));
        }
    }

    private static void attach(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
        appender.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private static ConsoleAppender<ILoggingEvent> stderr(
            LoggerContext context, LogSettings settings) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, settings));
        return appender;
    }

    private static RollingFileAppender<ILoggingEvent> rolling(
            LoggerContext context, Path file, LogSettings settings) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context, settings));
        FixedWindowRollingPolicy policy = new FixedWindowRollingPolicy();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(file + ".%i");
        policy.setMinIndex(1);
        policy.setMaxIndex(OLD_FILES);
        policy.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(FILE_SIZE);
        size.start();
        appender.setRollingPolicy(policy);
        appender.setTriggeringPolicy(size);
        return appender;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogSettings settings) {
        return switch (settings.format()) {
            case TEXT -> {
                PatternLayoutEncoder encoder = new PatternLayoutEncoder();
                encoder.setContext(context);
                encoder.setPattern(PATTERN);
                encoder.start();
                yield encoder;
            }
            case JSON -> {
                JsonEncoder encoder = new JsonEncoder();
                encoder.setContext(context);
                encoder.setWithSequenceNumber(false);
                encoder.setWithNanoseconds(false);
                encoder.setWithContext(false);
                encoder.setWithArguments(false);
                encoder.setWithFormattedMessage(false);
                encoder.start();
                yield encoder;
            }
        };
    }
}
