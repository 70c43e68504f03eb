package io.floracare.cli;

import io.floracare.message.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the reason that an image became a dead letter. */
final class LetterCode implements ITypeConverter<String> {
    /** Of letters that came without one. */
    private static final String UNKNOWN = "unknown";

    @Override
    public String convert(String text) {
        List<String> codes =
                Stream.concat(
                                Stream.of(ErrorCode.values()).map(ErrorCode::wire),
                                Stream.of(UNKNOWN))
                        .toList();
        String code = text.toLowerCase(Locale.ROOT);
        if (!codes.contains(code)) {
            throw new TypeConversionException(Arguments.oneOf(codes));
        }
        return code;
    }
}
