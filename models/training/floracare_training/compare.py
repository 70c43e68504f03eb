"""Compares recipes on group folds, and tells what a network says of a crop that its training left out."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
from torch import nn

from . import calibrate, card, dataset, evaluate, export, familiarity, metrics, train
from .runtime import use_threads
from .training import Recipe, predict

Photos = list[dataset.Photo]


@dataclass(frozen=True)
class Trial:
    """A finished training and the photos that it did not see.

    `recipe` names what sets it apart from other trainings of the same photos; `held_out` are photos of the classes that
    it knows, `left_out` those of crops that it does not. Logits are N x classes.
    """

    recipe: str
    fold: str | None
    crops: list[str]
    names: list[str]
    held_out: Photos
    logits: np.ndarray
    left_out: Photos
    left_out_logits: np.ndarray
    elsewhere: dict[str, np.ndarray]

    @property
    def target(self) -> np.ndarray:
        return dataset.indices(self.held_out, self.names)

    @property
    def right(self) -> np.ndarray:
        return self.logits.argmax(1) == self.target

    @property
    def groups(self) -> np.ndarray:
        return np.array([photo.group for photo in self.held_out])

    def no_class(self, logits: np.ndarray, budget: float, ratio: float) -> tuple[np.ndarray, np.ndarray]:
        """(withheld, told that there is no leaf) of photos of no known class, calibrated on all held-out photos."""
        answered = calibrate.fit(self.logits, self.target, budget, ratio).answers(logits)
        background = np.isin(logits.argmax(1), [i for i, name in enumerate(self.names) if name.startswith("Background")])
        return ~answered, answered & background


def run(options: argparse.Namespace) -> str:
    """The `compare` command: measures, writes what is asked for, returns the tables."""
    use_threads(options.threads)
    trials = [_trial(file, options) for file in options.checkpoints]
    figures = compare(trials, options.budget, options.ratio)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return card.comparison(figures)


def compare(trials: list[Trial], budget: float = calibrate.DEFAULT_BUDGET, ratio: float = calibrate.RATIOS[0]) -> dict:
    """All figures as a JSON document: `recipes`, pooled over their folds, or measured on the split's held-out photos where a
    training had no fold, the first the one that others are compared with; `leftOut`, a row a crop. Thresholds stand in one
    `ratio`, so that all are compared alike."""
    folds: dict[str, list[Trial]] = {}
    for trial in trials:
        if not trial.crops:
            folds.setdefault(trial.recipe, []).append(trial)
    recipes = [{"recipe": recipe, **_pooled(members, budget, ratio)} for recipe, members in folds.items()]
    first = next(iter(folds.values()), [])
    for row, members in zip(recipes[1:], list(folds.values())[1:]):
        row["againstFirst"] = _difference(first, members)
    return {
        "budget": budget,
        "ratio": ratio,
        "recipes": recipes,
        "leftOut": [_left_out(trial, budget, ratio) for trial in trials if trial.crops],
    }


def _trial(file: Path, options: argparse.Namespace) -> Trial:
    model, names, about = export.trained(file, "model" if options.weights == "last" else "average")
    selection = train.Selection.recorded(about)
    crops, fold = list(selection.left_out), selection.fold
    seen, held_out = train.select(options.data, options.manifest, selection)
    everything = [photo for photo in dataset.scan(options.data, options.manifest) if photo.split in ("", "train", "val")]
    left_out = [photo for photo in everything if selection.leaves_out(photo)]
    known = [photo for photo in held_out if photo.label in names]
    pixels = options.pixels or about["recipe"]["phases"][-1][0]
    digest = f"{hashlib.sha256(file.read_bytes()).hexdigest()} {options.weights} {pixels}"
    if not options.plain:
        digest += f" {json.dumps(familiarity.SETTINGS)}"

    @cache
    def network() -> nn.Module:
        if not options.plain:
            data = train.training_set([photo for photo in seen if photo.label in names], names, options.cache)
            model.unfamiliarity = familiarity.measure(model, data, pixels)
        return model

    def logits(photos: Photos) -> np.ndarray:
        return evaluate.kept_logits(
            digest, photos, options.cache,
            lambda: predict(network(), train.evaluation_set(photos, names, options.cache, pixels)[0])
            if photos else np.zeros((0, len(names)), np.float32))

    elsewhere = {name: logits(evaluate.photos_of(options.data, options.manifest, name))
                 for name in options.out_of_scope}
    recipe = _name(about) + (", last weights" if options.weights == "last" else "")
    recipe += ", plain energy" if options.plain else ""
    if not fold and not crops:
        recipe += ", held-out split"
    return Trial(recipe, fold, crops, names, known, logits(known), left_out, logits(left_out), elsewhere)


def _name(about: dict) -> str:
    """What sets a recipe apart: its phases, and whatever else differs from the defaults. Folds that went on from a file
    each went on from different ones: its digest sets nothing apart."""
    recipe, usual = about["recipe"], asdict(Recipe())
    parts = [",".join(f"{pixels}:{epochs:g}" for pixels, epochs in recipe["phases"])]
    parts += [f"{name.replace('_', ' ')} {value if isinstance(value, str) else f'{value:g}'}" for name, value in recipe.items()
              if name != "phases" and value is not None and value != usual.get(name)]
    if about.get("init", "imagenet") != "imagenet":
        parts.append(f"from {about['init'].partition(', sha256')[0]}")
    if about.get("teacher"):
        parts.append(f"taught by {about['teacher'].partition(',')[0]}")
    if "averageOf" in about:
        parts.append(f"mean of {len(about['averageOf'])} trainings")
    return ", ".join(parts)


def _pooled(trials: list[Trial], budget: float, ratio: float) -> dict:
    """Each fold's network under calibrations fitted on other groups of its own held-out photos; all folds together."""
    names = trials[0].names
    if any(trial.names != names for trial in trials):
        raise ValueError("the folds of a recipe know different classes")
    confidence, answered = (np.concatenate(part) for part in zip(*(
        calibrate.cross_fit(t.logits, t.target, evaluate.fold_numbers(t.held_out), budget, ratio=ratio)
        for t in trials)))
    target, right, groups = (np.concatenate([getattr(t, name) for t in trials]) for name in ("target", "right", "groups"))
    predicted = np.concatenate([t.logits.argmax(1) for t in trials])
    return {
        "folds": sorted(trial.fold for trial in trials if trial.fold),
        "photos": len(target),
        "groups": len(np.unique(groups)),
        "top1": evaluate.with_interval(lambda i: right[i].mean(), groups),
        "macroF1": evaluate.with_interval(lambda i: metrics.macro_f1(target[i], predicted[i], len(names)), groups),
        "crossFitted": {
            **evaluate.abstention(answered, right, groups),
            "calibrationError": evaluate.rounded(metrics.calibration_error(confidence, right)),
        },
        "outOfScope": {
            title: evaluate.rounded(np.mean([np.logical_or(*t.no_class(t.elsewhere[title], budget, ratio)) for t in trials]))
            for title in trials[0].elsewhere
        },
        "confusions": metrics.confusions(target, predicted, names),
    }


def _difference(first: list[Trial], other: list[Trial]) -> dict:
    """Share right of `other` less that of `first`, on the photos that both were asked about."""
    before = {photo.path: bool(right) for t in first for photo, right in zip(t.held_out, t.right)}
    pairs = [(right - before[photo.path], photo.group) for t in other
             for photo, right in zip(t.held_out, t.right.astype(int)) if photo.path in before]
    gain, groups = np.array([gain for gain, _ in pairs]), np.array([group for _, group in pairs])
    return {"photos": len(gain), **evaluate.with_interval(lambda i: gain[i].mean(), groups)}


def _left_out(trial: Trial, budget: float, ratio: float) -> dict:
    withheld, background = trial.no_class(trial.left_out_logits, budget, ratio)
    silent = withheld | background
    groups = np.array([photo.group for photo in trial.left_out])
    answered = calibrate.fit(trial.logits, trial.target, budget, ratio).answers(trial.logits)
    said = np.array(trial.names)[trial.left_out_logits.argmax(1)]
    mistaken = [(photo.label, name) for photo, name, quiet in zip(trial.left_out, said, silent) if not quiet]
    return {
        "crop": ", ".join(trial.crops),
        "recipe": trial.recipe,
        "photos": len(silent),
        "groups": len(np.unique(groups)),
        "withheld": evaluate.rounded(withheld.mean()),
        "background": evaluate.rounded(background.mean()),
        "noClassButBackground": evaluate.rounded(silent.mean()),
        "interval": metrics.group_interval(lambda i: silent[i].mean(), groups),
        "byRatio": {f"{r:g}": evaluate.rounded(np.logical_or(*trial.no_class(trial.left_out_logits, budget, r)).mean())
                    for r in calibrate.RATIOS},
        "known": {
            "photos": len(answered),
            "top1": evaluate.with_interval(lambda i: trial.right[i].mean(), trial.groups),
            **evaluate.abstention(answered, trial.right, trial.groups),
        },
        "takenFor": [{"actual": actual, "predicted": predicted, "photos": count}
                     for (actual, predicted), count in Counter(mistaken).most_common()],
    }
