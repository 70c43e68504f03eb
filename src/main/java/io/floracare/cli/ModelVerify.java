package io.floracare.cli;

import io.floracare.app.ModelTools;
import io.floracare.config.Settings;
import io.floracare.model.ModelAddress;
import io.floracare.model.ModelCatalogue.PackageCheck;
import io.floracare.model.ModelPackage;
import io.floracare.model.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code model verify}. */
@Command(
        name = "verify",
        description =
                "Checks digests, manifest and labels of a package, and runs its self-test on this machine's engine.")
final class ModelVerify implements Callable<Integer> {
    private static final String SCHEME = "s3://";

    @Parameters(paramLabel = "DIR|s3://BUCKET/KEY", description = "A folder, or an address in S3.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String place;

    private final CliContext context;

    ModelVerify(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Settings settings = context.tool();
        PackageCheck check = modelPackage -> ModelTools.problem(settings, modelPackage);
        ModelPackage verified =
                place.startsWith(SCHEME) ? remote(settings, check) : local(settings, check);
        context.out()
                .printf(
                        "%s is sound: %d files, %d classes, sha256 %s; its self-test passes here%n",
                        verified.id(),
                        verified.manifest().files().size(),
                        verified.manifest().classes(),
                        verified.manifestSha256());
        return ExitCode.OK.number();
    }

    private ModelPackage local(Settings settings, PackageCheck check) {
        try (ModelTools tools = ModelTools.open(settings, "none")) {
            return ModelCommand.done(tools.catalogue().verify(Path.of(place), check));
        }
    }

    private ModelPackage remote(Settings settings, PackageCheck check) {
        String rest = place.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        if (slash < 1 || slash == rest.length() - 1) {
            throw new UserError(
                    "'" + place + "' is no address; give s3://BUCKET/models/NAME/VERSION/");
        }
        try (ModelTools tools = ModelTools.open(settings, rest.substring(0, slash))) {
            Path scratch = Files.createTempDirectory("floracare-verify");
            try {
                return ModelCommand.done(
                        tools.catalogue()
                                .verify(
                                        ModelAddress.parse(
                                                rest.substring(slash + 1),
                                                settings.model().labelsKey()),
                                        scratch,
                                        check));
            } finally {
                delete(scratch);
            }
        } catch (RefusedException e) {
            throw new UserError(place + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UserError("there is no room to verify in: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
