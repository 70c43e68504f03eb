"""How unlike training photos an image looks to a network, which the energy of its logits alone tells badly.

A leaf of an unknown crop that looks like a known one has large logits. Its features still differ from those of the
photos that the network was trained on, in two ways:

- They leave the subspace that features of training photos vary in: the residual of virtual-logit matching (ViM: Wang
  et al. 2022, arXiv 2203.10807).
- Within it they lie further from the nearest class than from all features' mean: the relative Mahalanobis distance
  (Ren et al. 2021, arXiv 2106.09022).

A weighted sum of both is taken off all logits alike. That leaves every probability as it was and lowers the energy by
just that sum, so that whoever runs the network needs to know nothing of it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import nn

from . import metrics
from .images import InputSpec
from .training import Recipe, TrainingSet

DIMENSIONS = 80
RESIDUAL = 0.75
"""The residual's mean over training photos, as a share of their mean largest logit; ViM's own choice is 1."""
DISTANCE = 0.25
"""The relative distance's standard deviation over training photos, as a share of their energy's."""
SETTINGS = {"dimensions": DIMENSIONS, "residual": RESIDUAL, "distance": DISTANCE}
_PHOTOS_PER_CLASS = 45
_BATCH = 45
_SHRINKAGE = 0.01
"""Of each covariance: this share of its mean variance is added to all variances."""


class Unfamiliarity(nn.Module):
    """N x features to N x 1: what is taken off the logits.

    `origin` (features) and the orthonormal `basis` (features x dimensions) are the subspace; `within` and `overall`
    (dimensions x dimensions) whiten it by the covariance about the classes' means and about the mean of all, which are
    given whitened: `means` (classes x dimensions) and `mean` (dimensions).
    """

    def __init__(self, origin, basis, within, means, overall, mean, residual_weight: float, distance_weight: float) -> None:
        super().__init__()
        for name, values in {"origin": origin, "basis": basis, "within": within, "means": means, "overall": overall,
                             "mean": mean}.items():
            self.register_buffer(name, torch.as_tensor(np.asarray(values), dtype=torch.float32))
        self.residual_weight, self.distance_weight = residual_weight, distance_weight

    def residual(self, features: torch.Tensor) -> torch.Tensor:
        """N: the distance from the subspace."""
        centred = features - self.origin
        inside = centred @ self.basis
        return (centred.square().sum(1) - inside.square().sum(1)).clamp(min=0).sqrt()

    def distance(self, features: torch.Tensor) -> torch.Tensor:
        """N: the squared Mahalanobis distance to the nearest class, less that to the mean of all; may be negative."""
        inside = (features - self.origin) @ self.basis
        nearest = ((inside @ self.within)[:, None] - self.means[None]).square().sum(2).amin(1)
        return nearest - (inside @ self.overall - self.mean).square().sum(1)

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        total = self.residual_weight * self.residual(features) + self.distance_weight * self.distance(features)
        return total[:, None]


def fit(features: np.ndarray, labels: np.ndarray, plain: np.ndarray, weight: np.ndarray, bias: np.ndarray,
        dimensions: int = DIMENSIONS) -> Unfamiliarity:
    """Of N x features of training photos and their class indices; the rows of `plain` are of photos as they are, the
    others of random views. `weight` (classes x features) and `bias` are the linear classifier's."""
    weight, bias, features = (values.astype(np.float64) for values in (weight, bias, features))
    # Of so few photos that they fill the subspace nothing would be left of any residual to compare others with.
    dimensions = min(dimensions, features.shape[1], len(features) // 2)
    origin = -np.linalg.pinv(weight) @ bias
    centred = features - origin
    _, vectors = np.linalg.eigh(centred.T @ centred)
    basis = vectors[:, -dimensions:]
    inside = centred @ basis
    known, position = np.unique(labels, return_inverse=True)
    means = np.stack([inside[labels == k].mean(0) for k in known])
    within, overall = _whitening(inside - means[position]), _whitening(inside - inside.mean(0))
    result = Unfamiliarity(origin, basis, within, means @ within, overall, inside.mean(0) @ overall, 1.0, 1.0)
    logits = features[plain] @ weight.T + bias
    rows = torch.from_numpy(features.astype(np.float32))
    residual, distance = result.residual(rows).mean(), result.distance(rows[torch.from_numpy(plain)]).std()
    result.residual_weight = float(RESIDUAL * logits.max(1).mean() / residual.clamp(min=1e-6))
    result.distance_weight = float(DISTANCE * metrics.energy(logits).std() / distance.clamp(min=1e-6))
    return result


def _whitening(centred: np.ndarray) -> np.ndarray:
    covariance = centred.T @ centred / len(centred)
    covariance += max(_SHRINKAGE * np.trace(covariance) / len(covariance), 1e-12) * np.eye(len(covariance))
    return np.linalg.inv(np.linalg.cholesky(covariance)).T


@torch.no_grad()
def measure(network: nn.Module, data: TrainingSet, pixels: int = InputSpec().size) -> Unfamiliarity:
    """`fit` on the features that `network` (with `features` and `classifier`) gives some training photos of each class,
    as they are and in one random view each; a grower's light and background then count as familiar."""
    random = np.random.default_rng(0)
    chosen = np.concatenate([random.permutation(np.flatnonzero(data.labels == k))[:_PHOTOS_PER_CLASS]
                             for k in range(len(data.classes))])
    spec = InputSpec.at(pixels)
    network.eval()
    device = next((p.device for p in network.parameters()), torch.device("cpu"))
    recipe = replace(Recipe(), phases=((pixels, 1.0),), batch=_BATCH)
    features, labels = [], []
    for start in range(0, len(chosen), _BATCH):
        rows = chosen[start : start + _BATCH]
        views, drawn = data.views(start, recipe)
        for images, of in ((torch.from_numpy(spec.normalize(spec.pixels_of(data.squares[rows]))), data.labels[rows]),
                           (views, drawn.numpy())):
            features.append(network.features(images.to(device, memory_format=torch.channels_last)).cpu().numpy())
            labels.append(of)
    plain = np.concatenate([np.full(len(part), i % 2 == 0) for i, part in enumerate(labels)])
    return fit(np.concatenate(features), np.concatenate(labels), plain,
               network.classifier.weight.detach().cpu().numpy(), network.classifier.bias.detach().cpu().numpy())
