package io.floracare.cli;

import io.floracare.config.Settings;
import io.floracare.topic.KafkaFault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;

/** A command cannot do what it was asked to, for a reason that its user can do something about. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    UserError(String sentence) {
        this(sentence, ExitCode.FAILED);
    }

    UserError(String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = ExitCode.FAILED;
    }

    private UserError(String sentence, ExitCode exitCode) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** The command was called wrongly. */
    static UserError usage(String sentence) {
        return new UserError(sentence, ExitCode.USAGE);
    }

    /**
     * An option or operand was given a value that it cannot have.
     *
     * @param name such as {@code --limit}
     * @param expected what it can have
     */
    static UserError value(String name, String value, String expected) {
        return usage(name + " is '" + value + "': expected " + expected);
    }

    /** The command was called with settings that cannot be. */
    static UserError settings(List<String> problems) {
        String heading =
                problems.size() == 1
                        ? "a setting is wrong:"
                        : problems.size() + " settings are wrong:";
        return new UserError(heading + "\n  " + String.join("\n  ", problems), ExitCode.USAGE);
    }

    /** What failed said why, in a sentence; the file system's own exceptions are made into one. */
    static UserError of(Exception fault) {
        return new UserError(sentence(fault), fault);
    }

    /**
     * A file that was asked for cannot be written.
     *
     * @param file its path, or what it is called
     */
    static UserError unwritable(Object file, IOException fault) {
        return new UserError(file + " cannot be written: " + reason(fault), fault);
    }

    private static String sentence(Exception fault) {
        return fault instanceof FileSystemException file && file.getFile() != null
                ? file.getFile() + ": " + reason(fault)
                : reason(fault);
    }

    private static String reason(Exception fault) {
        return switch (fault) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "this user has no right to it";
            case FileAlreadyExistsException _ -> "there is another file of that name";
            case NotDirectoryException _ -> "this is no folder";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> fault.getMessage() == null ? fault.toString() : fault.getMessage();
        };
    }

    /** A fault of Kafka; when nobody answers, with the address that was asked. */
    static UserError kafka(Settings settings, String sentence) {
        return new UserError(
                sentence.startsWith(KafkaFault.NO_ANSWER)
                        ? KafkaFault.NO_ANSWER
                                + " at "
                                + String.join(",", settings.kafka().bootstrapServers())
                                + sentence.substring(KafkaFault.NO_ANSWER.length())
                        : sentence);
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
