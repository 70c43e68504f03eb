package io.floracare.cli;

import io.floracare.app.ModelTools;
import io.floracare.app.PackageTrial;
import io.floracare.config.Settings;
import io.floracare.model.ModelAddress;
import io.floracare.model.ModelCatalogue.PackageCheck;
import io.floracare.model.ModelPackage;
import io.floracare.model.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code model verify}. */
@Command(
        name = "verify",
        description =
                "Checks digests, manifest and labels of a package, and runs the self-test of every variant that this machine can run.")
final class ModelVerify implements Callable<Integer> {
    @Parameters(paramLabel = "DIR|s3://BUCKET/KEY", description = "A folder, or an address in S3.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private PackageAddress place;

    private final CliContext context;

    ModelVerify(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Settings settings = context.tool();
        PackageTrial check = new PackageTrial(settings.model());
        ModelPackage verified =
                switch (place) {
                    case PackageAddress.Folder(Path folder) -> local(settings, folder, check);
                    case PackageAddress.Stored stored -> remote(settings, stored, check);
                };
        context.out()
                .printf(
                        "%s is sound: %d files, %d classes, sha256 %s; the self-test passes here with %s%n",
                        verified.id(),
                        verified.manifest().files().size(),
                        verified.manifest().classes(),
                        verified.manifestSha256(),
                        String.join(", ", check.passed()));
        check.passedOver().forEach(clause -> context.out().println("not tried: " + clause));
        return ExitCode.OK.number();
    }

    private static ModelPackage local(Settings settings, Path folder, PackageCheck check) {
        try (ModelTools tools = ModelTools.open(settings, "none")) {
            return ModelCommand.done(tools.catalogue().verify(folder, check));
        }
    }

    private static ModelPackage remote(
            Settings settings, PackageAddress.Stored place, PackageCheck check) {
        try (ModelTools tools = ModelTools.open(settings, place.bucket());
                Scratch scratch = Scratch.temporary("verify")) {
            return ModelCommand.done(
                    tools.catalogue()
                            .verify(
                                    ModelAddress.parse(place.key(), settings.model().labelsKey()),
                                    scratch.folder(),
                                    check));
        } catch (RefusedException e) {
            throw UserError.usage(place + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UserError("there is no room to verify in: " + e.getMessage(), e);
        }
    }
}
