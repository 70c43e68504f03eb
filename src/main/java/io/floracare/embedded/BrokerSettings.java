package io.floracare.embedded;

import java.util.Properties;

/** The embedded broker's settings: one node, small, for images of 20 MiB. */
final class BrokerSettings {
    static final String CONTROLLER = "CONTROLLER";

    /** The dead-letter topic's limit is the highest of the catalogue; room above it for growth. */
    private static final int MAX_MESSAGE_BYTES = 32 << 20;

    private BrokerSettings() {}

    static Properties of(
            BrokerOptions options, int node, String host, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(node));
        settings.put("controller.quorum.voters", node + "@" + host + ":" + controllerPort);
        settings.put(
                "listeners",
                "PLAINTEXT://%s:%d,%s://%s:%d"
                        .formatted(host, port, CONTROLLER, host, controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(host, port));
        settings.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", options.dir().toString());

        // One node: with the defaults of three the internal topics could never be made.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");

        // Typing errors in topic names must fail, as on a production cluster.
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        settings.put("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        settings.put("group.initial.rebalance.delay.ms", "0");

        // A process that was stopped (Ctrl-Z) and goes on must not count as gone meanwhile, since
        // no other broker leads: see PreviousLife for what Kafka would forget.
        settings.put("broker.session.timeout.ms", "600000");

        // A laptop's share of memory and threads.
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("log.index.size.max.bytes", "1048576");

        settings.putAll(options.overrides());
        return settings;
    }
}
