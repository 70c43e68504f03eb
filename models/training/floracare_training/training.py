"""Trains a network: seeded, in phases of growing resolution, and resumable at any step.

Step k draws its photos, views and dropout from a generator seeded with (seed, k), so a run that is stopped and
resumed takes the same steps as one that is not.
"""

from __future__ import annotations

import copy
import json
import pickle
import signal
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Callable

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .augment import augment, strange_leaves
from .images import InputSpec
from .pixel_cache import Rows
from .runtime import library_versions

_CHECKPOINT_SECONDS = 180

_LEAST_REACH = 10
_WATCHED = 300
"""Held-out photos that are measured after an epoch; all of them are after the last."""

NO_CLASS = -1

_TEACHER_TEMPERATURE = 2.0

Loss = Callable[[nn.Module, torch.Tensor, torch.Tensor, "Recipe"], torch.Tensor]
"""(network in training mode, N x 3 x size x size views, N class indices, recipe) to a scalar."""


@dataclass(frozen=True)
class Recipe:
    """`phases` are (pixels, epochs); an epoch has one step at least. The learning rate warms up, stays, then falls to zero over the last `decay`.

    `strange` is the share of a batch that is made into leaves of no crop (`augment.strange_leaves`), which the network
    learns to give no class any preference for (outlier exposure, Hendrycks et al. 2019), weighted `strange_weight`.
    `freeze` keeps the stem and that many blocks as they were initialised, which makes a step cheaper by a third for 3.
    `network` is one of `network.SIZES`.
    `ema` is the share of the averaged weights that a step keeps; None lets the average reach back over a twentieth of
    all steps.
    """

    phases: tuple[tuple[int, float], ...] = ((128, 8), (160, 8), (224, 8))
    batch: int = 32
    learning_rate: float = 1.2e-3
    head_factor: float = 2.0
    weight_decay: float = 0.02
    warmup: float = 0.04
    decay: float = 0.5
    clip: float = 5.0
    label_smoothing: float = 0.0
    dropout: float = 0.2
    drop_path: float = 0.05
    ema: float | None = None
    network: str = "lite0"
    min_area: float = 0.4
    strange: float = 0.0
    strange_weight: float = 0.5
    freeze: int = 0
    seed: int = 1

    def steps_of(self, photos: int) -> list[tuple[int, int]]:
        """(pixels, steps) per phase."""
        return [(pixels, round(epochs * max(1, photos // self.batch))) for pixels, epochs in self.phases]

    def total_steps(self, photos: int) -> int:
        return sum(steps for _, steps in self.steps_of(photos))

    def pixels_at(self, step: int, photos: int) -> int:
        for pixels, steps in self.steps_of(photos):
            if step < steps:
                return pixels
            step -= steps
        return self.phases[-1][0]

    def rate_at(self, step: int, photos: int) -> float:
        """Learning rate. Between rise and fall it does not depend on the total, so that a run can be cut or extended."""
        total = self.total_steps(photos)
        rising = (step + 1) / max(1, self.warmup * total)
        falling = (total - step) / max(1, self.decay * total)
        return self.learning_rate * min(1.0, rising, falling)

    def kept_at(self, step: int, photos: int) -> float:
        """Share of the averaged weights that the step after `step` keeps."""
        kept = 1 - 1 / max(_LEAST_REACH, self.total_steps(photos) / 20) if self.ema is None else self.ema
        return min(kept, (1 + step) / (10 + step))


@dataclass
class TrainingSet:
    """`squares` N x 256 x 256 x 3 and `masks` N x 256 x 256, uint8; `labels` class indices; `backdrop` the index of
    the class without leaves, or None."""

    squares: np.ndarray | Rows
    masks: np.ndarray | Rows
    labels: np.ndarray
    classes: list[str]
    backdrop: int | None = None
    origin: dict = field(default_factory=dict)

    def __post_init__(self) -> None:
        counts = np.bincount(self.labels, minlength=len(self.classes))
        if (counts == 0).any():
            raise ValueError(f"no training photo of {self.classes[int(counts.argmin())]}: a class needs two groups, one to "
                             "train on and one to hold out")
        weights = 1 / np.sqrt(counts)[self.labels]
        self.weights = weights / weights.sum()
        crops = sorted({name.split("___")[0] for name in self.classes})
        self.crops = np.array([crops.index(name.split("___")[0]) for name in self.classes])[self.labels]
        self.empty = np.flatnonzero(self.labels == self.backdrop) if self.backdrop is not None else np.arange(0)

    def __len__(self) -> int:
        return len(self.labels)

    def views(self, step: int, recipe: Recipe) -> tuple[torch.Tensor, torch.Tensor]:
        """The batch of a step: views and class indices, NO_CLASS for leaves of no crop.

        Seeds torch's global generator, which augmentation and dropout then draw from.
        """
        random = np.random.default_rng((recipe.seed, step))
        torch.manual_seed(int(random.integers(2**62)))
        chosen = random.choice(len(self), recipe.batch, p=self.weights)
        others = random.integers(0, len(self), recipe.batch)
        ground = random.choice(self.empty, recipe.batch) if len(self.empty) else others
        photos, masks, backdrops, tissue = (torch.from_numpy(part) for part in (
            self.squares[chosen], self.masks[chosen], self.squares[ground], self.squares[others]))
        target = torch.from_numpy(self.labels[chosen])
        strange = self._strange(chosen, others, masks, round(recipe.strange * recipe.batch))
        if len(strange):
            photos[strange] = strange_leaves(photos[strange], masks[strange], tissue[strange])
            target[strange] = NO_CLASS
        size = recipe.pixels_at(step, len(self))
        return augment(photos, masks, backdrops, tissue, size=size, min_area=recipe.min_area), target

    def _strange(self, chosen: np.ndarray, others: np.ndarray, masks: torch.Tensor, count: int) -> torch.Tensor:
        """The first `count` positions that have an outline and a partner of another crop; photos without leaves lend
        neither."""
        outlined = masks.flatten(1).amax(1).numpy() > 0
        leafy = self.labels[others] != self.backdrop if self.backdrop is not None else True
        fit = outlined & leafy & (self.crops[chosen] != self.crops[others])
        return torch.from_numpy(np.flatnonzero(fit)[:count])


def cross_entropy(model: nn.Module, views: torch.Tensor, target: torch.Tensor, recipe: Recipe) -> torch.Tensor:
    logits = model(views)
    known = target != NO_CLASS
    loss = F.cross_entropy(logits[known], target[known], label_smoothing=recipe.label_smoothing)
    if known.all():
        return loss
    return loss - recipe.strange_weight * F.log_softmax(logits[~known], 1).mean()


def taught_by(teacher: nn.Module) -> Loss:
    """Knowledge distillation (Hinton et al. 2015) by the teacher's word alone, which is asked about the very views that
    the network is shown (Beyer et al., CVPR 2022)."""
    teacher = copy.deepcopy(teacher).eval()

    def loss(model: nn.Module, views: torch.Tensor, target: torch.Tensor, recipe: Recipe) -> torch.Tensor:
        with torch.no_grad():
            wanted = F.softmax(teacher.to(views.device, memory_format=torch.channels_last)(views) / _TEACHER_TEMPERATURE, 1)
        said = F.log_softmax(model(views) / _TEACHER_TEMPERATURE, 1)
        return _TEACHER_TEMPERATURE ** 2 * F.kl_div(said, wanted, reduction="batchmean")

    return loss


class Trainer:
    """Holds the network, its moving average and the optimiser; `run` steps until done or told to stop."""

    def __init__(self, model: nn.Module, data: TrainingSet, recipe: Recipe, directory: Path,
                 validation: tuple[np.ndarray, np.ndarray] | None = None, loss: Loss = cross_entropy) -> None:
        self.loss = loss
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = model.to(self.device, memory_format=torch.channels_last)
        self.frozen = self.model.early(recipe.freeze) if recipe.freeze else []
        for part in self.frozen:
            part.requires_grad_(False)
        self.average = copy.deepcopy(self.model).eval()
        self.data, self.recipe, self.directory, self.validation = data, recipe, directory, validation
        self.optimizer = torch.optim.AdamW(_parameter_groups(self.model, recipe), lr=recipe.learning_rate)
        self.step = 0
        self.history: list[dict] = []
        self.losses: list[float] = []
        self.seconds = 0.0
        self.stopped = False

    @property
    def checkpoint(self) -> Path:
        return self.directory / "checkpoint.pt"

    def resume(self) -> bool:
        if not self.checkpoint.exists():
            return False
        state = load_checkpoint(self.checkpoint, self.device)
        if state["classes"] != self.data.classes:
            raise ValueError(f"{self.checkpoint} was trained on other classes")
        self._check_same(state)
        if state["model"].keys() != self.model.state_dict().keys():
            raise ValueError(f"{self.checkpoint} is of another network: choose another --output")
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.history = state["step"], state["history"]
        self.losses, self.seconds = state.get("losses", []), state.get("seconds", 0.0)
        return True

    def _check_same(self, state: dict) -> None:
        """Only `phases` may differ from what the checkpoint was begun with, and they only in what is yet to come."""
        begun, asked = json.loads(state["recipe"]), json.loads(json.dumps(asdict(self.recipe)))
        origin = json.loads(state["origin"])
        pairs = {name: (begun.get(name, value), value) for name, value in asked.items() if name != "phases"}
        pairs |= {name: (origin.get(name), value) for name, value in self.data.origin.items()}
        other = [f"{name} {before}, not {now}" for name, (before, now) in pairs.items() if before != now]
        if other:
            raise ValueError(f"{self.checkpoint} was begun with {'; '.join(other)}: choose another --output")
        before = replace(self.recipe, phases=tuple(tuple(phase) for phase in begun["phases"]))
        if before.phases != self.recipe.phases and not self._can_follow(before, state["step"]):
            raise ValueError(f"{self.checkpoint} is at step {state['step']} of {_spelled(before.phases)}, whose steps those of "
                             f"{_spelled(self.recipe.phases)} are not: choose another --output")

    def _can_follow(self, before: Recipe, step: int) -> bool:
        """Whether the steps taken under other phases are this recipe's: of the same sizes, and before a rate fell."""
        photos = len(self.data)
        plans = before, self.recipe
        sizes = [[plan.pixels_at(k, photos) for k in range(step)] for plan in plans]
        return sizes[0] == sizes[1] and all(step <= (1 - p.decay) * p.total_steps(photos) for p in plans)

    def save(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        partial = self.checkpoint.with_suffix(".partial")
        torch.save({
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "history": self.history,
            "losses": self.losses,
            "seconds": self.seconds,
            "classes": self.data.classes,
            "recipe": json.dumps(asdict(self.recipe)),
            "origin": json.dumps({**self.data.origin, "libraries": library_versions()}),
        }, partial)
        partial.replace(self.checkpoint)

    def run(self, until: int | None = None) -> bool:
        """True when the last step is taken; False when stopped before by SIGTERM, SIGINT or `until`."""
        total = self.recipe.total_steps(len(self.data))
        end = total if until is None else min(until, total)
        per_epoch = max(1, len(self.data) // self.recipe.batch)
        self.stopped = False
        handlers = {s: signal.signal(s, self._stop) for s in (signal.SIGTERM, signal.SIGINT)}
        saved = began = time.monotonic()
        progress = _progress(self.step, total)
        try:
            while self.step < end and not self.stopped:
                self.losses.append(self._take_step())
                progress.update(self.step, self.losses[-1])
                began, self.seconds = time.monotonic(), self.seconds + time.monotonic() - began
                if self.step % per_epoch == 0 or self.step == total:
                    self._close_epoch(per_epoch, progress)
                if time.monotonic() - saved > _CHECKPOINT_SECONDS:
                    self.save()
                    saved = time.monotonic()
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
            progress.close()
        self.save()
        return self.step >= total

    def _stop(self, *_) -> None:
        self.stopped = True

    def _take_step(self) -> float:
        x, target = self.data.views(self.step, self.recipe)
        rate = self.recipe.rate_at(self.step, len(self.data))
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["factor"]
        self.model.train()
        for part in self.frozen:
            part.eval()
        loss = self.loss(self.model, x.to(self.device), target.to(self.device), self.recipe)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.recipe.clip)
        self.optimizer.step()
        self.step += 1
        self._follow()
        return float(loss.detach())

    @torch.no_grad()
    def _follow(self) -> None:
        kept = self.recipe.kept_at(self.step, len(self.data))
        for ours, theirs in zip(self.average.state_dict().values(), self.model.state_dict().values()):
            if ours.dtype.is_floating_point:
                ours.lerp_(theirs, 1 - kept)
            else:
                ours.copy_(theirs)

    def _close_epoch(self, per_epoch: int, progress) -> None:
        entry = {
            "epoch": round(self.step / per_epoch, 2),
            "step": self.step,
            "pixels": self.recipe.pixels_at(self.step - 1, len(self.data)),
            "loss": round(float(np.mean(self.losses)), 4),
            "minutes": round(self.seconds / 60, 2),
        }
        self.losses, self.seconds = [], 0.0
        if self.validation is not None:
            pixels, labels = self.validation
            if self.step < self.recipe.total_steps(len(self.data)):
                some = slice(None, None, max(1, len(labels) // _WATCHED))
                pixels, labels = pixels[some], labels[some]
            entry["val"] = round(float((predict(self.average, pixels).argmax(1) == labels).mean()), 4)
        self.history.append(entry)
        progress.note(entry)


def load_checkpoint(file: Path, device: str | torch.device = "cpu") -> dict:
    """What `train`, `quantize` or `average` saved. Raises ValueError if the file is none of theirs."""
    try:
        state = torch.load(file, map_location=device, weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError) as problem:
        raise ValueError(f"{file} is no checkpoint of train, quantize or average: {str(problem).splitlines()[0]}") from problem
    if not isinstance(state, dict) or not {"average", "step", "classes", "recipe", "origin"} <= state.keys():
        raise ValueError(f"{file} is no checkpoint of train, quantize or average")
    return state


def finished(state: dict) -> bool:
    """Whether the training of a checkpoint has taken its last step."""
    recipe, photos = json.loads(state["recipe"]), json.loads(state["origin"]).get("photos")
    plan = Recipe(phases=tuple(map(tuple, recipe["phases"])), batch=recipe["batch"])
    return photos is None or state["step"] >= plan.total_steps(photos)


def _spelled(phases: tuple[tuple[int, float], ...]) -> str:
    return ",".join(f"{pixels}:{epochs:g}" for pixels, epochs in phases)


@torch.inference_mode()
def predict(model: nn.Module, pixels: np.ndarray, spec: InputSpec = InputSpec(), batch: int = 64) -> np.ndarray:
    """N x classes logits of N x size x size x 3 uint8 pixels."""
    device = next(model.parameters()).device
    model.eval()
    rows = []
    for i in range(0, len(pixels), batch):
        x = torch.from_numpy(spec.normalize(pixels[i : i + batch])).to(device, memory_format=torch.channels_last)
        rows.append(model(x).float().cpu())
    return torch.cat(rows).numpy()


def _parameter_groups(model: nn.Module, recipe: Recipe) -> list[dict]:
    matrices, vectors, head = [], [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        target = vectors if parameter.ndim <= 1 else head if name.startswith("classifier") else matrices
        target.append(parameter)
    return [
        {"params": matrices, "weight_decay": recipe.weight_decay, "factor": 1.0},
        {"params": vectors, "weight_decay": 0.0, "factor": 1.0},
        {"params": head, "weight_decay": recipe.weight_decay, "factor": recipe.head_factor},
    ]


class _progress:
    """A bar on a terminal, plain lines elsewhere."""

    def __init__(self, step: int, total: int) -> None:
        import sys

        from tqdm import tqdm

        self.terminal = sys.stderr.isatty()
        self.total = total
        self.bar = tqdm(total=total, initial=step, unit="step", disable=not self.terminal)

    def update(self, step: int, loss: float) -> None:
        self.bar.update(1)
        self.bar.set_postfix(loss=f"{loss:.3f}", refresh=False)
        if not self.terminal and step % 20 == 0:
            print(f"{time.strftime('%H:%M:%S')} step {step}/{self.total} loss {loss:.3f}", flush=True)

    def note(self, entry: dict) -> None:
        self.bar.write(json.dumps(entry)) if self.terminal else print(json.dumps(entry), flush=True)

    def close(self) -> None:
        self.bar.close()
