package io.floracare;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The layers, and where libraries, clocks, the environment and the console may appear. */
@AnalyzeClasses(packages = "io.floracare", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "io.floracare.";

    /** Named by the technology that they adapt. */
    private static final String[] ADAPTERS = {
        ROOT + "model.s3..", ROOT + "inference.djl..", ROOT + "embedded.."
    };

    /** Types whose instances change; a static field of such a type is state. */
    private static final List<String> MUTABLE =
            List.of(
                    ThreadLocal.class.getName(),
                    Random.class.getName(),
                    AtomicReference.class.getPackageName() + ".*",
                    "java\\.util\\.(Hash|Tree|LinkedHash|EnumMap|ArrayList|ArrayDeque|LinkedList).*",
                    "java\\.util\\.concurrent\\.(ConcurrentHashMap|CopyOnWrite).*",
                    "java\\.lang\\.StringBu.*");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    @ArchTest static final ArchRule messages_depend_on_nothing_of_the_product = uses("message");

    @ArchTest static final ArchRule config_depends_on_nothing_of_the_product = uses("config");

    @ArchTest static final ArchRule health_depends_on_nothing_of_the_product = uses("health");

    @ArchTest
    static final ArchRule telemetry_depends_on_messages_alone = uses("telemetry", "message");

    @ArchTest
    static final ArchRule only_app_sees_adapters =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(with(ADAPTERS, ROOT + "app.."))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ADAPTERS);

    @ArchTest
    static final ArchRule adapters_do_not_see_each_other =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "embedded..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ROOT + "model..", ROOT + "inference..");

    @ArchTest static final ArchRule only_cli_sees_app = onlySeenBy("app", "cli");

    @ArchTest
    static final ArchRule only_main_sees_cli =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "cli..")
                    .and()
                    .doNotBelongToAnyOf(Main.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "cli..");

    @ArchTest
    static final ArchRule aws_is_used_in_model_s3_alone =
            confined("model.s3", "software.amazon.awssdk..");

    @ArchTest
    static final ArchRule the_engine_is_used_in_inference_djl_alone =
            confined("inference.djl", "ai.djl..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule opencv_is_used_in_image_alone = confined("image", "org.bytedeco..");

    @ArchTest
    static final ArchRule http_is_served_in_gateway_alone =
            confined("gateway", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest static final ArchRule picocli_is_used_in_cli_alone = confined("cli", "picocli..");

    @ArchTest
    static final ArchRule the_log_is_set_up_in_cli_alone = confined("cli", "ch.qos.logback..");

    @ArchTest
    static final ArchRule charts_are_drawn_in_report_alone = confined("report", "org.jfree..");

    @ArchTest
    static final ArchRule tokens_are_judged_in_one_place =
            confined("gateway.auth.jwt", "com.nimbusds..");

    @ArchTest
    static final ArchRule requests_are_counted_in_one_place =
            confined("gateway.auth.limit", "io.github.bucket4j..");

    @ArchTest
    static final ArchRule pictures_of_links_are_drawn_in_cli_alone =
            confined("cli", "com.google.zxing..");

    @ArchTest
    static final ArchRule servers_are_embedded_in_one_place =
            confined(
                    "embedded",
                    "org.gaul..",
                    "org.jclouds..",
                    "kafka..",
                    "org.apache.kafka.server..",
                    "org.apache.kafka.metadata..");

    @ArchTest
    static final ArchRule the_environment_is_read_at_the_edge =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(edge())
                    .should()
                    .callMethod(System.class, "getenv")
                    .orShould()
                    .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule the_console_is_written_in_cli_alone =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "cli..")
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .orShould()
                    .callMethod(Throwable.class, "printStackTrace");

    @ArchTest
    static final ArchRule wall_clocks_are_passed_in =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(edge())
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC")
                    .orShould()
                    .callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule chance_is_passed_in =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(edge())
                    .should()
                    .callConstructor(Random.class)
                    .orShould()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .callMethod(ThreadLocalRandom.class, "current");

    @ArchTest
    static final ArchRule there_is_no_static_state =
            fields().that().areStatic().should(new BeConstant());

    @ArchTest
    static final ArchRule classes_are_final_unless_they_are_sealed_or_abstract =
            classes()
                    .that()
                    .areNotInterfaces()
                    .and()
                    .areTopLevelClasses()
                    .and(not(nameMatching(".*package-info")))
                    .and()
                    .doNotHaveModifier(JavaModifier.ABSTRACT)
                    .and(not(DescribedPredicate.describe("sealed", c -> c.reflect().isSealed())))
                    .should()
                    .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule every_package_is_null_marked =
            classes().that().areTopLevelClasses().should(new ResideInNullMarkedPackage());

    private static ArchRule uses(String name, String... others) {
        String[] allowed =
                Stream.concat(Stream.of(name), Arrays.stream(others))
                        .map(each -> ROOT + each + "..")
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.floracare..").and(not(resideInAnyPackage(allowed))));
    }

    private static ArchRule onlySeenBy(String name, String user) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + name + "..", ROOT + user + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + name + "..");
    }

    private static ArchRule confined(String home, String... library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + home + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library);
    }

    private static String[] edge() {
        return new String[] {ROOT + "cli..", ROOT + "config..", ROOT + "app.."};
    }

    private static String[] with(String[] some, String one) {
        return Stream.concat(Arrays.stream(some), Stream.of(one)).toArray(String[]::new);
    }

    private static final class BeConstant extends ArchCondition<JavaField> {
        BeConstant() {
            super("be final and of a type that does not change");
        }

        @Override
        public void check(JavaField field, ConditionEvents events) {
            boolean generated = field.getName().contains("$");
            boolean fixed = field.getModifiers().contains(JavaModifier.FINAL);
            String type = field.getRawType().getName();
            if (!generated && (!fixed || MUTABLE.stream().anyMatch(type::matches))) {
                events.add(SimpleConditionEvent.violated(field, field.getDescription()));
            }
        }
    }

    private static final class ResideInNullMarkedPackage extends ArchCondition<JavaClass> {
        ResideInNullMarkedPackage() {
            super("reside in a package whose package-info has @NullMarked");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            JavaPackage home = type.getPackage();
            boolean marked =
                    home.tryGetPackageInfo()
                            .map(info -> info.isAnnotatedWith(NullMarked.class))
                            .orElse(false);
            if (!marked) {
                events.add(SimpleConditionEvent.violated(type, home.getDescription()));
            }
        }
    }
}
