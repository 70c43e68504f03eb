"""Model files that need no Python class any more: frozen TorchScript, int8 TorchScript, ONNX."""

from __future__ import annotations

import hashlib
import importlib
import json
import pickle
import sys
import zipfile
from pathlib import Path

import numpy as np
import torch
from torch import nn

from . import familiarity, package, quantize, runtime
from .images import InputSpec, center_crop
from .network import EfficientNetLite
from .training import Recipe, Trainer, TrainingSet, finished, load_checkpoint

_CALIBRATION_PHOTOS = 256
PARITY_PHOTOS = 200


class ChannelsLast(nn.Module):
    """Brings its input into the memory layout that CPU convolutions are fastest with."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.model(x.contiguous(memory_format=torch.channels_last))


def trained(checkpoint: Path, weights: str = "average") -> tuple[EfficientNetLite, list[str], dict]:
    """(network, class names, {"recipe", "history", "weights": their SHA-256, what `TrainingSet.origin` says}) of a finished
    training's checkpoint, with its averaged weights or those of its last step ("model")."""
    state = load_checkpoint(checkpoint)
    if not finished(state):
        raise ValueError(f"{checkpoint} is of an unfinished training, at step {state['step']}: go on with it first")
    recipe = json.loads(state["recipe"])
    model = EfficientNetLite(len(state["classes"]), size=recipe.get("network", Recipe.network))
    if weights not in state or state[weights].keys() != model.state_dict().keys():
        raise ValueError(f"{checkpoint} is no checkpoint of a training"
                         + (", or one that kept no weights of its last step" if weights == "model" else ""))
    model.load_state_dict(state[weights])
    about = {"recipe": recipe, "history": state["history"], "weights": _digest(state[weights]),
             **json.loads(state["origin"])}
    return model.eval(), state["classes"], about


def quantized(checkpoint: Path, weights: str) -> dict:
    """A finished checkpoint of `quantize`. Raises ValueError if it imitates a network of other weights (their SHA-256)."""
    state = load_checkpoint(checkpoint)
    if json.loads(state["origin"]).get("teacher") != weights:
        raise ValueError(f"{checkpoint} was not made of that training's weights: quantize them again, into another --output")
    if not finished(state):
        raise ValueError(f"{checkpoint} is of an unfinished quantisation, at step {state['step']}: go on with it first")
    return state


def _digest(weights: dict[str, torch.Tensor]) -> str:
    digest = hashlib.sha256()
    for name, values in sorted(weights.items()):
        digest.update(name.encode() + values.contiguous().numpy().tobytes())
    return digest.hexdigest()


def quantizer(model: EfficientNetLite, data: TrainingSet, recipe: Recipe, directory: Path) -> Trainer:
    """Trains the int8 network to imitate `model`; resumable like any training."""
    prepared = quantize.prepare(model, torch.from_numpy(calibration_inputs(data)).split(32))
    return Trainer(prepared, data, recipe, directory, loss=quantize.imitate(model))


def calibration_inputs(data: TrainingSet, count: int = _CALIBRATION_PHOTOS, spec: InputSpec = InputSpec()) -> np.ndarray:
    """N x 3 x size x size training photos, drawn evenly, as the network sees them in use."""
    chosen = np.sort(np.random.default_rng(0).choice(len(data), min(count, len(data)), replace=False))
    return spec.normalize(np.stack([center_crop(data.squares[i], spec.size) for i in chosen]))


def tell_unfamiliar(model: EfficientNetLite, prepared: nn.Module, data: TrainingSet) -> None:
    """From now on both networks' logits tell what is unlike the training photos, each in features of its own."""
    model.unfamiliarity = familiarity.measure(model, data)
    prepared.unfamiliarity = familiarity.measure(quantize.to_int8(prepared), data)


def write_variants(model: EfficientNetLite, prepared: nn.Module, calibration: np.ndarray, folder: Path
                   ) -> dict[str, Path]:
    """The three model files, by variant name."""
    folder.mkdir(parents=True, exist_ok=True)
    sample = torch.from_numpy(calibration[:1])
    files = {name: folder / kind.file for name, kind in package.KINDS.items()}
    save_fp32(model, sample, files["torchscript-fp32"])
    save_int8(quantize.to_int8(prepared), sample, files["torchscript-int8"])
    plain = folder / "float.onnx"
    save_onnx(quantize.to_float(model), sample, plain)
    quantize.quantize_onnx(plain, files["onnx-int8"], calibration)
    plain.unlink()
    return files


def parity(model: nn.Module, prepared: nn.Module | None, files: dict[str, Path], inputs: np.ndarray) -> dict:
    """How far each file's logits lie from eager PyTorch's on `inputs`: the fp32 network for the fp32 file, the eager
    int8 network for the int8 TorchScript file, the fp32 network for ONNX, which has rounding of its own."""
    with torch.inference_mode():
        eager = torch.cat([model(x) for x in torch.from_numpy(inputs).split(1)]).numpy()
        eager_int8 = None
        if prepared is not None:
            int8 = quantize.to_int8(prepared)
            eager_int8 = torch.cat([int8(x) for x in torch.from_numpy(inputs).split(1)]).numpy()
    result = {}
    for name, file in files.items():
        logits = runtime.open_model(package.KINDS[name].engine, file)(inputs)
        against = eager_int8 if name == "torchscript-int8" else eager
        result[name] = {
            "inputs": len(inputs),
            "against": "eager int8" if name == "torchscript-int8" else "eager fp32",
            "maxLogitDifference": round(float(np.abs(logits - against).max()), 5),
            "sameTop1": round(float((logits.argmax(1) == against.argmax(1)).mean()), 4),
            "sameTop1AsEagerFp32": round(float((logits.argmax(1) == eager.argmax(1)).mean()), 4),
        }
    return result


def foreign(name: str, weights: Path, classes: int, arguments: dict, size: int) -> nn.Module:
    """The network of a state dict and its Python class, `module:Class`, found in the current directory or installed.

    The file is read as plain tensors: a checkpoint that pickles anything else is refused by torch.
    """
    module, _, attribute = name.partition(":")
    if not attribute:
        raise ValueError(f"{name!r} is not of the form module:Class")
    sys.path.insert(0, "")
    try:
        model = getattr(importlib.import_module(module), attribute)(**arguments)
    except (ImportError, AttributeError, TypeError) as problem:
        raise ValueError(f"{name} cannot be made with the arguments {json.dumps(arguments)}: {problem}") from problem
    state = _state_dict(weights)
    try:
        model.load_state_dict({key.removeprefix("module."): value for key, value in state.items()})
    except RuntimeError as problem:
        first = " ".join(line.strip() for line in str(problem).splitlines()[:2])
        raise ValueError(f"{weights} does not fit {name}: {first}") from problem
    model.eval()
    with torch.inference_mode():
        shape = tuple(model(torch.zeros(1, 3, size, size)).shape)
    if shape != (1, classes):
        raise ValueError(f"the network gives {shape}, the labels name {classes} classes")
    return model


def _state_dict(weights: Path) -> dict:
    try:
        state = torch.load(weights, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError) as problem:
        raise ValueError(f"{weights} is no state dict: it holds code, or is no file of torch.save; "
                         "docs/bring-your-own-model.md says how to make one of a pickled model") from problem
    for wrapper in ("state_dict", "model_state_dict", "model"):
        if isinstance(state, dict) and isinstance(state.get(wrapper), dict):
            state = state[wrapper]
    if not isinstance(state, dict):
        raise ValueError(f"{weights} is no state dict: it holds one {type(state).__name__}")
    return state


def save_fp32(model: nn.Module, sample: torch.Tensor, file: Path) -> None:
    """Frozen, channels_last. `sample` is one 1 x 3 x H x W input to trace with."""
    wrapped = ChannelsLast(model.to(memory_format=torch.channels_last)).eval()
    torch.jit.save(torch.jit.freeze(torch.jit.trace(wrapped, sample)), str(file))
    strip_debug_files(file)


def save_int8(model: nn.Module, sample: torch.Tensor, file: Path) -> None:
    """Traced, not frozen: freezing an int8 network gains nothing."""
    torch.jit.save(torch.jit.trace(ChannelsLast(model).eval(), sample), str(file))
    strip_debug_files(file)


def save_onnx(model: nn.Module, sample: torch.Tensor, file: Path) -> None:
    """Opset 17, input `x`, output `y`, batch 1."""
    torch.onnx.export(model.eval(), (sample,), str(file), opset_version=17, input_names=["x"], output_names=["y"],
                      dynamo=False)


def strip_debug_files(file: Path) -> None:
    """Removes the source positions, which name folders of the machine that made the file, from a TorchScript file."""
    stripped = file.with_suffix(".stripped")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(stripped, "w", zipfile.ZIP_STORED) as target:
        for item in source.infolist():
            if item.filename.endswith(".debug_pkl"):
                continue
            entry = zipfile.ZipInfo(item.filename, date_time=(1980, 1, 1, 0, 0, 0))
            target.writestr(entry, source.read(item))
    stripped.replace(file)
