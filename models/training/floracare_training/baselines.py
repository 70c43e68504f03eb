"""Checks the drift baselines of a package. `floracare baseline build` makes them, on the classifier's own path."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

FOLDER = "baseline"
FORMAT = 1
BUCKETS = 32
OUTCOMES = 3
CATEGORIES = 128


def check(directory: Path, manifest: dict, labels: list[dict]) -> None:
    """Raises ValueError with one sentence if a listed baseline is of no variant, of another model or broken."""
    variants = {f"{FOLDER}/{variant['name']}.json": variant for variant in manifest["variants"]}
    for path in manifest["files"]:
        if not path.startswith(f"{FOLDER}/"):
            continue
        if path not in variants:
            raise ValueError(f"{path} is a baseline of no variant")
        try:
            baseline = json.loads((directory / path).read_text(encoding="utf-8"))
            problem = _problem(baseline, manifest, variants[path], labels)
        except (ValueError, KeyError, TypeError, AttributeError) as broken:
            raise ValueError(f"{path} is no baseline: {broken!r}") from broken
        if problem:
            raise ValueError(f"{path} {problem}")


def remove(directory: Path) -> None:
    """Removes all baselines: answers that are measured otherwise would look like drift."""
    shutil.rmtree(directory / FOLDER, ignore_errors=True)


def _problem(baseline: dict, manifest: dict, variant: dict, labels: list[dict]) -> str | None:
    if baseline["format"] != FORMAT:
        return f"has format {baseline['format']}; {FORMAT} is known"
    of = {"name": manifest["name"], "version": manifest["version"], "variant": variant["name"],
          "sha256": manifest["files"][variant["file"]]["sha256"]}
    if baseline["model"] != of:
        return "is of another model: build it again with floracare baseline build"
    if baseline["labels"] != [entry["name"] for entry in labels]:
        return "has other labels than the package"
    if baseline["background"] != [entry["index"] for entry in labels if entry.get("background")]:
        return "has other background classes than the package"
    cells = []
    for feature in baseline["features"]:
        if not all(low < high for low, high in pairwise(feature["cuts"])):
            return f"has cuts of {feature['name']} that do not increase"
        cells.append(len(feature["cuts"]) + 2)
    for name, segment in baseline["segments"].items():
        if [len(feature["counts"]) for feature in segment["features"]] != cells:
            return f"has other cells in segment {name} than its cuts make"
        for kind, categories in (("predictions", min(len(labels), CATEGORIES) + 1), ("outcomes", OUTCOMES + 1)):
            if [len(row) for row in segment[kind]] != [categories] * BUCKETS:
                return f"has other {kind} in segment {name} than {categories} in each of {BUCKETS} buckets"
    return None if "all" in baseline["segments"] else "has no segment all"
