package io.floracare.docs;

import io.floracare.config.Setting;
import io.floracare.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ConfigurationReferenceTest {
    private static final String HEAD =
            """
            # Settings

            This page is generated from the code.

            A setting is taken from the first of: the command line (`--set key=value`), the environment, a file of
            `key=value` lines in UTF-8 (`--config FILE`, or `FLORACARE_CONFIG` names it), its default. Everything that is
            wrong is reported at once, unknown names included, and the process ends with status 2 before anything is
            started. What is in effect is logged once at the start, secrets hidden. An empty variable counts as not set.

            | key | environment | default | meaning |
            | --- | --- | --- | --- |
            """;
    private static final String TAIL =
            """

            Sizes are bytes, or a number with `KiB`, `MiB` or `GiB`. Times are a number with `ms`, `s`, `m`, `h` or `d`.
            `cores` is the number of processors that the process may use. `${key}` is the value of another setting.

            ## Kafka's own settings

            `kafka.NAME`, or `KAFKA_NAME` in the environment with `_` for `.`, is passed on to Kafka Streams and to every
            Kafka client: `KAFKA_SECURITY_PROTOCOL=SASL_SSL`, `--set kafka.producer.compression.type=zstd`. The prefixes
            `consumer.`, `main.consumer.`, `restore.consumer.`, `global.consumer.`, `producer.` and `admin.` address one kind
            of client. In the environment only names that Kafka knows count, so that `KAFKA_HEAP_OPTS` and the variables
            that Kubernetes sets for a service called kafka do no harm; elsewhere an unknown name is passed on, for
            interceptors and callback handlers, unless it looks like a slip. Names on which the guarantees rest, such as
            `processing.guarantee`, `application.id`, `isolation.level` and the serialisers, are refused.

            ## S3

            Region and credentials are the AWS SDK's: `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
            `AWS_SESSION_TOKEN`, `AWS_PROFILE`, container and instance roles.
            """;

    @Test
    void reference_is_that_of_the_code() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        for (Setting<?> setting : Settings.all()) {
            text.append("| `")
                    .append(setting.key())
                    .append("` | `")
                    .append(setting.environment())
                    .append("` | ")
                    .append(
                            setting.defaultText().isEmpty()
                                    ? "none"
                                    : "`" + setting.defaultText() + "`")
                    .append(" | ")
                    .append(setting.doc().replace("|", "\\|"))
                    .append(setting.secret() ? " Secret." : "")
                    .append(" |\n");
        }

        Documents.assertCommitted(
                Path.of("docs", "configuration.md"), text.append(TAIL).toString());
    }
}
