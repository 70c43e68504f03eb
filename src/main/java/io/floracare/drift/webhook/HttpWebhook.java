package io.floracare.drift.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/** Posts by HTTP. Redirects are not followed: an alert goes where its user said, or nowhere. */
public final class HttpWebhook implements Webhook, AutoCloseable {
    /** The receiver has read the alert and does not understand it: it will not later either. */
    private static final Set<Integer> NEVER = Set.of(400, 413, 415, 422);

    private final URI address;
    private final Duration timeout;
    private final HttpClient client;

    /**
     * @param address http or https
     * @param timeout of one post
     */
    public HttpWebhook(URI address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        this.client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout)
                        .build();
    }

    @Override
    public Outcome post(byte[] json) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(json))
                        .build();
        try {
            HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
            int status = response.statusCode();
            if (status >= 200 && status < 300) {
                return new Outcome.Accepted();
            }
            String reason =
                    "the webhook at "
                            + address.getHost()
                            + " answers "
                            + status
                            + (status / 100 == 3 ? "; redirects are not followed" : "");
            return NEVER.contains(status)
                    ? new Outcome.Refused(reason)
                    : new Outcome.Failed(reason);
        } catch (IOException e) {
            return new Outcome.Failed(
                    "the webhook at " + address.getHost() + " does not answer: " + e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
