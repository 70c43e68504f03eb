package io.floracare.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.topic.Difference;
import io.floracare.topic.TopicActual;
import io.floracare.topic.TopicAdmin;
import io.floracare.topic.TopicLookup;
import io.floracare.topic.TopicSpec;
import io.floracare.topic.TopicView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code topics describe}. */
@Command(
        name = "describe",
        description = "Shows every topic as the catalogue wants it and as the cluster has it.")
final class TopicsDescribe implements Callable<Integer> {
    private final CliContext context;
    private final ObjectMapper mapper = new ObjectMapper();

    @Mixin private final FormatOption format = new FormatOption();

    TopicsDescribe(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<TopicView> views = TopicsCommand.ask(context, TopicAdmin::describe);
        boolean json = format.json(context.terminal());
        List<String> refusals =
                views.stream()
                        .map(TopicView::found)
                        .filter(TopicLookup.Refused.class::isInstance)
                        .map(found -> ((TopicLookup.Refused) found).message())
                        .distinct()
                        .toList();
        if (refusals.size() == 1
                && views.stream().allMatch(view -> view.found() instanceof TopicLookup.Refused)) {
            throw new UserError(refusals.getFirst());
        }
        for (TopicView view : views) {
            if (json) {
                context.out().println(json(view));
            } else {
                text(view);
            }
        }
        return ExitCode.OK.number();
    }

    private void text(TopicView view) {
        PrintWriter out = context.out();
        TopicSpec wanted = view.wanted();
        out.println(wanted.name() + ": " + wanted.doc());
        switch (view.found()) {
            case TopicLookup.Missing _ -> {
                out.println("  is missing; './floracare topics apply' creates it");
                rows(wanted, Map.of());
            }
            case TopicLookup.Refused(String message) -> out.println("  " + message);
            case TopicLookup.Found(TopicActual actual) -> {
                rows(wanted, settings(actual));
                out.printf("  %-24s %16s %16s%n", "replication factor", "", actual.replication());
                for (Difference difference : view.differences()) {
                    out.println("  differs: " + difference.sentence());
                }
            }
        }
    }

    private void rows(TopicSpec wanted, Map<String, String> actual) {
        context.out().printf("  %-24s %16s %16s%n", "", "wanted", "actual");
        settings(wanted)
                .forEach((name, value) ->
                        context.out()
                                .printf(
                                        "  %-24s %16s %16s%n",
                                        name, value, actual.getOrDefault(name, "-")));
    }

    private static Map<String, String> settings(TopicSpec wanted) {
        Map<String, String> settings = new TreeMap<>(wanted.configs());
        settings.put("partitions", Integer.toString(wanted.partitions()));
        return settings;
    }

    private static Map<String, String> settings(TopicActual actual) {
        Map<String, String> settings = new TreeMap<>(actual.configs());
        settings.put("partitions", Integer.toString(actual.partitions()));
        return settings;
    }

    private ObjectNode json(TopicView view) {
        Map<String, String> wanted = settings(view.wanted());
        ObjectNode node =
                mapper.createObjectNode()
                        .put("topic", view.wanted().name())
                        .set("wanted", mapper.valueToTree(wanted));
        switch (view.found()) {
            case TopicLookup.Missing _ -> node.putNull("actual");
            case TopicLookup.Refused(String message) ->
                    node.putNull("actual").put("message", message);
            case TopicLookup.Found(TopicActual actual) -> {
                Map<String, String> found = settings(actual);
                found.keySet().retainAll(wanted.keySet());
                found.put("replication.factor", Integer.toString(actual.replication()));
                node.set("actual", mapper.valueToTree(found));
            }
        }
        return node.set("differences", mapper.valueToTree(view.differences()));
    }
}
