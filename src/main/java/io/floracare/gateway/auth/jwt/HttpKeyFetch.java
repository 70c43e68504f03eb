package io.floracare.gateway.auth.jwt;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches keys from the address in the settings and from nowhere else: no redirects. Bounded in
 * time, the body included, and in size.
 */
final class HttpKeyFetch implements KeyFetch {
    private static final int MOST_BYTES = 256 << 10;

    private final HttpClient client;
    private final URI address;
    private final Duration timeout;

    HttpKeyFetch(URI address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        this.client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout)
                        .build();
    }

    @Override
    public byte[] get() throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .header("Accept", "application/jwk-set+json, application/json")
                        .timeout(timeout)
                        .build();
        // A request's own timeout ends with the response's headers; the body may take for ever.
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            HttpResponse<byte[]> response = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException(address + " answered " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            throw new IOException(address + " took longer than " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(address + " cannot be read: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading " + address, e);
        } finally {
            sent.cancel(true);
        }
    }
}
