"""Decoding and preprocessing: the one definition that training, packaging and the golden files share.

The rules are those of docs/model-package.md: EXIF orientation applied, plain RGB (an alpha channel is dropped, not
blended), shorter side resized with Pillow's antialiased bilinear filter, centre crop.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Iterable

import numpy as np
from PIL import Image, ImageOps

EXTENSIONS = {".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"}


@dataclass(frozen=True)
class InputSpec:
    """How a photo becomes the network's input. `mean` and `std` are per channel in the order of `channels` ("RGB" or
    "BGR"), for values in [0, 1]."""

    size: int = 224
    resize: str = "short-side"
    resize_size: int = 256
    crop: str = "center"
    mean: tuple[float, float, float] = (0.5, 0.5, 0.5)
    std: tuple[float, float, float] = (0.5, 0.5, 0.5)
    channels: str = "RGB"

    def to_manifest(self) -> dict:
        resize = {"mode": self.resize}
        if self.resize != "none":
            resize["size"] = self.resize_size
        return {
            "size": self.size,
            "resize": resize,
            "crop": self.crop,
            "interpolation": "bilinear-antialias",
            "channels": self.channels,
            "mean": list(self.mean),
            "std": list(self.std),
        }

    @staticmethod
    def from_manifest(section: dict) -> "InputSpec":
        if section["channels"] not in ("RGB", "BGR") or section["interpolation"] != "bilinear-antialias":
            raise ValueError(f"unsupported input section: {section}")
        return InputSpec(
            size=section["size"],
            resize=section["resize"]["mode"],
            resize_size=section["resize"].get("size", section["size"]),
            crop=section["crop"],
            mean=tuple(section["mean"]),
            std=tuple(section["std"]),
            channels=section["channels"],
        )

    @staticmethod
    def at(size: int) -> "InputSpec":
        """The usual input in another size: the same part of each photo."""
        usual = InputSpec()
        return InputSpec(size=size, resize_size=round(size * usual.resize_size / usual.size))

    def pixels(self, image: Image.Image) -> np.ndarray:
        """The size x size x 3 uint8 RGB pixels that the network sees."""
        array = np.asarray(resize(image, self.resize, self.resize_size))
        if self.crop == "center":
            array = center_crop(array, self.size)
        if array.shape != (self.size, self.size, 3):
            raise ValueError(f"the input rule gives {array.shape}, the network takes {self.size} x {self.size} x 3")
        return array

    def pixels_of(self, photos: Iterable[np.ndarray]) -> np.ndarray:
        """N x size x size x 3 uint8 of N decoded photos, each H x W x 3 uint8."""
        return np.stack([self.pixels(Image.fromarray(photo)) for photo in photos])

    def normalize(self, pixels: np.ndarray) -> np.ndarray:
        """N x H x W x 3 uint8 RGB to N x 3 x H x W float32."""
        if self.channels == "BGR":
            pixels = pixels[..., ::-1]
        values = pixels.astype(np.float32) / np.float32(255)
        values = (values - np.float32(self.mean)) / np.float32(self.std)
        return np.ascontiguousarray(values.transpose(0, 3, 1, 2))


def load(path: Path | str) -> Image.Image:
    """Decodes, turns upright and converts to RGB. Raises ValueError, which names the file, if it cannot be decoded."""
    try:
        with Image.open(path) as image:
            return ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise ValueError(f"{path} cannot be decoded: {problem}") from problem


def resize(image: Image.Image, mode: str, size: int) -> Image.Image:
    if mode == "none":
        target = image.size
    elif mode == "squash":
        target = (size, size)
    elif mode == "short-side":
        short = min(image.size)
        target = tuple((2 * side * size + short) // (2 * short) for side in image.size)
    else:
        raise ValueError(f"unknown resize mode {mode!r}")
    return image if target == image.size else image.resize(target, Image.Resampling.BILINEAR)


def center_crop(array: np.ndarray, size: int) -> np.ndarray:
    height, width = array.shape[:2]
    if height < size or width < size:
        raise ValueError(f"cannot crop {size} x {size} from {width} x {height}")
    top, left = (height - size) // 2, (width - size) // 2
    return array[top : top + size, left : left + size]
