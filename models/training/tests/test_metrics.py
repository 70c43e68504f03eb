import numpy as np
import pytest

from floracare_training import calibrate, metrics


def overconfident(random, count: int = 4000, factor: float = 3.0):
    """Logits whose softmax at temperature `factor` is exactly right."""
    true_logits = random.normal(0, 2, (count, 5))
    cumulative = metrics.softmax(true_logits).cumsum(1)
    labels = (random.random((count, 1)) > cumulative).sum(1)
    return true_logits * factor, labels


def test_temperature_undoes_overconfidence(random):
    logits, labels = overconfident(random)

    assert calibrate.fit_temperature(logits, labels) == pytest.approx(3, abs=0.15)


def test_calibration_error_of_right_probabilities_is_small(random):
    logits, labels = overconfident(random)
    probabilities = metrics.softmax(logits, 3.0)

    error = metrics.calibration_error(probabilities.max(1), probabilities.argmax(1) == labels)

    assert error < 0.03


def test_calibration_error_of_certain_coin_flips_is_a_half():
    assert metrics.calibration_error(np.ones(100), np.arange(100) % 2 == 0) == pytest.approx(0.5)


def test_thresholds_together_stay_within_the_budget(random):
    logits, labels = overconfident(random)

    fitted = calibrate.fit(logits, labels, budget=0.05)

    assert 0.03 < 1 - fitted.answers(logits).mean() <= 0.051


def test_withheld_answers_are_the_worse_ones(random):
    logits, labels = overconfident(random)
    right = logits.argmax(1) == labels

    answered = calibrate.fit(logits, labels, budget=0.2).answers(logits)

    assert right[answered].mean() > right.mean() > right[~answered].mean()


def test_cross_fit_never_measures_a_photo_with_its_own_fold(random):
    logits, labels = overconfident(random, 200)
    fold_of = np.arange(200) % 4
    spoiled = logits.copy()
    spoiled[fold_of == 2] *= 100

    confidence, _ = calibrate.cross_fit(spoiled, labels, fold_of)
    expected = calibrate.fit(spoiled[fold_of != 2], labels[fold_of != 2]).confidence(spoiled[fold_of == 2])

    assert (confidence[fold_of == 2] == expected).all()


def two_kinds_of_mistake(random):
    """Logits of 1,000 photos in 5 folds: 40 wrong ones that probability tells apart, 20 right ones of low energy."""
    labels = random.integers(0, 3, 1000)
    logits = np.eye(3)[labels] * random.uniform(9, 12, (1000, 1))
    logits[:40] = np.eye(3)[(labels[:40] + 1) % 3] * 9 + np.eye(3)[labels[:40]] * random.uniform(8, 8.9, (40, 1))
    logits[40:60] -= 20
    return logits, labels, np.arange(1000) % 5


def test_energy_gets_as_much_of_the_budget_as_the_risk_allows(random):
    logits, labels, fold_of = two_kinds_of_mistake(random)

    chosen = [calibrate.choose_ratio(logits, labels, fold_of, budget=0.04, risk=risk) for risk in (0.04, 0.02, 0.0)]

    assert chosen == sorted(chosen, reverse=True)
    assert chosen[0] == calibrate.RATIOS[0] and chosen[-1] == calibrate.RATIOS[-1]


def test_ratio_moves_the_budget_from_probability_to_energy(random):
    logits, labels, _ = two_kinds_of_mistake(random)

    even, energetic = (calibrate.fit(logits, labels, 0.04, ratio) for ratio in (1, 4))

    assert energetic.min_probability < even.min_probability
    assert energetic.min_energy > even.min_energy


def test_energy_is_log_sum_exp():
    assert metrics.energy(np.array([[1000.0, 1000.0]]))[0] == pytest.approx(1000 + np.log(2))


def test_macro_f1_weighs_classes_alike():
    labels, predicted = np.array([0] * 98 + [1, 1]), np.array([0] * 100)

    assert metrics.macro_f1(labels, predicted, 2) == pytest.approx((2 * 98 / 198 + 0) / 2)


def test_interval_is_wider_when_photos_come_in_groups():
    right = np.repeat(np.arange(20) % 2 == 0, 10)

    alone = metrics.group_interval(lambda i: right[i].mean(), np.arange(200))
    grouped = metrics.group_interval(lambda i: right[i].mean(), np.repeat(np.arange(20), 10))

    assert grouped[1] - grouped[0] > 2 * (alone[1] - alone[0])


def test_four_groups_give_no_interval():
    assert metrics.group_interval(lambda i: 0.5, np.arange(100) % 4) is None


def test_wilson_interval_of_all_right_is_not_a_point():
    assert metrics.wilson(40, 40) == [0.9124, 1.0]


def test_interval_of_a_class_tells_how_few_leaves_were_seen():
    """40 photos of each class, all right: of 40 leaves, of 10, of one; then 30 of 40 right, of 8 leaves and of one."""
    labels = np.repeat(np.arange(5), 40)
    predicted = labels.copy()
    predicted[120:130] = predicted[160:170] = 0
    groups = np.concatenate([np.arange(40), 100 + np.arange(40) % 10, np.full(40, 200), 300 + np.arange(40) // 5, np.full(40, 400)])

    rows = metrics.per_class(labels, predicted, groups, list("abcde"))

    recalls = [row["recallInterval"] for row in rows]
    assert recalls[:3] == [metrics.wilson(40, 40), metrics.wilson(10, 10), metrics.wilson(1, 1)]
    assert recalls[3] == metrics.group_interval(lambda i: (predicted == 3)[120:160][i].mean(), groups[120:160])
    assert recalls[4] == metrics.wilson(0.75, 1) and recalls[4][0] < 0.2
    assert rows[1]["precisionInterval"] == metrics.wilson(10, 10)


def test_confusions_are_counted_by_pair():
    rows = metrics.confusions(np.array([0, 0, 1, 2]), np.array([1, 1, 1, 0]), ["a", "b", "c"])

    assert rows == [{"actual": "a", "predicted": "b", "photos": 2}, {"actual": "c", "predicted": "a", "photos": 1}]
