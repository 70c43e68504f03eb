package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.cli.CliFixture.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Whatever is called wrongly: a sentence that says what is possible, and exit code 2. */
final class UsageTest {
    private static final Set<Class<?>> FREE = Set.of(String.class, Map.class, boolean.class);

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            textBlock =
                    """
                    results --since yesterday => --since is 'yesterday': expected an instant such as 2026-05-01T10:00:00Z, or a duration back such as P7D or PT10M
                    results --limit 0 => --limit is '0': expected a whole number of at least 1
                    results --limit many => --limit is 'many': expected a whole number of at least 1
                    results --limit 99999999999 => --limit is '99999999999': expected fewer digits
                    results --set log.level => --set is 'log.level': expected KEY=VALUE
                    results --format xml => --format is 'xml': expected text or json
                    drift report --from yesterday => --from is 'yesterday': expected an instant such as
                    drift report --segment plot=7 => --segment is 'plot=7': expected all, crop=NAME, device=NAME or producer=NAME
                    drift report --out gone/x.html => --out is 'gone/x.html': expected the name of a file in a folder that exists
                    drift report --from PT1H --to PT2H => is not before --to
                    drift accept --to P => --to is 'P': expected an instant such as
                    drift accept --revoke --by-hour => --revoke takes neither --from nor --to nor --by-hour
                    drift backtest --model gone => --model is 'gone': expected a folder that exists, or an address such as s3://BUCKET/models/NAME/VERSION/
                    drift backtest --budget often => drift.budget (command line) is 'often': expected
                    baseline build => give either --images DIR or --topic leaf-features
                    baseline build --images gone => --images is 'gone': expected a file or a folder that exists
                    baseline build --images . --from P1D => --from and --to go with --topic
                    baseline build --topic leaf-results => --topic is 'leaf-results': expected leaf-features
                    baseline build --topic leaf-features --split test => --split and --training-split go with --images
                    bench --images 0 => --images is '0': expected a whole number of at least 100
                    bench --seconds 1.5 => --seconds is '1.5': expected a whole number of at least 1
                    bench http --model pom.xml => --model is 'pom.xml': expected a folder that exists
                    bench drift --records 999 => --records is '999': expected a whole number from 1000 to 5000000
                    bench drift --stream-only --rounds 0 => --stream-only needs --rounds of at least 1
                    broker --dir pom.xml => --dir is 'pom.xml': expected a folder that this user may write
                    broker --dir gone --port 99999 => --port is '99999': expected a whole number from 0 to 65535
                    classify gone.jpg => FILE is 'gone.jpg': expected a file or a folder that exists
                    demo --http-port 99999 => --http-port is '99999': expected a whole number from 0 to 65535
                    demo --rate NaN => --rate is 'NaN': expected a number of at least 0.01
                    demo --seed x => --seed is 'x': expected a whole number
                    demo --images gone => --images is 'gone': expected a file or a folder that exists
                    dead-letters list --code nonsense => --code is 'nonsense': expected empty, not-an-image, unsupported-format, truncated
                    dead-letters replay --code truncated --code cut => --code is 'cut': expected
                    dead-letters replay --limit -1 => --limit is '-1': expected a whole number of at least 1
                    keys create --name A --expires never-ever => --expires is 'never-ever': expected a time such as 12h or 90d, a date such as 2030-12-31, or never
                    keys create --name A --expires 2020-01-01 => --expires is '2020-01-01': expected a time to come
                    keys create --name A --scope read,all => --scope is 'all': expected predict, read, metrics or admin
                    keys create --name A --url https://a.example => --take-within and --url go with --invite
                    keys create --name A --invite --take-within never => --take-within must end
                    keys create --name A --invite --url leaves => --url is 'leaves': expected an address such as
                    label gone.csv => FILE.csv is 'gone.csv': expected a file that exists
                    topics describe --config . => --config is '.': expected a file that exists
                    label . => FILE.csv is '.': expected a file that exists
                    label pom.xml --reason boredom => --reason is 'boredom': expected random, uncertain, drift, complaint or other
                    label pom.xml --model s3://bucket => --model is 's3://bucket': expected a folder that exists, or an address
                    model push pom.xml => DIR is 'pom.xml': expected a folder that exists
                    model show leaf => NAME/VERSION is 'leaf': expected a package such as leaf-disease/0.6.0
                    model verify gone => DIR|s3://BUCKET/KEY is 'gone': expected a folder that exists, or an address
                    model evaluate . --html . => --html is '.': expected the name of a file in a folder that exists
                    model evaluate . --split val => --split needs a manifest.tsv, and . has none
                    model list => no store is set: give MODEL_S3_BUCKET
                    publish gone => FILE is 'gone': expected a file or a folder that exists
                    publish . --journal gone/j => --journal is 'gone/j': expected the name of a file in a folder that exists
                    topics apply --replication-factor 99999 => --replication-factor is '99999': expected a whole number from 1 to 32767
                    topics describe --config gone.properties => --config is 'gone.properties': expected a file that exists
                    classifier --set nonsense=1 => nonsense (command line) is not a setting
                    classifier => no model is set: give MODEL_S3_BUCKET and MODEL_S3_KEY
                    """)
    void what_cannot_be_is_a_sentence_and_exits_2(String command, String sentence) {
        Outcome outcome = run(command.split(" "));

        assertThat(outcome.err()).contains(sentence).startsWith("floracare: ");
        assertThat(outcome.err().strip().lines())
                .hasSizeLessThanOrEqualTo(sentence.contains("(command line)") ? 2 : 1);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void a_refused_link_makes_no_key() {
        run("keys", "create", "--name", "A", "--invite", "--url", "leaves");

        assertThat(folder.resolve("keys")).doesNotExist();
    }

    @Test
    void every_value_is_checked_by_its_type_its_range_or_its_place() {
        List<String> unchecked = new ArrayList<>();
        options(commands())
                .filter(each -> !isChecked(each))
                .forEach(each -> unchecked.add(each.toString()));

        assertThat(unchecked).isEmpty();
    }

    private static boolean isChecked(ArgSpec spec) {
        Class<?> type = Arguments.type(spec);
        if (type == Path.class) {
            return Arguments.annotation(spec, OnDisk.class) != null;
        }
        return FREE.contains(type)
                || type.isEnum()
                || type.getName().startsWith("io.floracare.")
                || type == URI.class
                || Arguments.annotation(spec, Range.class) != null;
    }

    @Test
    void exit_codes_of_the_help_are_those_of_the_code() {
        assertThat(commands().getCommandSpec().usageMessage().exitCodeList().keySet())
                .extracting(String::strip)
                .containsExactly("0", "1", "2", "70", "130", "143");
        assertThat(ExitCode.values()).extracting(ExitCode::number).containsExactly(0, 1, 2, 70);
    }

    private static Stream<ArgSpec> options(CommandLine command) {
        return Stream.concat(
                command.getCommandSpec().args().stream(),
                command.getSubcommands().values().stream()
                        .filter(each -> !each.getCommandName().equals("help"))
                        .flatMap(UsageTest::options));
    }

    private static CommandLine commands() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Terminal terminal = new Terminal(nowhere, nowhere, false, false, 100);
        return new Cli(terminal, Map.of(), new Logging(null)).commandLine();
    }

    private Outcome run(String... args) {
        return new CliFixture().with("FLORACARE_DATA_DIR", folder.toString()).run(args);
    }
}
