package io.floracare.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.app.ModelTools;
import io.floracare.config.Settings;
import io.floracare.model.ModelCatalogue.Listed;
import io.floracare.model.Variant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code model list}. */
@Command(name = "list", description = "Lists the packages in the store.")
final class ModelList implements Callable<Integer> {
    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;
    private final ObjectMapper mapper = new ObjectMapper();

    ModelList(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Settings settings = context.tool();
        boolean json = format.json(context.terminal());
        try (ModelTools tools = ModelCommand.store(settings)) {
            List<Listed> packages = ModelCommand.done(tools.catalogue().list());
            if (json) {
                packages.forEach(listed -> context.out().println(json(listed)));
            } else {
                Columns.align(packages.stream().map(ModelList::row).toList())
                        .forEach(context.out()::println);
            }
            if (packages.isEmpty() && !json) {
                context.err()
                        .println(
                                "the store holds no package; ./floracare model push DIR puts one there");
            }
        }
        return ExitCode.OK.number();
    }

    private static String variants(Listed listed) {
        return listed.shown() == null
                ? ""
                : listed.shown().manifest().variants().stream()
                        .map(Variant::name)
                        .collect(Collectors.joining(", "));
    }

    private static List<String> row(Listed listed) {
        return List.of(
                listed.id().toString(),
                listed.problem() != null ? "unusable: " + listed.problem() : variants(listed));
    }

    private ObjectNode json(Listed listed) {
        ObjectNode node =
                mapper.createObjectNode()
                        .put("name", listed.id().name())
                        .put("version", listed.id().version())
                        .put("problem", listed.problem());
        if (listed.shown() != null) {
            node.put("sha256", listed.shown().manifestSha256()).put("uri", listed.shown().uri());
            listed.shown()
                    .manifest()
                    .variants()
                    .forEach(variant -> node.withArray("variants").add(variant.name()));
        }
        return node;
    }
}
