import threading
import time

import pytest
import torch

from floracare_training.runtime import side_by_side, use_threads


@pytest.fixture(autouse=True)
def threads():
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def test_each_worker_computes_on_its_own_thread_and_answers_come_in_order():
    use_threads(2)
    together = threading.Barrier(2, timeout=60)

    def work(number):
        together.wait()
        return number, torch.get_num_threads(), threading.get_ident()

    with side_by_side() as pool:
        rows = list(pool.map(work, range(2)))
    assert [(number, threads) for number, threads, _ in rows] == [(0, 1), (1, 1)]
    assert len({thread for *_, thread in rows}) == 2
    assert torch.get_num_threads() == 2


def test_what_is_still_to_do_is_dropped_when_something_fails():
    use_threads(1)
    done = []

    def work(number):
        time.sleep(0.02)
        done.append(number)

    with pytest.raises(ValueError, match="no photo"), side_by_side() as pool:
        rows = pool.map(work, range(10_000))
        next(rows)
        raise ValueError("no photo")
    assert len(done) < 10_000
    assert torch.get_num_threads() == 1
