package io.floracare.cli;

import io.floracare.app.ModelTools;
import io.floracare.config.Settings;
import io.floracare.model.ModelCatalogue.Outcome;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code floracare model}: packages and their store. */
@Command(
        name = "model",
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Puts model packages into the store in S3, looks at them, verifies and evaluates them.",
        footer = {"", "The store is the bucket MODEL_S3_BUCKET; credentials are the AWS SDK's."})
final class ModelCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private ModelCommand() {}

    static CommandLine create(CliContext context) {
        return new CommandLine(new ModelCommand())
                .addSubcommand(new ModelPush(context))
                .addSubcommand(new ModelList(context))
                .addSubcommand(new ModelShow(context))
                .addSubcommand(new ModelVerify(context))
                .addSubcommand(new ModelEvaluate(context));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /** The store that the settings name. */
    static ModelTools store(Settings settings) {
        String bucket = settings.model().bucket();
        if (bucket == null) {
            throw UserError.usage(
                    "no store is set: give MODEL_S3_BUCKET, or --set model.s3.bucket=NAME");
        }
        return ModelTools.open(settings, bucket);
    }

    /**
     * What was asked for.
     *
     * @throws UserError if it was not done
     */
    static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Failed<T>(String message) -> throw new UserError(message);
        };
    }
}
