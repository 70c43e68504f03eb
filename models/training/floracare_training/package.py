"""Writes and checks model packages: the folder that docs/model-package.md describes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Callable

import numpy as np
from PIL import Image

from . import baselines, drawings
from .images import InputSpec, load
from .runtime import ONNX, TORCHSCRIPT, library_versions, open_model

FORMAT = 1
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True)
class Kind:
    """What is true of every model file of one sort."""

    engine: str
    file: str
    cpu_any_of: tuple[str, ...]
    selftest_tolerance: float


KINDS = {
    "torchscript-int8": Kind(TORCHSCRIPT, "model-int8.pt", ("avx2",), 0.35),
    "torchscript-fp32": Kind(TORCHSCRIPT, "model-fp32.pt", (), 0.02),
    "onnx-int8": Kind(ONNX, "model-int8.onnx", (), 0.5),
}
"""In order of preference. The int8 tolerances leave room for another CPU's rounding: see `selftest_tolerance`."""


@dataclass
class Variant:
    """One model file and the numbers fitted to it. `temperature` divides the logits before softmax."""

    name: str
    path: Path
    temperature: float = 1.0
    min_probability: float | None = None
    min_energy: float | None = None
    measured: dict = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        return KINDS[self.name]

    def to_manifest(self) -> dict:
        abstain = {"minProbability": self.min_probability, "minEnergy": self.min_energy}
        return {
            "name": self.name,
            "engine": self.kind.engine,
            "file": self.kind.file,
            "cpuAnyOf": list(self.kind.cpu_any_of),
            "temperature": self.temperature,
            "abstain": {k: v for k, v in abstain.items() if v is not None},
            "selftestTolerance": self.kind.selftest_tolerance,
            "measured": self.measured,
        }


def selftest_images() -> dict[str, Image.Image]:
    """Drawings that exercise every step: no resize, a reduction of each aspect, an enlargement."""
    return {
        "leaf-256x256.png": drawings.leaf(3),
        "leaf-400x300.png": drawings.leaf(11, 400, 300),
        "leaf-180x240.png": drawings.leaf(27, 180, 240),
        "scene-256x256.png": drawings.scene(5),
    }


def write(directory: Path, name: str, version: str, description: str, labels: list[dict], spec: InputSpec,
          variants: list[Variant], training: dict, card: str | None = None, created: datetime | None = None) -> Path:
    """Writes a complete package to `directory`, which must not exist, and checks it; returns the directory."""
    _check_names(name, version)
    if directory.exists():
        raise ValueError(f"{directory} exists: versions are not replaced")
    directory.mkdir(parents=True)
    for variant in variants:
        shutil.copyfile(variant.path, directory / variant.kind.file)
    _write_json(directory / "labels.json", labels)
    _write_selftest(directory, spec, variants)
    if card is not None:
        (directory / "MODEL_CARD.md").write_text(card, encoding="utf-8")
    created = created or datetime.now(timezone.utc)
    manifest = {
        "format": FORMAT,
        "name": name,
        "version": version,
        "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "description": description,
        "classes": len(labels),
        "input": spec.to_manifest(),
        "variants": [variant.to_manifest() for variant in variants],
        "selftest": "selftest/cases.json",
        "files": digests(directory),
        "training": {**training, "libraries": training.get("libraries", library_versions())},
    }
    _write_json(directory / "manifest.json", manifest)
    verify(directory)
    return directory


def edit(directory: Path, change: Callable[[dict], None], card: str | None = None) -> None:
    """Applies `change` to the manifest, replaces the model card if one is given, and brings the digests up to date."""
    if card is not None:
        (directory / "MODEL_CARD.md").write_text(card, encoding="utf-8")
    manifest = read_manifest(directory)
    change(manifest)
    manifest["files"] = digests(directory)
    _write_json(directory / "manifest.json", manifest)


def new_version(directory: Path, target: Path) -> Path:
    """Copies a package to `target` (NAME/VERSION, which must not exist) under that name and version."""
    name, version = target.resolve().parent.name, target.resolve().name
    _check_names(name, version)
    if target.exists():
        raise ValueError(f"{target} exists: versions are not replaced")
    shutil.copytree(directory, target)
    created = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    edit(target, lambda manifest: manifest.update(name=name, version=version, created=created))
    return target


def digests(directory: Path) -> dict:
    paths = sorted(p for p in directory.rglob("*") if p.is_file() and p != directory / "manifest.json")
    return {p.relative_to(directory).as_posix(): _digest(p) for p in paths}


def read_manifest(directory: Path) -> dict:
    return json.loads((directory / "manifest.json").read_text(encoding="utf-8"))


def open_variant(directory: Path, name: str):
    """The variant's logits function (see `runtime.open_model`)."""
    for variant in read_manifest(directory)["variants"]:
        if variant["name"] == name:
            return open_model(variant["engine"], directory / variant["file"])
    raise ValueError(f"{directory} has no variant {name}")


def verify(directory: Path) -> None:
    """Raises ValueError with one sentence if digests, label count, baselines or self-test of a package are wrong."""
    manifest = read_manifest(directory)
    if manifest["format"] > FORMAT:
        raise ValueError(f"format {manifest['format']} is newer than {FORMAT}")
    found, listed = digests(directory), manifest["files"]
    other = sorted(path for path in found.keys() | listed.keys() if found.get(path) != listed.get(path))
    if other:
        raise ValueError(f"the files differ from those that the manifest lists: {', '.join(other)}")
    labels = json.loads((directory / "labels.json").read_text(encoding="utf-8"))
    if [entry["index"] for entry in labels] != list(range(manifest["classes"])):
        raise ValueError(f"labels.json does not list {manifest['classes']} classes in order")
    baselines.check(directory, manifest, labels)
    if "selftest" in manifest:
        _run_selftest(directory, manifest, directory / manifest["selftest"])


def _run_selftest(directory: Path, manifest: dict, cases_file: Path) -> None:
    spec = InputSpec.from_manifest(manifest["input"])
    cases = json.loads(cases_file.read_text(encoding="utf-8"))
    for variant in manifest["variants"]:
        try:
            run = open_model(variant["engine"], directory / variant["file"])
        except Exception as problem:  # whatever an engine throws at a file that is no model
            raise ValueError(f"{variant['file']} cannot be loaded: {str(problem).splitlines()[0]}") from problem
        for case in cases:
            logits = run(spec.normalize(spec.pixels(load(cases_file.parent / case["image"]))[None]))[0]
            if variant["name"] not in case["logits"]:
                raise ValueError(f"the self-test has no logits of {variant['name']} for {case['image']}")
            expected = np.float32(case["logits"][variant["name"]])
            if logits.shape != (manifest["classes"],):
                raise ValueError(f"{variant['name']} gives {logits.shape} values for {manifest['classes']} classes")
            difference = float(np.abs(logits - expected).max())
            if not difference <= variant["selftestTolerance"]:
                raise ValueError(f"{variant['name']} misses {case['image']} by {difference:.4f}")


def _check_names(*parts: str) -> None:
    for part in parts:
        if not NAME.fullmatch(part):
            raise ValueError(f"{part!r} is not a package name or version")


def _write_selftest(directory: Path, spec: InputSpec, variants: list[Variant]) -> None:
    folder = directory / "selftest"
    folder.mkdir()
    cases = []
    models = {v.name: open_model(v.kind.engine, directory / v.kind.file) for v in variants}
    for file, image in selftest_images().items():
        image.save(folder / file, optimize=True)
        batch = spec.normalize(spec.pixels(load(folder / file))[None])
        logits = {name: [round(float(v), 5) for v in run(batch)[0]] for name, run in models.items()}
        cases.append({"image": file, "logits": logits})
    text = ",\n".join("  " + json.dumps(case) for case in cases)
    (folder / "cases.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")


def _digest(path: Path) -> dict:
    content = path.read_bytes()
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _write_json(path: Path, value) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
