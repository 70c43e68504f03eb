package io.floracare.app;

import io.floracare.inference.Classifier;
import io.floracare.inference.ClassifierLoader;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.model.ModelAddress;
import io.floracare.model.ModelFetcher;
import io.floracare.model.Sleeper;
import io.floracare.telemetry.ClassifierMetrics;
import io.floracare.telemetry.ModelLoad;
import io.floracare.telemetry.PauseReason;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicCheck;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker and the model store until both have what the classifier needs. What is missing is
 * said once when it changes, so that a process that seems to hang never does so silently.
 */
public final class ServiceStartup implements Startup {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceStartup.class);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    private final Map<String, String> kafka;
    private final TopicCatalogue topics;
    private final ModelAddress address;
    private final Function<ModelFetcher.Listener, ModelFetcher> fetchers;
    private final ClassifierLoader loader;
    private final ClassifierMetrics metrics;
    private final Sleeper sleeper;

    /**
     * @param kafka client settings
     * @param topics under their full names
     * @param address the model to serve
     * @param fetchers makes a fetcher that tells the listener why it waits
     * @param loader makes the fetched package into a classifier
     * @param metrics told of each attempt
     * @param sleeper passes time between attempts
     */
    public ServiceStartup(
            Map<String, String> kafka,
            TopicCatalogue topics,
            ModelAddress address,
            Function<ModelFetcher.Listener, ModelFetcher> fetchers,
            ClassifierLoader loader,
            ClassifierMetrics metrics,
            Sleeper sleeper) {
        this.kafka = Map.copyOf(kafka);
        this.topics = topics;
        this.address = address;
        this.fetchers = fetchers;
        this.loader = loader;
        this.metrics = metrics;
        this.sleeper = sleeper;
    }

    @Override
    public void awaitTopics(Consumer<Waiting> waiting) throws InterruptedException {
        metrics.paused(PauseReason.NO_MODEL);
        new TopicWait(kafka, topics, sleeper).await(TopicCheck::classifierProblems, waiting);
    }

    @Override
    public Classifier awaitClassifier(Consumer<Waiting> waiting) throws InterruptedException {
        ModelFetcher fetcher =
                fetchers.apply((reason, refused, delay) -> {
                    metrics.modelLoad(refused ? ModelLoad.REFUSED : ModelLoad.UNAVAILABLE);
                    waiting.accept(new Waiting(reason, refused));
                    LOG.atWarn().addKeyValue("again", delay).log(reason);
                });
        while (true) {
            waiting.accept(new Waiting("the model " + address.key() + " is being loaded", false));
            switch (fetcher.fetch(address)) {
                case ModelFetcher.Outcome.Refused refused -> refused(refused.message(), waiting);
                case ModelFetcher.Outcome.Fetched fetched -> {
                    switch (loader.load(fetched.modelPackage())) {
                        case LoadOutcome.Refused refused -> refused(refused.message(), waiting);
                        case LoadOutcome.Loaded loaded -> {
                            LOG.atInfo()
                                    .addKeyValue("model", loaded.classifier().ref())
                                    .addKeyValue("origin", fetched.origin())
                                    .log("The model is ready");
                            metrics.modelLoad(ModelLoad.OK);
                            metrics.model(loaded.classifier().ref());
                            metrics.resumed();
                            return loaded.classifier();
                        }
                    }
                }
            }
        }
    }

    /** A person has to do something; a package pushed again later is noticed. */
    private void refused(String message, Consumer<Waiting> waiting) throws InterruptedException {
        metrics.modelLoad(ModelLoad.REFUSED);
        waiting.accept(new Waiting(message, true));
        LOG.atError().addKeyValue("again", AFTER_REFUSAL).log(message);
        sleeper.sleep(AFTER_REFUSAL);
    }
}
