"""The `train` command: from a folder of photos to a finished checkpoint."""

from __future__ import annotations

import argparse
import hashlib
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from . import dataset
from .images import InputSpec
from .network import EfficientNetLite0, init_imagenet, init_torchscript
from .runtime import keep_memory, use_threads
from .training import Recipe, Trainer, TrainingSet

_NORM_BATCHES = 8
HELD_OUT = 0.2
"""Share of the groups of each class that is held out where nobody has split the photos."""


def run(options: argparse.Namespace) -> bool:
    """True when training is complete, False when it was stopped and can be resumed."""
    keep_memory()
    use_threads(options.threads)
    recipe = Recipe(
        phases=_phases(options.phases),
        learning_rate=options.learning_rate,
        label_smoothing=options.label_smoothing,
        ema=options.ema,
        min_area=options.min_area,
        decay=options.decay,
        strange=options.strange,
        freeze=options.freeze,
        seed=options.seed,
    )
    training, held_out = select(options)
    names = dataset.classes(training)
    data = training_set(training, names, options.cache)
    data.origin |= {"init": _origin(options.init), "fold": options.fold, "leftOut": options.leave_out_crop}
    model = EfficientNetLite0(len(names), recipe.dropout, recipe.drop_path)
    torch.manual_seed(recipe.seed)
    if not (options.output / "checkpoint.pt").exists():
        initialise(model, options.init, data, recipe)
    known = [photo for photo in held_out if photo.label in names]
    trainer = Trainer(model, data, recipe, options.output, evaluation_set(known, names, options.cache))
    resumed = trainer.resume()
    print(f"{len(training)} photos of {len(names)} classes, {len(known)} held out, "
          f"{recipe.total_steps(len(data))} steps, {'resumed' if resumed else 'begun'} at step {trainer.step}",
          file=sys.stderr, flush=True)
    return trainer.run()


def _origin(source: str) -> str:
    """What training began from, without naming a folder of this machine."""
    file = Path(source)
    if not file.is_file():
        return source
    return f"{file.name}, sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}"


def run_quantizer(options: argparse.Namespace, recipe: Recipe) -> bool:
    """Quantisation-aware fine-tuning of a checkpoint; True when complete."""
    from .export import quantizer, trained

    keep_memory()
    use_threads(options.threads)
    model, names, _ = trained(options.checkpoint)
    photos, _ = select(options)
    data = training_set([photo for photo in photos if photo.label in names], names, options.cache)
    recipe = replace(recipe, phases=_phases(options.phases), learning_rate=options.learning_rate, seed=options.seed)
    trainer = quantizer(model, data, recipe, options.output)
    resumed = trainer.resume()
    print(f"{recipe.total_steps(len(data))} steps, {'resumed' if resumed else 'begun'} at step {trainer.step}",
          file=sys.stderr, flush=True)
    return trainer.run()


def _phases(text: str) -> tuple[tuple[int, float], ...]:
    return tuple((int(pixels), float(epochs)) for pixels, epochs in (part.split(":") for part in text.split(",")))


def select(options: argparse.Namespace) -> tuple[list[dataset.Photo], list[dataset.Photo]]:
    """(training, held out), by fold, by the manifest's split or by a fifth of the groups."""
    photos = dataset.scan(options.data, options.manifest)
    if any(photo.split for photo in photos):
        photos = [photo for photo in photos if photo.split in ("train", "val")]
    if options.fold:
        k, n = (int(part) for part in options.fold.split("/"))
        parts = dataset.folds(photos, n, options.seed)
        training, held_out = [photo for i, part in enumerate(parts) if i != k for photo in part], parts[k]
    else:
        if not any(photo.split for photo in photos):
            photos = dataset.split_by_group(photos, HELD_OUT, options.seed)
        training, held_out = dataset.of_split(photos, "train"), dataset.of_split(photos, "val")
    dropped = tuple(f"{crop}___" for crop in options.leave_out_crop)
    return [photo for photo in training if not photo.label.startswith(dropped)] if dropped else training, held_out


def training_set(photos: list[dataset.Photo], names: list[str], cache: Path) -> TrainingSet:
    backdrops = [i for i, name in enumerate(names) if name.startswith("Background")]
    return TrainingSet(
        squares=dataset.squares(photos, cache),
        masks=dataset.masks(photos, cache),
        labels=dataset.indices(photos, names),
        classes=names,
        backdrop=backdrops[0] if backdrops else None,
        origin={"photos": len(photos), "groups": len({photo.group for photo in photos})},
    )


def evaluation_set(photos: list[dataset.Photo], names: list[str], cache: Path, size: int = InputSpec().size
                   ) -> tuple[np.ndarray, np.ndarray] | None:
    """(N x size x size x 3 uint8, class indices) of the held-out photos: the same part of each, whatever the size."""
    if not photos:
        return None
    squares = dataset.squares(photos, cache)
    pixels = InputSpec.at(size).pixels_of(squares[i] for i in range(len(squares)))
    return pixels, dataset.indices(photos, names)


def initialise(model: EfficientNetLite0, source: str, data: TrainingSet, recipe: Recipe) -> None:
    if source == "random":
        return
    if source == "imagenet":
        init_imagenet(model)
        return
    if not zipfile.is_zipfile(source):
        raise ValueError(f"{source} is neither a TorchScript file nor a checkpoint")
    if not _is_torchscript(source):
        state = torch.load(source, map_location="cpu", weights_only=True)
        if not isinstance(state, dict) or state.get("classes") != data.classes:
            raise ValueError(f"{source} is no checkpoint of these {len(data.classes)} classes")
        model.load_state_dict(state["average"])
        return
    sample = torch.cat([data.views(step, replace(recipe, strange=0.0))[0] for step in range(_NORM_BATCHES)])
    init_torchscript(model, Path(source), sample)


def _is_torchscript(source: str) -> bool:
    with zipfile.ZipFile(source) as archive:
        return any(name.endswith("/constants.pkl") for name in archive.namelist())
