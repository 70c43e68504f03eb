package io.floracare.testing;

import io.floracare.embedded.BrokerOptions;
import io.floracare.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/** A broker until SIGTERM. Arguments: folder, port, then {@code key=value} broker settings. */
public final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        BrokerOptions options =
                BrokerOptions.in(Path.of(args[0]))
                        .onPort(Integer.parseInt(args[1]))
                        .recoveringQuickly();
        for (int i = 2; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            options = options.with(setting[0], setting[1]);
        }
        EmbeddedBroker broker = EmbeddedBroker.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        System.out.println("broker ready on port " + broker.port());
    }
}
