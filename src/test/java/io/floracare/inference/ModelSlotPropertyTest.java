package io.floracare.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Every order of installing, working, refreshing and closing keeps the same few promises. */
class ModelSlotPropertyTest {
    private static final int WORKERS = 3;

    @Property(tries = 2000)
    void a_model_is_open_exactly_while_it_serves_or_is_held(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 10) Integer> steps) {
        ModelSlot slot = new ModelSlot();
        List<ScriptedClassifier> all = new ArrayList<>();
        List<Use> uses = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            uses.add(new Use(slot.worker()));
        }
        @Nullable ScriptedClassifier serving = null;
        boolean closed = false;

        for (int step : steps) {
            // 0 installs, 1 closes the slot, then three steps for each worker.
            if (step == 0) {
                ScriptedClassifier next = TestPackages.scripted("" + all.size(), Script.ANSWERS);
                all.add(next);
                slot.install(next);
                serving = closed ? null : next;
            } else if (step == 1) {
                slot.close();
                serving = null;
                closed = true;
            } else {
                uses.get((step - 2) / 3).perform((step - 2) % 3, serving);
            }
            assertThat(slot.get()).isSameAs(serving);
            for (ScriptedClassifier classifier : all) {
                long holders = uses.stream().filter(use -> use.held == classifier).count();
                boolean open = classifier == serving || holders > 0;
                assertThat(classifier.closes()).isEqualTo(open ? 0 : 1);
                assertThat(classifier.openSessions()).isEqualTo((int) holders);
                assertThat(classifier.misuses()).isZero();
            }
        }
    }

    /** A worker beside what it should hold. */
    private static final class Use {
        private ModelSlot.@Nullable Worker worker;
        private @Nullable ScriptedClassifier held;

        Use(ModelSlot.Worker worker) {
            this.worker = worker;
        }

        void perform(int what, @Nullable ScriptedClassifier serving) {
            if (worker == null) {
                return;
            }
            if (what == 2) {
                worker.close();
                worker = null;
                held = null;
                return;
            }
            boolean moves = serving != null && serving != held;
            held = moves ? serving : held;
            if (what == 1) {
                assertThat(worker.refresh()).isEqualTo(moves);
            } else if (held != null) {
                ModelSlot.Lease lease = worker.next();
                assertThat(lease.classifier()).isSameAs(held);
                assertThat(lease.session().logits(TestTensors.grey())).isNotEmpty();
            }
        }
    }
}
