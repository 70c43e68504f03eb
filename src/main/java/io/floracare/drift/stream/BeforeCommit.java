package io.floracare.drift.stream;

import java.util.Objects;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Lets a processor send what it holds back before its task commits, as Kafka Streams' own caches
 * do: what is held in memory when offsets are committed would be lost in a crash. Streams has no
 * public way to be told of a commit, so this is one of its caches, an empty one: the only place
 * that knows of its internals. Keeps nothing itself.
 */
final class BeforeCommit implements StateStore, CachedStateStore<byte[], byte[]> {
    private final String name;
    private @Nullable Runnable flush;
    private boolean open;

    private BeforeCommit(String name) {
        this.name = name;
    }

    /** A builder of such stores: no changelog. */
    static StoreBuilder<BeforeCommit> builder(String name) {
        return new BeforeCommitBuilder(name, () -> new BeforeCommit(name));
    }

    /**
     * Has something done before each commit.
     *
     * @param context of the processor, which forwards in it
     * @param work forwards what was held back
     */
    void run(ProcessorContext<?, ?> context, Runnable work) {
        InternalProcessorContext<?, ?> inside = (InternalProcessorContext<?, ?>) context;
        ProcessorNode<?, ?, ?, ?> node = inside.currentNode();
        flush =
                () -> {
                    ProcessorNode<?, ?, ?, ?> before = inside.currentNode();
                    inside.setCurrentNode(node);
                    try {
                        work.run();
                    } finally {
                        inside.setCurrentNode(before);
                    }
                };
    }

    @Override
    public void flushCache() {
        if (flush != null) {
            flush.run();
        }
    }

    /** The task's work since its last commit is given up: what was held back comes again. */
    @Override
    public void clearCache() {
        flush = null;
    }

    @Override
    public boolean setFlushListener(
            CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(
                Objects.requireNonNull(root),
                (key, value) -> {
                    throw new IllegalStateException("there is no changelog to restore from");
                });
        open = true;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
