"""labels.json: what the classes mean to people."""

from __future__ import annotations

import json
from pathlib import Path

_NEXT_STEP = "Have an adviser confirm this before you treat."


def read(file: Path, names: list[str]) -> list[dict]:
    """The entries of a labels.json in the order of `names`; raises ValueError if one is missing."""
    entries = {entry["name"]: entry for entry in json.loads(file.read_text(encoding="utf-8"))}
    missing = [name for name in names if name not in entries]
    if missing:
        raise ValueError(f"{file} says nothing about {', '.join(missing)}")
    return [{**entries[name], "index": i} for i, name in enumerate(names)]


def from_names(names: list[str]) -> list[dict]:
    """Entries made of class names alone, read as Crop___condition where they have that form."""
    return [_entry(i, name) for i, name in enumerate(names)]


def _entry(index: int, name: str) -> dict:
    crop, _, condition = name.partition("___")
    background = name.lower().startswith("background")
    healthy = condition.lower() == "healthy"
    plain = " ".join(name.replace("_", " ").split())
    disease = " ".join(condition.replace("_", " ").split()) or None
    return {
        "index": index,
        "name": name,
        "crop": None if background or not condition else crop.replace("_", " ").lower(),
        "disease": None if healthy or background else disease,
        "pathogen": None,
        "healthy": healthy,
        "background": background,
        "title": plain,
        "nextStep": "Take the photo again, closer to one leaf." if background else _NEXT_STEP,
        "source": "Made from the class name",
    }
