package io.floracare.app;

import io.floracare.config.Settings;
import java.io.IOException;

/**
 * The production gateway in a process of its own. Arguments are settings, {@code key=value}. Prints
 * {@code ready http://127.0.0.1:PORT} once it takes images.
 */
public final class TestGatewayMain {
    private TestGatewayMain() {}

    public static void main(String[] args) throws Exception {
        Settings settings = TestSettings.of(args);
        try (GatewayProcess process = start(settings)) {
            process.gateway().running().get();
            System.out.println("ready http://127.0.0.1:" + process.gateway().port());
            Thread.currentThread().join();
        }
    }

    private static GatewayProcess start(Settings settings) throws IOException {
        return GatewayProcess.start(settings, null, "test", System.out);
    }
}
