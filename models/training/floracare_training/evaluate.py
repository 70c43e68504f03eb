"""Measures a package on photos, variant by variant."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Callable

import numpy as np

from . import baselines, calibrate, card, dataset, metrics, package, train
from .calibrate import Calibration
from .images import InputSpec, load
from .runtime import side_by_side, use_threads

_FOLDS = 5
_FOLD_SEED = 0
_WIDE_OPEN = float("-inf")


def evaluate(directory: Path, photos: list[dataset.Photo], cache: Path, budget: float = calibrate.DEFAULT_BUDGET,
             risk: float = calibrate.DEFAULT_RISK, out_of_scope: dict[str, list[dataset.Photo]] | None = None) -> dict:
    """All figures of all variants, as a JSON document. `out_of_scope` are named sets of photos of no known class."""
    manifest = package.read_manifest(directory)
    labels = json.loads((directory / "labels.json").read_text(encoding="utf-8"))
    names = [entry["name"] for entry in labels]
    backgrounds = [entry["index"] for entry in labels if entry.get("background")]
    known = [photo for photo in photos if photo.label in names]
    target = dataset.indices(known, names)
    groups = np.array([photo.group for photo in known])
    logits = {v["name"]: variant_logits(directory, v["name"], known, cache) for v in manifest["variants"]}
    reference = logits.get("torchscript-fp32", next(iter(logits.values())))
    variants = {}
    for variant in manifest["variants"]:
        name = variant["name"]
        figures = _figures(logits[name], target, groups, known, names, _calibration(variant), budget, risk)
        figures["sameTop1AsFp32"] = rounded((logits[name].argmax(1) == reference.argmax(1)).mean())
        figures["outOfScope"] = {
            title: _scope(variant_logits(directory, name, strangers, cache), _calibration(variant), backgrounds)
            for title, strangers in (out_of_scope or {}).items()
        }
        variants[name] = figures
    return {
        "package": f"{manifest['name']}/{manifest['version']}",
        "photos": len(known),
        "groups": len(np.unique(groups)),
        "budget": budget,
        "risk": risk,
        "variants": variants,
    }


def run(options: argparse.Namespace) -> str:
    """The `evaluate` command: measures, writes what is asked for, returns the summary table."""
    use_threads(options.threads)
    split, photos = held_out(options)
    strangers = {Path(name).name: photos_of(Path(name), None, "all") if Path(name).is_dir()
                 else photos_of(options.data, options.manifest, name) for name in options.out_of_scope}
    figures = {"split": split, "heldOut": split not in ("all", "train")} | evaluate(
        options.package, photos, options.cache, options.budget, options.risk, strangers)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if options.answers:
        _write_answers(options.answers, options.package, photos, options.data, options.cache)
    if options.card:
        parity = package.read_manifest(options.package).get("training", {}).get("parity")
        compared = json.loads(options.compared.read_text(encoding="utf-8")) if options.compared else None
        text = card.render(options.card.read_text(encoding="utf-8"), figures, parity, compared)
        package.edit(options.package, lambda manifest: _record(manifest, figures), text)
    return card.summary(figures["variants"])


def _write_answers(file: Path, directory: Path, photos: list[dataset.Photo], root: Path, cache: Path) -> None:
    manifest = package.read_manifest(directory)
    names = [entry["name"] for entry in json.loads((directory / "labels.json").read_text(encoding="utf-8"))]
    known = [photo for photo in photos if photo.label in names]
    variants = [v["name"] for v in manifest["variants"]]
    columns = [variant_logits(directory, name, known, cache).argmax(1) for name in variants]
    lines = ["\t".join(["file", *variants])]
    lines += ["\t".join([photo.path.relative_to(root).as_posix(), *map(str, row)])
              for photo, *row in zip(known, *columns)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def held_out(options: argparse.Namespace) -> tuple[str, list[dataset.Photo]]:
    """The split that is asked for, by name, and its photos: unless told otherwise those that the package's training held
    out, as far as its manifest tells."""
    selection = train.Selection.recorded(package.read_manifest(options.package).get("training", {}))
    if options.seed is not None:
        selection = replace(selection, seed=options.seed)
    if options.split is None and selection.fold:
        return f"fold {selection.fold}", train.select(options.data, options.manifest, selection)[1]
    split = options.split or "val"
    if split == "val" and selection.fold:
        raise ValueError(f"{options.package} was trained on most of val, and not on fold {selection.fold}: leave out --split")
    if split == "val" and not any(photo.split for photo in dataset.scan(options.data, options.manifest)):
        return split, train.select(options.data, options.manifest, selection)[1]
    return split, photos_of(options.data, options.manifest, split)


def photos_of(root: Path, manifest: Path | None, split: str) -> list[dataset.Photo]:
    """The photos of a split; all of them for "all"."""
    photos = dataset.scan(root, manifest)
    chosen = photos if split == "all" else dataset.of_split(photos, split)
    if not chosen:
        raise ValueError(f"{root} has no split {split!r}")
    return chosen


def _record(manifest: dict, figures: dict) -> None:
    for variant in manifest["variants"]:
        found = figures["variants"][variant["name"]]
        variant["measured"] = {
            "split": figures["split"],
            "photos": figures["photos"],
            "groups": figures["groups"],
            "top1": found["top1"]["value"],
            "top1Interval": found["top1"]["interval"],
            "macroF1": found["macroF1"]["value"],
            "macroF1Interval": found["macroF1"]["interval"],
            "sameTop1AsFp32": found["sameTop1AsFp32"],
            "calibrationError": found["calibrationError"],
            "shipped": found["shipped"],
            "crossFitted": found["crossFitted"],
            "outOfScope": found["outOfScope"],
        }


def variant_logits(directory: Path, name: str, photos: list[dataset.Photo], cache: Path) -> np.ndarray:
    """N x classes. Kept in `cache` under the digests of model and photo list."""
    manifest = package.read_manifest(directory)
    variant = next(v for v in manifest["variants"] if v["name"] == name)
    digest = package.digests(directory)[variant["file"]]["sha256"]
    spec = InputSpec.from_manifest(manifest["input"])

    def compute() -> np.ndarray:
        from tqdm import tqdm

        run = package.open_variant(directory, name)
        with side_by_side() as pool:
            rows = pool.map(lambda photo: run(spec.normalize(spec.pixels(load(photo.path))[None]))[0], photos)
            return np.stack(list(tqdm(rows, desc=name, unit="photo", total=len(photos), disable=None)))

    return kept_logits(digest + json.dumps(manifest["input"]), photos, cache, compute)


def kept_logits(network: str, photos: list[dataset.Photo], cache: Path, compute: Callable[[], np.ndarray]) -> np.ndarray:
    """N x classes, from `cache` if `network` (a digest) has been asked about these photos before. A file that was changed
    is another photo."""
    listing = "\n".join(f"{photo.path.resolve()}\t{(found := photo.path.stat()).st_size}\t{found.st_mtime_ns}" for photo in photos)
    file = cache / f"logits-{hashlib.sha256((network + listing).encode()).hexdigest()[:16]}.npy"
    if not file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(f".{os.getpid()}.partial")
        with partial.open("wb") as target:
            np.save(target, compute())
        partial.replace(file)
    return np.load(file)


@dataclass(frozen=True)
class Fit:
    """A variant's calibration, and what was withheld and wrong among answers on group folds with the same `ratio`."""

    calibration: Calibration
    ratio: float
    withheld: float
    risk: float


def calibrate_package(directory: Path, photos: list[dataset.Photo], cache: Path, budget: float, risk: float
                      ) -> dict[str, Fit]:
    """Fits temperature and thresholds of every variant on `photos` and writes them to the manifest.

    Drift baselines, measured figures and the model card are removed: they tell of other thresholds."""
    names = [entry["name"] for entry in json.loads((directory / "labels.json").read_text(encoding="utf-8"))]
    known = [photo for photo in photos if photo.label in names]
    target = dataset.indices(known, names)
    folds = fold_numbers(known)
    fitted = {v["name"]: _fit(variant_logits(directory, v["name"], known, cache), target, folds, budget, risk)
              for v in package.read_manifest(directory)["variants"]}

    def change(manifest: dict) -> None:
        manifest.setdefault("training", {})["calibration"] = {
            "photos": len(known), "budget": budget, "risk": risk,
            "ratios": {name: fit.ratio for name, fit in fitted.items()}}
        for variant in manifest["variants"]:
            found = fitted[variant["name"]].calibration
            variant["measured"] = {}
            variant["temperature"] = found.temperature
            variant["abstain"] = {"minProbability": found.min_probability, "minEnergy": found.min_energy}

    baselines.remove(directory)
    (directory / "MODEL_CARD.md").unlink(missing_ok=True)
    package.edit(directory, change)
    return fitted


def _fit(logits: np.ndarray, target: np.ndarray, folds: np.ndarray, budget: float, risk: float) -> Fit:
    ratio = calibrate.choose_ratio(logits, target, folds, budget, risk)
    _, answered = calibrate.cross_fit(logits, target, folds, budget, ratio=ratio)
    wrong = (logits.argmax(1) != target)[answered]
    return Fit(calibrate.fit(logits, target, budget, ratio), ratio, float(1 - answered.mean()),
               float(wrong.mean()) if len(wrong) else 0.0)


def fold_numbers(photos: list[dataset.Photo]) -> np.ndarray:
    parts = dataset.folds(photos, _FOLDS, _FOLD_SEED)
    number = {photo.path: i for i, part in enumerate(parts) for photo in part}
    return np.array([number[photo.path] for photo in photos])


def _figures(logits: np.ndarray, target: np.ndarray, groups: np.ndarray, photos: list[dataset.Photo],
             names: list[str], fitted: Calibration, budget: float, risk: float) -> dict:
    predicted = logits.argmax(1)
    right = predicted == target
    confidence, answered = fitted.confidence(logits), fitted.answers(logits)
    cross_confidence, cross_answered = calibrate.cross_fit(logits, target, fold_numbers(photos), budget, risk)
    classes = len(names)
    return {
        "top1": with_interval(lambda i: right[i].mean(), groups),
        "macroF1": with_interval(lambda i: metrics.macro_f1(target[i], predicted[i], classes), groups),
        "calibrationError": rounded(metrics.calibration_error(confidence, right)),
        "shipped": abstention(answered, right, groups),
        "crossFitted": {
            **abstention(cross_answered, right, groups),
            "calibrationError": rounded(metrics.calibration_error(cross_confidence, right)),
        },
        "classes": metrics.per_class(target, predicted, groups, names),
        "confusions": metrics.confusions(target, predicted, names),
    }


def abstention(answered: np.ndarray, right: np.ndarray, groups: np.ndarray) -> dict:
    return {
        "withheld": with_interval(lambda i: 1 - answered[i].mean(), groups),
        "accuracyAmongAnswers": with_interval(
            lambda i: right[i][answered[i]].mean() if answered[i].any() else float("nan"), groups),
    }


def _scope(logits: np.ndarray, fitted: Calibration, backgrounds: list[int]) -> dict:
    """What a set of photos of no known class is told: nothing, "no leaf", or (wrongly) a class."""
    background = np.isin(logits.argmax(1), backgrounds)
    named = fitted.answers(logits) & ~background
    return {
        "photos": len(logits),
        "withheld": rounded((~fitted.answers(logits)).mean()),
        "background": rounded((fitted.answers(logits) & background).mean()),
        "noClassButBackground": rounded((~named).mean()),
        "interval": metrics.wilson(int((~named).sum()), len(logits)),
    }


def _calibration(variant: dict) -> Calibration:
    abstain = variant.get("abstain", {})
    return Calibration(variant.get("temperature", 1.0), abstain.get("minProbability", 0.0),
                       abstain.get("minEnergy", _WIDE_OPEN))


def with_interval(statistic, groups: np.ndarray) -> dict:
    value = statistic(np.arange(len(groups)))
    return {"value": rounded(value), "interval": metrics.group_interval(statistic, groups)}


def rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)
