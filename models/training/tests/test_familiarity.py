import numpy as np
import pytest
import torch

from floracare_training import drawings, familiarity, metrics
from floracare_training.network import EfficientNetLite
from floracare_training.training import TrainingSet

FEATURES, INSIDE, CLASSES = 12, 5, 3


@pytest.fixture(scope="module")
def known():
    """Features of three classes that vary in five of twelve directions (and hardly in others), class indices, a
    classifier."""
    random = np.random.default_rng(5)
    directions = np.linalg.qr(random.normal(size=(FEATURES, INSIDE)))[0]
    centres = random.normal(size=(CLASSES, INSIDE)) * 6
    labels = np.arange(600) % CLASSES
    features = (centres[labels] + random.normal(size=(600, INSIDE))) @ directions.T
    weight = (centres - centres.mean(0)) @ directions.T
    return features + random.normal(size=features.shape) * 0.01, labels, weight, directions, centres


@pytest.fixture(scope="module")
def fitted(known):
    features, labels, weight, _, _ = known
    return familiarity.fit(features, labels, np.ones(600, bool), weight, np.zeros(CLASSES), INSIDE)


def test_residual_is_the_distance_from_the_subspace(known, fitted):
    features, _, _, directions, _ = known
    outside = np.random.default_rng(6).normal(size=FEATURES)
    outside -= directions @ (directions.T @ outside)
    moved = torch.tensor(features + 3 * outside / np.linalg.norm(outside), dtype=torch.float32)

    assert fitted.residual(torch.tensor(features, dtype=torch.float32)).max() < 0.1
    assert np.allclose(fitted.residual(moved), 3, atol=0.1)


def test_distance_is_that_to_the_nearest_class_less_that_to_all(known, fitted):
    features, labels, _, directions, _ = known
    inside = features @ directions
    means = np.stack([inside[labels == k].mean(0) for k in range(CLASSES)])
    about = lambda centred: np.linalg.inv(np.cov(centred.T, bias=True)
                                          + 0.01 * np.trace(np.cov(centred.T, bias=True)) / INSIDE * np.eye(INSIDE))
    squared = lambda centred, inverse: np.einsum("ni,ij,nj->n", centred, inverse, centred)
    within, overall = about(inside - means[labels]), about(inside - inside.mean(0))
    expected = (np.min([squared(inside - mean, within) for mean in means], 0)
                - squared(inside - inside.mean(0), overall))

    assert np.allclose(fitted.distance(torch.tensor(features, dtype=torch.float32)), expected, atol=0.05)


def test_weights_are_shares_of_what_known_photos_logits_are(known, fitted):
    features, _, weight, _, _ = known
    logits, rows = features @ weight.T, torch.tensor(features, dtype=torch.float32)

    residual = fitted.residual_weight * fitted.residual(rows)
    distance = fitted.distance_weight * fitted.distance(rows)

    assert float(residual.mean()) == pytest.approx(familiarity.RESIDUAL * logits.max(1).mean(), rel=1e-3)
    assert float(distance.std()) == pytest.approx(familiarity.DISTANCE * metrics.energy(logits).std(), rel=1e-2)


def test_between_two_classes_is_less_familiar_than_at_either(known, fitted):
    _, _, _, directions, centres = known
    at = lambda point: float(fitted(torch.tensor((point @ directions.T)[None], dtype=torch.float32)))

    assert at((centres[0] + centres[1]) / 2) > max(at(centres[0]), at(centres[1])) + 1


def test_network_keeps_its_probabilities_and_lowers_its_energy():
    torch.manual_seed(1)
    model = EfficientNetLite(CLASSES).eval()
    pictures = [drawings.leaf(3), drawings.leaf(11), drawings.scene(1)] * 2
    data = TrainingSet(np.stack([np.asarray(picture) for picture in pictures]), np.zeros((6, 256, 256), np.uint8),
                       np.arange(6) % 3, ["Fig___healthy", "Hop___rust", "Background"], backdrop=2)
    x = torch.rand(4, 3, 64, 64) * 2 - 1
    with torch.no_grad():
        before, features = model(x).numpy(), model.features(x)

        model.unfamiliarity = familiarity.measure(model, data, 64)

        after, taken = model(x).numpy(), model.unfamiliarity(features).numpy()
    assert not model.unfamiliarity.basis.is_inference()
    assert np.isfinite(taken).all() and taken.std() > 0
    assert np.allclose(metrics.softmax(after), metrics.softmax(before), atol=1e-5)
    assert np.allclose(metrics.energy(before) - metrics.energy(after), taken[:, 0], atol=1e-4)


def test_few_photos_leave_a_residual_to_compare_with(random):
    """40 photos of 64 features: in 80 dimensions each would lie in the subspace, and any other be infinitely far."""
    features, labels = random.normal(size=(40, 64)), np.arange(40) % 2
    weight, bias = random.normal(size=(2, 64)), np.zeros(2)

    fitted = familiarity.fit(features, labels, np.full(40, True), weight, bias)

    assert fitted.basis.shape[1] == 20
    assert fitted.residual(torch.from_numpy(features.astype(np.float32))).mean() > 1
    assert 0 < fitted.residual_weight < 10
