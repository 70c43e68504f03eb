"""The `export` command: packages of our own checkpoints and of other people's networks."""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import torch

from . import dataset, export, familiarity, labels, package, quantize, train
from .images import InputSpec
from .runtime import use_threads
from .training import TrainingSet


def of_checkpoint(options: argparse.Namespace) -> None:
    """All three variants of a trained and quantised network."""
    use_threads(options.threads)
    model, names, about = export.trained(options.checkpoint)
    state = export.quantized(options.quantized, about["weights"])
    selection = train.Selection.recorded(about)
    photos, held_out = train.select(options.data, options.manifest, selection)
    data = train.training_set([photo for photo in photos if photo.label in names], names, options.cache)
    inputs = export.calibration_inputs(data)
    prepared = quantize.prepare(model, torch.from_numpy(inputs[:32]).split(32))
    prepared.load_state_dict(state["average" if state["step"] else "model"])
    export.tell_unfamiliar(model, prepared.eval(), data)
    with tempfile.TemporaryDirectory() as folder:
        files = export.write_variants(model, prepared, inputs, Path(folder))
        compared = export.parity(model, prepared, files, _parity_inputs(held_out, names, data, options.cache))
        package.write(
            directory=options.package,
            name=options.package.parent.name,
            version=options.package.name,
            description=options.description,
            labels=_labels(options, names),
            spec=InputSpec(),
            variants=[package.Variant(name, files[name]) for name in package.KINDS],
            training={
                "data": f"{about.get('photos')} photos of {about.get('groups')} groups, {len(names)} classes",
                **({"provenance": options.provenance} if options.provenance else {}),
                **_manifest_digest(options),
                **({"fold": selection.fold} if selection.fold else {}),
                **({"leftOut": list(selection.left_out)} if selection.left_out else {}),
                "begunFrom": about.get("init", "not recorded"),
                **({"averageOf": about["averageOf"]} if "averageOf" in about else {}),
                "recipe": about["recipe"],
                "history": about["history"],
                "quantization": {"recipe": json.loads(state["recipe"]), "steps": state["step"]},
                "unfamiliarity": familiarity.SETTINGS,
                "parity": compared,
                "libraries": about["libraries"],
            },
        )


def _manifest_digest(options: argparse.Namespace) -> dict:
    """Which photos: the digest of the table that lists them, if there is one."""
    table = options.manifest or options.data / "manifest.tsv"
    return {"manifestSha256": hashlib.sha256(table.read_bytes()).hexdigest()} if table.is_file() else {}


def of_class(options: argparse.Namespace) -> None:
    """The fp32 TorchScript variant of a class and its state dict."""
    names = _names(options)
    spec = input_spec(options)
    model = export.foreign(options.class_name, options.weights, len(names), options.arguments, spec.size)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.pt"
        export.save_fp32(model, torch.zeros(1, 3, spec.size, spec.size), file)
        package.write(
            directory=options.package,
            name=options.package.parent.name,
            version=options.package.name,
            description=options.description or f"{options.class_name}, {len(names)} classes",
            labels=_labels(options, names),
            spec=spec,
            variants=[package.Variant("torchscript-fp32", file)],
            training={"data": "not recorded", **({"provenance": options.provenance} if options.provenance else {})},
        )


def input_spec(options: argparse.Namespace) -> InputSpec:
    """What --size, --resize, --resize-size, --channels, --mean and --std say."""
    squashed = options.resize == "squash"
    return InputSpec(size=options.size, resize=options.resize, resize_size=options.size if squashed else options.resize_size,
                     crop="none" if squashed else "center", mean=tuple(options.mean), std=tuple(options.std),
                     channels=options.channels)


def _parity_inputs(held_out: list[dataset.Photo], names: list[str], data: TrainingSet, cache: Path) -> np.ndarray:
    """Held-out photos where there are any, else training photos, as network inputs."""
    known = [photo for photo in held_out if photo.label in names]
    if not known:
        return export.calibration_inputs(data, export.PARITY_PHOTOS)
    pixels, _ = train.evaluation_set(known, names, cache)
    return InputSpec().normalize(pixels[:: max(1, len(pixels) // export.PARITY_PHOTOS)])


def _names(options: argparse.Namespace) -> list[str]:
    if options.names:
        text = options.names.read_text(encoding="utf-8")
        return json.loads(text) if text.lstrip().startswith("[") else text.splitlines()
    return [entry["name"] for entry in json.loads(options.labels.read_text(encoding="utf-8"))]


def _labels(options: argparse.Namespace, names: list[str]) -> list[dict]:
    return labels.read(options.labels, names) if options.labels else labels.from_names(names)
