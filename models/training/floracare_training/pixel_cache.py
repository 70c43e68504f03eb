"""Decoded photos on disk: each photo is decoded once, whatever split, fold or crop is asked for."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import Callable

import numpy as np


class Rows:
    """Some rows of an array, in any order; `rows[i]` reads those that it is asked for, and no others."""

    def __init__(self, array: np.ndarray, numbers: np.ndarray) -> None:
        self._array, self._numbers = array, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, chosen) -> np.ndarray:
        return self._array[self._numbers[chosen]]


def rows(cache: Path, kind: str, files: list[Path], shape: tuple[int, ...], compute: Callable[[Path], np.ndarray]) -> Rows:
    """`compute(file)`, `shape` uint8, of every file, from `cache`/KIND.bin; computed and appended where it is missing.

    A file of another size is another file. Trainings that run side by side wait for each other here.
    """
    cache.mkdir(parents=True, exist_ok=True)
    data, index = cache / f"{kind}.bin", cache / f"{kind}.tsv"
    keys = [f"{file.resolve()}\t{file.stat().st_size}" for file in files]
    with (cache / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = _read(index)
        missing = {key: file for key, file in zip(keys, files) if key not in known}
        if missing:
            _append(data, index, known, missing, shape, compute, kind)
    array = np.memmap(data, np.uint8, "r", shape=(len(known), *shape))
    return Rows(array, np.array([known[key] for key in keys], np.int64))


def _read(index: Path) -> dict[str, int]:
    """Row numbers; a last line without its end was cut off while it was written and does not count."""
    if not index.exists():
        return {}
    *lines, _ = index.read_text(encoding="utf-8").split("\n")
    return {line: number for number, line in enumerate(lines)}


def _append(data: Path, index: Path, known: dict[str, int], missing: dict[str, Path], shape: tuple[int, ...],
            compute: Callable[[Path], np.ndarray], kind: str) -> None:
    from tqdm import tqdm

    index.write_text("".join(f"{key}\n" for key in known), encoding="utf-8")
    with data.open("r+b" if data.exists() else "w+b") as pixels, index.open("a", encoding="utf-8") as lines:
        pixels.truncate(len(known) * int(np.prod(shape)))
        pixels.seek(0, 2)
        for key, file in tqdm(missing.items(), desc=kind, unit="photo", disable=None):
            pixels.write(np.ascontiguousarray(compute(file).reshape(shape)).tobytes())
            pixels.flush()
            lines.write(f"{key}\n")
            lines.flush()
            known[key] = len(known)
