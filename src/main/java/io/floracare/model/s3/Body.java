package io.floracare.model.s3;

import io.floracare.model.PackageFile;
import io.floracare.model.Sha256;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * What was read of an object whose length was bounded while it was read, whatever its header says.
 *
 * @param content null if the object is too long
 * @param bytes length, as far as it is known
 */
record Body<T>(@Nullable T content, long bytes) {

    /** Reads into memory. */
    static ResponseTransformer<GetObjectResponse, Body<byte[]>> bytes(int limit) {
        return (response, in) -> {
            if (stated(response) > limit) {
                // Else closing the stream would read what is left of it.
                in.abort();
                return new Body<>(null, stated(response));
            }
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                in.abort();
                return new Body<>(null, bytes.length);
            }
            return new Body<>(bytes, bytes.length);
        };
    }

    /** Reads into a file, which is replaced. */
    static ResponseTransformer<GetObjectResponse, Body<PackageFile>> file(Path file, long limit) {
        return (response, in) -> {
            if (stated(response) > limit) {
                in.abort();
                return new Body<>(null, stated(response));
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                PackageFile read = Sha256.copy(in, out, limit);
                if (read.bytes() > limit) {
                    in.abort();
                    return new Body<>(null, read.bytes());
                }
                return new Body<>(read, read.bytes());
            }
        };
    }

    /** The stated length; 0 from a server that states none. */
    private static long stated(GetObjectResponse response) {
        Long length = response.contentLength();
        return length == null ? 0 : length;
    }
}
