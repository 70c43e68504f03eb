"""Model files that need no Python class any more: frozen TorchScript, int8 TorchScript, ONNX."""

from __future__ import annotations

import zipfile
from pathlib import Path

import torch
from torch import nn


class ChannelsLast(nn.Module):
    """Brings its input into the memory layout that CPU convolutions are fastest with."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.model(x.contiguous(memory_format=torch.channels_last))


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
