"""Golden preprocessing files: drawings in every supported encoding and the pixels that the network must see.

`index.json` lists, per image, the file with the expected pixels: gzip over 3 x size x size bytes, channels R, G, B,
rows from the top. The rule is `images.load` and `images.InputSpec`: EXIF orientation applied, alpha dropped, 16-bit
samples cut to their high byte, the first frame of an animation, no colour management. `tolerance` is the highest
accepted difference of a byte: 0 where decoding is exact by definition or by a shared decoder.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Callable

import numpy as np
from PIL import Image

from . import drawings
from .images import InputSpec, load

_ORIENTATION = 0x0112
_CMYK_TOLERANCE = 1

Save = Callable[[Path], None]


def write(directory: Path) -> list[dict]:
    """Writes images, expected pixels and index; returns the index."""
    expected = directory / "expected"
    expected.mkdir(parents=True, exist_ok=True)
    spec = InputSpec()
    index = []
    for name, save in _images().items():
        file = directory / name
        save(file)
        pixels = spec.pixels(load(file)).transpose(2, 0, 1).tobytes()
        packed = expected / (name + ".rgb.gz")
        packed.write_bytes(gzip.compress(pixels, 9, mtime=0))
        with Image.open(file) as image:
            index.append({
                "image": name,
                "format": image.format,
                "mode": image.mode,
                "width": image.width,
                "height": image.height,
                "orientation": image.getexif().get(_ORIENTATION, 1),
                "expected": packed.relative_to(directory).as_posix(),
                "sha256": hashlib.sha256(pixels).hexdigest(),
                "tolerance": _CMYK_TOLERANCE if image.mode == "CMYK" else 0,
            })
    document = {"input": spec.to_manifest(), "layout": f"3x{spec.size}x{spec.size} uint8 RGB, gzip", "cases": index}
    (directory / "index.json").write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return index


def _images() -> dict[str, Save]:
    smooth = lambda seed, width, height: drawings.leaf(seed, width, height, grain=0.2)
    plain = smooth(1, 256, 256)
    images: dict[str, Save] = {
        "baseline.jpg": _saved(drawings.leaf(2), quality=90),
        "progressive.jpg": _saved(smooth(3, 256, 256), quality=85, progressive=True),
        "full-chroma.jpg": _saved(smooth(4, 256, 256), quality=90, subsampling=0),
        "grey.jpg": _saved(smooth(5, 256, 256).convert("L"), quality=90),
        "cmyk.jpg": _saved(smooth(6, 256, 256).convert("CMYK"), quality=90),
        "large-1200x900.jpg": _saved(smooth(7, 1200, 900), quality=85),
        "tall-333x500-orientation-6.jpg": _saved(smooth(8, 333, 500), quality=85, orientation=6),
        "wide-900x120.jpg": _saved(smooth(9, 900, 120), quality=85),
        "small-100x80.jpg": _saved(smooth(10, 100, 80), quality=90),
        "exact-224x224.png": _saved(smooth(11, 224, 224)),
        "rgb-301x277.png": _saved(smooth(12, 301, 277)),
        "palette.png": _saved(plain.quantize(64)),
        "palette-transparent.png": _saved(plain.quantize(32), transparency=3),
        "grey.png": _saved(plain.convert("L")),
        "black-and-white.png": _saved(plain.convert("1")),
        "rgba.png": _saved(_with_alpha(drawings.scene(13))),
        "rgb-16-bit.png": _sixteen_bit(drawings.scene(14)),
        "lossy.webp": _saved(smooth(15, 320, 280), quality=80),
        "lossless.webp": _saved(drawings.scene(16, 256, 300), lossless=True),
        "plain.bmp": _saved(drawings.scene(17, 140, 130)),
        "lzw.tif": _saved(drawings.scene(18), compression="tiff_lzw"),
        "plain.gif": _saved(drawings.scene(19)),
    }
    for orientation in range(1, 9):
        images[f"orientation-{orientation}.jpg"] = _saved(smooth(20, 60, 44), quality=95, orientation=orientation)
    return images


def _saved(image: Image.Image, orientation: int | None = None, **options) -> Save:
    if orientation is not None:
        exif = Image.Exif()
        exif[_ORIENTATION] = orientation
        options["exif"] = exif
    return lambda path: image.save(path, **options)


def _with_alpha(image: Image.Image) -> Image.Image:
    ramp = np.tile(np.linspace(0, 255, image.width).astype(np.uint8), (image.height, 1))
    image = image.copy()
    image.putalpha(Image.fromarray(ramp))
    return image


def _sixteen_bit(image: Image.Image) -> Save:
    def save(path: Path) -> None:
        import cv2

        high = np.asarray(image).astype(np.uint16)
        low = (np.arange(high.size, dtype=np.uint32) // 997 % 256).astype(np.uint16).reshape(high.shape)
        cv2.imwrite(str(path), (high * 256 + low)[..., ::-1])

    return save


if __name__ == "__main__":
    import sys

    write(Path(sys.argv[1]))
