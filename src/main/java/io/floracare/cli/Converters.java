package io.floracare.cli;

import io.floracare.drift.Segment;
import io.floracare.model.PackageId;
import java.net.URI;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads options and operands of the product's own types; a refusal says what is expected. */
final class Converters {
    private Converters() {}

    /** Teaches all commands the types. */
    static CommandLine register(CommandLine root) {
        return root.registerConverter(Moment.class, Moment::parse)
                .registerConverter(PackageAddress.class, PackageAddress::parse)
                .registerConverter(PackageId.class, Converters::packageId)
                .registerConverter(Segment.class, Converters::segment)
                .registerConverter(URI.class, Converters::webAddress);
    }

    private static PackageId packageId(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !PackageId.isPart(parts[0]) || !PackageId.isPart(parts[1])) {
            throw new TypeConversionException("a package such as leaf-disease/0.6.0");
        }
        return new PackageId(parts[0], parts[1]);
    }

    private static Segment segment(String text) {
        try {
            return Segment.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("all, crop=NAME, device=NAME or producer=NAME");
        }
    }

    private static URI webAddress(String text) {
        try {
            URI address = URI.create(text);
            boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
            if (web && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw notOnTheWeb();
        }
        throw notOnTheWeb();
    }

    private static TypeConversionException notOnTheWeb() {
        return new TypeConversionException("an address such as https://leaves.example.org");
    }
}
