package io.floracare.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.floracare.client.KafkaClients;
import io.floracare.embedded.BrokerOptions;
import io.floracare.embedded.EmbeddedBroker;
import io.floracare.topic.TopicAdmin;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.tools.AclCommand;
import org.slf4j.LoggerFactory;

/**
 * A broker that asks for a password and denies what no ACL allows, with the ACLs that
 * docs/kafka-acls.sh gives and topics that its user {@code setup} made.
 */
final class GuardedBroker implements AutoCloseable {
    private static final List<String> USERS =
            List.of("classifier", "gateway", "drift", "sender", "reader", "setup");
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"%s\" password=\"%1$s-s word\"%s;";

    private final EmbeddedBroker broker;
    private final Denials denials = new Denials();
    private final Logger authorizer = (Logger) LoggerFactory.getLogger("kafka.authorizer.logger");

    GuardedBroker(Path folder) throws Exception {
        String users =
                Stream.concat(Stream.of("broker"), USERS.stream())
                        .map(user -> " user_%s=\"%1$s-s word\"".formatted(user))
                        .collect(Collectors.joining());
        broker =
                EmbeddedBroker.start(
                        BrokerOptions.in(folder.resolve("kafka"))
                                .with(
                                        "listener.security.protocol.map",
                                        "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
                                .with("sasl.enabled.mechanisms", "PLAIN")
                                .with("sasl.mechanism.inter.broker.protocol", "PLAIN")
                                .with(
                                        "listener.name.plaintext.plain.sasl.jaas.config",
                                        LOGIN.formatted("broker", users))
                                .with(
                                        "authorizer.class.name",
                                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                                .with("super.users", "User:broker;User:ANONYMOUS"));
        giveRights(folder);
        makeTopics();
        authorizer.setLevel(Level.INFO);
        authorizer.setAdditive(false);
        denials.start();
        authorizer.addAppender(denials);
    }

    /** The script runs as it is; what it would call Kafka's tool with is called in this process. */
    private void giveRights(Path folder) throws IOException, InterruptedException {
        Path calls = folder.resolve("calls");
        Path tool = folder.resolve("kafka-acls.sh");
        Files.writeString(tool, "#!/bin/sh\n{ printf '%s\\t' \"$@\"; echo; } >>" + calls + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        Path admin = folder.resolve("admin.properties");
        Files.write(admin, client("broker").entrySet().stream().map(Object::toString).toList());
        ProcessBuilder script =
                new ProcessBuilder(
                                "docs/kafka-acls.sh",
                                "--bootstrap-server",
                                broker.bootstrapServers(),
                                "--command-config",
                                admin.toString())
                        .inheritIO();
        script.environment().put("KAFKA_ACLS", tool.toString());
        assertThat(script.start().waitFor()).isZero();
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        try {
            for (String call : Files.readAllLines(calls)) {
                AclCommand.main(call.strip().split("\t"));
            }
        } finally {
            System.setOut(out);
        }
    }

    private void makeTopics() {
        try (Admin admin = new KafkaClients(client("setup")).admin()) {
            TopicAdmin topics = new TopicAdmin(admin, TopicCatalogue.load(), Duration.ofMinutes(1));
            assertThat(topics.apply(TopicAdmin.Options.DEFAULT))
                    .isInstanceOf(TopicReport.Topics.class);
        }
    }

    /** Kafka's settings of a client that is that user. */
    Map<String, String> client(String user) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN.formatted(user, ""));
    }

    /** This product's settings of a process that is that user. */
    String[] settings(String user, String... more) {
        Map<String, String> all = new HashMap<>();
        client(user).forEach((key, value) -> all.put("kafka." + key, value));
        return Stream.concat(all.entrySet().stream().map(Object::toString), Stream.of(more))
                .toArray(String[]::new);
    }

    /** What was asked in vain so far. */
    List<String> denials() {
        return List.copyOf(denials.lines);
    }

    @Override
    public void close() {
        authorizer.detachAppender(denials);
        broker.close();
    }

    /** The broker's audit log. */
    private static final class Denials extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    }
}
