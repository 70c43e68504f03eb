"""Temperature and abstention, fitted per variant on photos that the network was not trained on."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from . import metrics

DEFAULT_BUDGET = 0.025
DEFAULT_RISK = 0.01
RATIOS = (4, 2, 1)
"""Quantiles of energy's threshold to those of probability's, the most to be wished first: energy tells leaves of
unknown crops apart, probability mistakes among known ones; the former are the worse mistakes."""


@dataclass(frozen=True)
class Calibration:
    """An answer below either threshold is withheld. `temperature` divides the logits; energy uses raw logits."""

    temperature: float
    min_probability: float
    min_energy: float

    def confidence(self, logits: np.ndarray) -> np.ndarray:
        return metrics.softmax(logits, self.temperature).max(1)

    def answers(self, logits: np.ndarray) -> np.ndarray:
        """True where the model commits itself."""
        return (self.confidence(logits) >= self.min_probability) & (metrics.energy(logits) >= self.min_energy)


def fit(logits: np.ndarray, labels: np.ndarray, budget: float = DEFAULT_BUDGET, ratio: float = RATIOS[0]) -> Calibration:
    """Temperature by likelihood; then one budget for both thresholds: energy's is put at a quantile of its score,
    probability's at 1/`ratio` of that quantile, the largest at which the share of photos below either stays within
    `budget`."""
    temperature = fit_temperature(logits, labels)
    probability = metrics.softmax(logits, temperature).max(1)
    energies = metrics.energy(logits)

    def thresholds(quantile: float) -> tuple[float, float]:
        return float(np.quantile(probability, quantile / ratio)), float(np.quantile(energies, quantile))

    def withheld(quantile: float) -> float:
        p, e = thresholds(quantile)
        return float(((probability < p) | (energies < e)).mean())

    low, high = 0.0, budget
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if withheld(middle) <= budget else (low, middle)
    p, e = thresholds(low)
    return Calibration(round(temperature, 4), _rounded_down(p), _rounded_down(e))


def choose_ratio(logits: np.ndarray, labels: np.ndarray, fold_of: np.ndarray, budget: float = DEFAULT_BUDGET,
                 risk: float = DEFAULT_RISK) -> float:
    """The first of RATIOS at which the share wrong among answers stays within `risk`, each fold answered under
    thresholds fitted on the others; where none does, the one that comes closest."""
    risks = {}
    for ratio in RATIOS:
        _, answered = cross_fit(logits, labels, fold_of, budget, ratio=ratio)
        risks[ratio] = float((logits.argmax(1) != labels)[answered].mean()) if answered.any() else 1.0
        if risks[ratio] <= risk:
            return ratio
    return min(risks, key=risks.get)


def _rounded_down(threshold: float) -> float:
    """To four digits. Rounded up, the threshold of a network that is sure of everything would withhold everything."""
    return math.floor(threshold * 1e4) / 1e4


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The temperature of least negative log likelihood, by golden section on its logarithm (0.1 to 10)."""
    ratio = (np.sqrt(5) - 1) / 2
    low, high = np.log(0.1), np.log(10)
    loss = lambda t: metrics.negative_log_likelihood(logits, labels, float(np.exp(t)))
    a, b = high - ratio * (high - low), low + ratio * (high - low)
    fa, fb = loss(a), loss(b)
    for _ in range(40):
        if fa < fb:
            high, b, fb = b, a, fa
            a = high - ratio * (high - low)
            fa = loss(a)
        else:
            low, a, fa = a, b, fb
            b = low + ratio * (high - low)
            fb = loss(b)
    return float(np.exp((low + high) / 2))


def cross_fit(logits: np.ndarray, labels: np.ndarray, fold_of: np.ndarray, budget: float = DEFAULT_BUDGET,
              risk: float = DEFAULT_RISK, ratio: float | None = None) -> tuple[np.ndarray, np.ndarray]:
    """(confidence, answered) of every photo, each under a calibration fitted on the other folds only; those choose the
    ratio for `risk` among themselves too, unless it is given."""
    confidence, answered = np.zeros(len(labels)), np.zeros(len(labels), bool)
    for fold in np.unique(fold_of):
        inside = fold_of == fold
        others = logits[~inside], labels[~inside]
        chosen = ratio or choose_ratio(*others, fold_of[~inside], budget, risk)
        fitted = fit(*others, budget, chosen)
        confidence[inside] = fitted.confidence(logits[inside])
        answered[inside] = fitted.answers(logits[inside])
    return confidence, answered
