package io.floracare.cli;

import static io.floracare.cli.OnDisk.Kind.FILE_OR_FOLDER;
import static io.floracare.cli.OnDisk.Kind.FOLDER;
import static io.floracare.cli.OnDisk.Kind.OUTPUT;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.app.ModelTools;
import io.floracare.config.Settings;
import io.floracare.evaluate.Evaluation;
import io.floracare.evaluate.EvaluationPage;
import io.floracare.evaluate.EvaluationText;
import io.floracare.evaluate.LabelledPhoto;
import io.floracare.evaluate.LabelledPhotos;
import io.floracare.evaluate.ModelEvaluation;
import io.floracare.image.ImageLimits;
import io.floracare.inference.ModelSlot;
import io.floracare.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model evaluate}. */
@Command(
        name = "evaluate",
        description =
                "Classifies labelled photos as the classifier would and says how often it is right, and when it abstains.")
final class ModelEvaluate implements Callable<Integer> {
    @OnDisk(FILE_OR_FOLDER)
    @Parameters(
            paramLabel = "DIR",
            description =
                    "A folder of one folder a class; or a manifest.tsv with columns class and file, or the folder that it is in.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path photos;

    @OnDisk(FOLDER)
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model package (default: the newest under models/leaf-disease).")
    private @Nullable Path model;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "With a manifest.tsv: only rows of this split.")
    private @Nullable String split;

    @OnDisk(OUTPUT)
    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write a page with the confusion matrix.")
    private @Nullable Path html;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;

    ModelEvaluate(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = context.tool();
        Path table = Files.isDirectory(photos) ? photos.resolve("manifest.tsv") : photos;
        boolean listed = Files.isRegularFile(table);
        if (split != null && !listed) {
            throw UserError.usage("--split needs a manifest.tsv, and " + photos + " has none");
        }
        List<LabelledPhoto> found =
                switch (listed
                        ? LabelledPhotos.inTable(table, split)
                        : LabelledPhotos.inFolder(photos)) {
                    case LabelledPhotos.Outcome.Found(List<LabelledPhoto> list) -> list;
                    case LabelledPhotos.Outcome.Refused(String message) ->
                            throw new UserError(message);
                };
        Evaluation evaluation;
        try (ModelSlot slot =
                        ModelTools.serve(
                                settings,
                                model != null ? model : ModelFolders.newest(context.home()));
                Progress bar =
                        Progress.start(context.terminal(), "Evaluating", " photos", found.size())) {
            ImageLimits limits =
                    new ImageLimits(
                            settings.image().maxBytes(),
                            settings.image().maxPixels(),
                            settings.image().minSide());
            evaluation =
                    new ModelEvaluation(slot, limits, Runtime.getRuntime().availableProcessors())
                            .run(found, (done, all) -> bar.stepTo(done));
        } catch (IOException e) {
            throw UserError.of(e);
        }
        print(evaluation);
        if (html != null) {
            try {
                Files.writeString(html, EvaluationPage.of(evaluation));
            } catch (IOException e) {
                throw UserError.unwritable(html, e);
            }
        }
        return ExitCode.OK.number();
    }

    private void print(Evaluation evaluation) {
        try {
            context.out()
                    .println(
                            format.json(context.terminal())
                                    ? Json.mapper().writeValueAsString(evaluation)
                                    : EvaluationText.of(evaluation));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an evaluation cannot be written", e);
        }
    }
}
