"""The `train` command: from a folder of photos to a finished checkpoint."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from . import dataset
from .images import InputSpec
from .network import EfficientNetLite, init_imagenet, init_torchscript
from .runtime import keep_memory, use_threads
from .training import Loss, Recipe, Trainer, TrainingSet, cross_entropy, load_checkpoint, taught_by

_NORM_BATCHES = 8
HELD_OUT = 0.2
"""Share of the groups of each class that is held out where nobody has split the photos."""


@dataclass(frozen=True)
class Selection:
    """Which photos a training saw: `fold` is "K/N" or None, `left_out` are names of crops."""

    fold: str | None = None
    seed: int = Recipe.seed
    left_out: tuple[str, ...] = ()

    @staticmethod
    def recorded(about: dict) -> Selection:
        """That of a checkpoint (`export.trained`) or of a manifest's `training` section."""
        seed = about.get("recipe", {}).get("seed", Recipe.seed)
        return Selection(about.get("fold"), seed, tuple(about.get("leftOut") or ()))

    def leaves_out(self, photo: dataset.Photo) -> bool:
        return photo.label.startswith(tuple(f"{crop}___" for crop in self.left_out)) if self.left_out else False


def run(options: argparse.Namespace) -> bool:
    """True when training is complete, False when it was stopped and can be resumed."""
    keep_memory()
    use_threads(options.threads)
    recipe = Recipe(
        phases=options.phases,
        learning_rate=options.learning_rate,
        label_smoothing=options.label_smoothing,
        ema=options.ema,
        network=options.network,
        min_area=options.min_area,
        decay=options.decay,
        strange=options.strange,
        freeze=options.freeze,
        seed=options.seed,
    )
    selection = Selection(options.fold, options.seed, tuple(options.leave_out_crop))
    training, held_out = select(options.data, options.manifest, selection)
    known = [photo for photo in held_out if not selection.leaves_out(photo)]
    names = dataset.classes(training + known)
    data = training_set(training, names, options.cache)
    data.origin |= {"init": _origin(options.init), "fold": selection.fold, "leftOut": list(selection.left_out)}
    torch.manual_seed(recipe.seed)
    loss = _loss(options.teacher, data, selection)
    model = EfficientNetLite(len(names), recipe.dropout, recipe.drop_path, recipe.network)
    if not (options.output / "checkpoint.pt").exists():
        initialise(model, options.init, data, recipe, selection)
    trainer = Trainer(model, data, recipe, options.output, evaluation_set(known, names, options.cache), loss)
    resumed = trainer.resume()
    print(f"{len(training)} photos of {len(names)} classes, {len(known)} held out, "
          f"{recipe.total_steps(len(data))} steps, {'resumed' if resumed else 'begun'} at step {trainer.step}",
          file=sys.stderr, flush=True)
    return trainer.run()


def _loss(teacher: Path | None, data: TrainingSet, selection: Selection) -> Loss:
    """What training minimises; notes the teacher, if there is one, in the photos' origin."""
    from .export import trained

    data.origin["teacher"] = None
    if teacher is None:
        return cross_entropy
    network, names, about = trained(teacher)
    if names != data.classes:
        raise ValueError(f"{teacher} is no checkpoint of these {len(data.classes)} classes")
    check_held_out_alike({teacher: load_checkpoint(teacher)}, selection)
    data.origin["teacher"] = f"{network.size}, weights sha256 {about['weights']}"
    return taught_by(network)


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
    model, names, about = trained(options.checkpoint)
    selection = Selection.recorded(about)
    photos, _ = select(options.data, options.manifest, selection)
    data = training_set([photo for photo in photos if photo.label in names], names, options.cache)
    data.origin["teacher"] = about["weights"]
    recipe = replace(recipe, phases=options.phases, learning_rate=options.learning_rate, seed=selection.seed)
    trainer = quantizer(model, data, recipe, options.output)
    resumed = trainer.resume()
    print(f"{recipe.total_steps(len(data))} steps, {'resumed' if resumed else 'begun'} at step {trainer.step}",
          file=sys.stderr, flush=True)
    return trainer.run()


def select(root: Path, manifest: Path | None, selection: Selection) -> tuple[list[dataset.Photo], list[dataset.Photo]]:
    """(training, held out), by fold, by the manifest's split or by a fifth of the groups."""
    photos = dataset.scan(root, manifest)
    if any(photo.split for photo in photos):
        photos = [photo for photo in photos if photo.split in ("train", "val")]
    if selection.fold:
        k, n = (int(part) for part in selection.fold.split("/"))
        parts = dataset.folds(photos, n, selection.seed)
        training, held_out = [photo for i, part in enumerate(parts) if i != k for photo in part], parts[k]
    else:
        if not any(photo.split for photo in photos):
            photos = dataset.split_by_group(photos, HELD_OUT, selection.seed)
        training, held_out = dataset.of_split(photos, "train"), dataset.of_split(photos, "val")
    return [photo for photo in training if not selection.leaves_out(photo)], held_out


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


def initialise(model: EfficientNetLite, source: str, data: TrainingSet, recipe: Recipe, selection: Selection) -> None:
    if source == "random":
        return
    if source == "imagenet":
        init_imagenet(model)
        return
    if not zipfile.is_zipfile(source):
        raise ValueError(f"{source} is neither a TorchScript file nor a checkpoint")
    if not _is_torchscript(source):
        state = load_checkpoint(Path(source))
        if state["classes"] != data.classes:
            raise ValueError(f"{source} is no checkpoint of these {len(data.classes)} classes")
        check_held_out_alike({source: state}, selection)
        model.load_state_dict(state["average"])
        return
    sample = torch.cat([data.views(step, replace(recipe, strange=0.0))[0] for step in range(_NORM_BATCHES)])
    init_torchscript(model, Path(source), sample)


def check_held_out_alike(checkpoints: dict[str | Path, dict], selection: Selection) -> None:
    """Raises ValueError if a checkpoint was trained on what `selection` holds out."""
    for name, state in checkpoints.items():
        other = Selection.recorded({**json.loads(state["origin"]), "recipe": json.loads(state["recipe"])})
        if other.fold != selection.fold or other.fold and other.seed != selection.seed:
            raise ValueError(f"{name} held out {_spelled(other)}, not {_spelled(selection)}: the network would have seen "
                             "photos that it is measured on")


def _spelled(selection: Selection) -> str:
    return f"fold {selection.fold} of seed {selection.seed}" if selection.fold else "no fold"


def _is_torchscript(source: str) -> bool:
    with zipfile.ZipFile(source) as archive:
        return any(name.endswith("/constants.pkl") for name in archive.namelist())
