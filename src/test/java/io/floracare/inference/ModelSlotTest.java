package io.floracare.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ModelSlotTest {
    private final ModelSlot slot = new ModelSlot();
    private final ScriptedClassifier first = TestPackages.scripted("1", Script.ANSWERS);
    private final ScriptedClassifier second = TestPackages.scripted("2", Script.ANSWERS);

    @Test
    void says_so_before_the_first_model() {
        ModelSlot.Worker worker = slot.worker();

        assertThat(slot.get()).isNull();
        assertThat(worker.refresh()).isFalse();
        assertThatThrownBy(worker::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no model is in service");
    }

    @Test
    void keeps_one_session_while_the_model_stays() {
        slot.install(first);
        ModelSlot.Worker worker = slot.worker();

        ModelSlot.Lease lease = worker.next();

        assertThat(worker.next()).isSameAs(lease);
        assertThat(lease.classifier()).isSameAs(first);
        assertThat(first.openSessions()).isEqualTo(1);
    }

    @Test
    void changes_over_between_records_and_closes_the_old_model() {
        slot.install(first);
        ModelSlot.Worker worker = slot.worker();
        ModelSlot.Lease lease = worker.next();

        slot.install(second);

        assertThat(slot.get()).isSameAs(second);
        assertThat(first.closes()).isZero();
        assertThat(lease.session().logits(TestTensors.grey())).isNotEmpty();
        assertThat(worker.next().classifier()).isSameAs(second);
        assertThat(first.closes()).isEqualTo(1);
        assertThat(first.openSessions()).isZero();
    }

    @Test
    void a_replaced_model_lives_until_its_last_worker_moves_on() {
        slot.install(first);
        ModelSlot.Worker busy = slot.worker();
        ModelSlot.Worker idle = slot.worker();
        busy.next();
        idle.next();
        slot.install(second);

        busy.next();
        assertThat(first.closes()).isZero();
        assertThat(idle.refresh()).isTrue();

        assertThat(first.closes()).isEqualTo(1);
        assertThat(second.openSessions()).isEqualTo(2);
        assertThat(idle.refresh()).isFalse();
    }

    @Test
    void a_model_that_nobody_used_closes_when_replaced() {
        slot.install(first);
        slot.install(second);

        assertThat(first.closes()).isEqualTo(1);
        assertThat(second.closes()).isZero();
    }

    @Test
    void installing_the_model_in_service_again_changes_nothing() {
        slot.install(first);
        slot.install(first);

        assertThat(first.closes()).isZero();
        slot.close();
        assertThat(first.closes()).isEqualTo(1);
    }

    @Test
    void a_closed_slot_retires_what_it_had_and_what_comes_late() {
        slot.install(first);
        slot.close();
        slot.install(second);

        assertThat(slot.get()).isNull();
        assertThat(first.closes()).isEqualTo(1);
        assertThat(second.closes()).isEqualTo(1);
    }

    @Test
    void a_worker_that_outlives_the_slot_keeps_its_model_until_it_closes() {
        slot.install(first);
        ModelSlot.Worker worker = slot.worker();
        worker.next();

        slot.close();
        assertThat(worker.next().classifier()).isSameAs(first);
        assertThat(first.closes()).isZero();
        worker.close();

        assertThat(first.closes()).isEqualTo(1);
    }

    @Test
    void closing_a_worker_twice_lets_go_once() {
        slot.install(first);
        ModelSlot.Worker worker = slot.worker();
        worker.next();

        worker.close();
        worker.close();

        assertThat(first.openSessions()).isZero();
        assertThat(first.closes()).isZero();
        assertThatThrownBy(worker::next).hasMessage("the worker is closed");
    }

    @Test
    void a_thread_that_cannot_change_over_keeps_its_model_and_tries_again_when_refreshed() {
        slot.install(first);
        ModelSlot.Worker worker = slot.worker();
        ModelSlot.Lease lease = worker.next();
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        Classifier failing =
                new HookedClassifier(
                        second,
                        () -> {
                            tries.incrementAndGet();
                            failIf(broken.get());
                        });
        slot.install(failing);

        assertThat(worker.next()).isSameAs(lease);
        assertThat(worker.next()).isSameAs(lease);
        assertThat(tries).hasValue(1);
        assertThat(worker.refresh()).isFalse();
        assertThat(tries).hasValue(2);
        assertThat(lease.session().logits(TestTensors.grey())).isNotEmpty();
        broken.set(false);

        assertThat(worker.refresh()).isTrue();
        assertThat(worker.next().classifier()).isSameAs(failing);
        assertThat(first.closes()).isEqualTo(1);
        worker.close();
        slot.close();
        assertThat(second.closes()).isEqualTo(1);
    }

    @Test
    void a_model_after_one_that_cannot_be_opened_is_tried_at_once() {
        ScriptedClassifier third = TestPackages.scripted("3", Script.ANSWERS);
        slot.install(first);
        ModelSlot.Worker worker = slot.worker();
        worker.next();
        slot.install(new HookedClassifier(second, () -> failIf(true)));
        worker.next();

        slot.install(third);

        assertThat(second.closes()).isEqualTo(1);
        assertThat(worker.next().classifier()).isSameAs(third);
    }

    @Test
    void a_first_session_that_cannot_be_opened_is_told_each_time() {
        slot.install(new HookedClassifier(first, () -> failIf(true)));
        ModelSlot.Worker worker = slot.worker();

        assertThatThrownBy(worker::next)
                .isInstanceOf(InferenceException.class)
                .hasMessage("no session can be opened: no memory");
        assertThatThrownBy(worker::refresh).isInstanceOf(InferenceException.class);
        worker.close();
        slot.close();
        assertThat(first.closes()).isEqualTo(1);
    }

    @Test
    void an_old_model_that_does_not_close_cleanly_disturbs_nobody() {
        slot.install(first);
        ModelSlot.Worker worker = slot.worker();
        worker.next();
        first.openSession();
        slot.install(second);

        assertThat(worker.next().classifier()).isSameAs(second);
        assertThat(first.misuses()).isEqualTo(1);
    }

    private static void failIf(boolean broken) {
        if (broken) {
            throw new InferenceException("no memory");
        }
    }
}
