"""Figures of a classifier from its logits, with intervals that respect groups of photos of one leaf."""

from __future__ import annotations

from typing import Callable

import numpy as np

_BOOTSTRAP = 1000
_MIN_GROUPS = 5
_Z = 1.959964


def softmax(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    scaled = logits.astype(np.float64) / temperature
    scaled -= scaled.max(1, keepdims=True)
    exponentials = np.exp(scaled)
    return exponentials / exponentials.sum(1, keepdims=True)


def energy(logits: np.ndarray) -> np.ndarray:
    """ln sum exp of the raw logits (Liu et al. 2020, with the sign turned): high for what the network knows."""
    values = logits.astype(np.float64)
    top = values.max(1)
    return top + np.log(np.exp(values - top[:, None]).sum(1))


def negative_log_likelihood(logits: np.ndarray, labels: np.ndarray, temperature: float = 1.0) -> float:
    chosen = softmax(logits, temperature)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(chosen, 1e-12)).mean())


def calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error over equally wide bins (Guo et al. 2017)."""
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    count = np.bincount(index, minlength=bins)
    gap = np.abs(np.bincount(index, confidence, bins) - np.bincount(index, right.astype(float), bins))
    return float(gap[count > 0].sum() / len(confidence))


def macro_f1(labels: np.ndarray, predicted: np.ndarray, classes: int) -> float:
    """Mean over the classes that occur in `labels`."""
    scores = []
    for k in range(classes):
        actual, said = labels == k, predicted == k
        if actual.any():
            scores.append(2 * (actual & said).sum() / (actual.sum() + said.sum()))
    return float(np.mean(scores))


def group_interval(statistic: Callable[[np.ndarray], float], groups: np.ndarray, seed: int = 0) -> list[float] | None:
    """95 % percentile bootstrap over whole groups; None with fewer than five groups or
    where a resample leaves nothing to measure.

    `statistic` takes the positions of the photos of one resample.
    """
    names, member_of = np.unique(groups, return_inverse=True)
    if len(names) < _MIN_GROUPS:
        return None
    members = [np.flatnonzero(member_of == g) for g in range(len(names))]
    random = np.random.default_rng(seed)
    values = []
    for _ in range(_BOOTSTRAP):
        picked = random.integers(0, len(names), len(names))
        values.append(statistic(np.concatenate([members[g] for g in picked])))
    if np.isnan(values).any():
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return [round(float(low), 4), round(float(high), 4)]


def wilson(successes: float, trials: int) -> list[float] | None:
    """95 % score interval of a share (Wilson 1927)."""
    if trials == 0:
        return None
    share, z2 = successes / trials, _Z**2
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = _Z * np.sqrt(share * (1 - share) / trials + z2 / (4 * trials**2)) / (1 + z2 / trials)
    return [round(float(max(0, centre - half)), 4), round(float(min(1, centre + half)), 4)]


def per_class(labels: np.ndarray, predicted: np.ndarray, groups: np.ndarray, names: list[str]) -> list[dict]:
    """Precision and recall with intervals: a bootstrap of the groups where there are five or more and not all are alike,
    else Wilson's of so many trials as there are groups: photos of one leaf tell as much as one."""
    rows = []
    for k, name in enumerate(names):
        actual, said = labels == k, predicted == k
        hits = int((actual & said).sum())
        rows.append({
            "name": name,
            "photos": int(actual.sum()),
            "groups": len(np.unique(groups[actual])),
            "recall": _share(hits, int(actual.sum())),
            "recallInterval": _share_interval(said[actual], groups[actual]),
            "precision": _share(hits, int(said.sum())),
            "precisionInterval": _share_interval(actual[said], groups[said]),
        })
    return rows


def _share_interval(hit: np.ndarray, groups: np.ndarray) -> list[float] | None:
    """95 % interval of the share of photos that are hits."""
    if not len(hit):
        return None
    if not hit.all() and hit.any():
        by_group = group_interval(lambda i: hit[i].mean(), groups)
        if by_group:
            return by_group
    trials = len(np.unique(groups))
    return wilson(hit.mean() * trials, trials)


def confusions(labels: np.ndarray, predicted: np.ndarray, names: list[str]) -> list[dict]:
    pairs, counts = np.unique(np.stack([labels, predicted], 1)[labels != predicted], axis=0, return_counts=True)
    rows = [{"actual": names[a], "predicted": names[p], "photos": int(n)} for (a, p), n in zip(pairs, counts)]
    return sorted(rows, key=lambda row: (-row["photos"], row["actual"], row["predicted"]))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
