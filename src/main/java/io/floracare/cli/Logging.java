package io.floracare.cli;

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
            Map.of(
                    "org.apache.kafka", Level.WARN,
                    "kafka", Level.WARN,
                    "state.change.logger", Level.WARN,
                    "org.eclipse.jetty", Level.WARN,
                    "org.gaul", Level.WARN,
                    "org.jclouds", Level.WARN,
                    "ai.djl", Level.WARN,
                    "software.amazon.awssdk", Level.WARN);

    private Logging() {}

    /** Everything to stderr. */
    static void toStderr(LogSettings settings, boolean verbose) {
        @Nullable LoggerContext context = fresh(settings, verbose);
        if (context != null) {
            attach(context, stderr(context, settings));
        }
    }

    /**
     * Everything to a file that is kept small, warnings of this software to stderr as well.
     *
     * @return the file; null if it cannot be written or the user configured the log
     */
    static @Nullable Path toFile(Path file, LogSettings settings, boolean verbose) {
        @Nullable LoggerContext context = fresh(settings, verbose);
        if (context == null) {
            return null;
        }
        ConsoleAppender<ILoggingEvent> console = stderr(context, settings);
        ThresholdFilter filter = new ThresholdFilter();
        filter.setLevel(verbose ? "DEBUG" : "ERROR");
        filter.start();
        console.addFilter(filter);
        attach(context, console);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            attach(context, rolling(context, file, settings));
            return file;
        } catch (IOException e) {
            LoggerFactory.getLogger(Logging.class)
                    .atDebug()
                    .addKeyValue("file", file)
                    .setCause(e)
                    .log("No log file");
            return null;
        }
    }

    private static @Nullable LoggerContext fresh(LogSettings settings, boolean verbose) {
        if (System.getProperty("logback.configurationFile") != null
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return null;
        }
        context.reset();
        Level level = Level.toLevel(settings.level().name());
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(level);
        if (verbose) {
            context.getLogger("io.floracare").setLevel(Level.DEBUG);
        }
        if (level.isGreaterOrEqual(Level.INFO) && !verbose) {
            QUIET.forEach((name, quiet) -> context.getLogger(name).setLevel(quiet));
        }
        return context;
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
