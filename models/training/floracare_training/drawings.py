"""Draws leaf-like pictures: test images that are nobody's photograph and may be shipped."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

_OVERSAMPLING = 3


def leaf(seed: int, width: int = 256, height: int = 256, grain: float = 1.0) -> Image.Image:
    """A toothed leaf with veins on a plain surface, with spots whose number and colour depend on `seed`.

    `grain` scales the sensor-like noise; without it the picture compresses well.
    """
    random = np.random.default_rng(seed)
    w, h = width * _OVERSAMPLING, height * _OVERSAMPLING
    backdrop = random.integers(110, 200) + random.integers(-12, 13, 3)
    image = Image.new("RGB", (w, h), tuple(int(v) for v in backdrop))
    draw = ImageDraw.Draw(image)
    green = (random.integers(40, 110), random.integers(110, 170), random.integers(30, 80))
    green = tuple(int(v) for v in green)
    outline = _outline(random, w, h)
    shadow = [(x + w * 0.012, y + h * 0.016) for x, y in outline]
    draw.polygon(shadow, fill=tuple(int(v * 0.7) for v in backdrop))
    draw.polygon(outline, fill=green)
    _veins(draw, random, outline, w, h, tuple(min(255, v + 45) for v in green))
    mask = Image.new("L", (w, h))
    ImageDraw.Draw(mask).polygon(outline, fill=255)
    spots = image.copy()
    _spots(ImageDraw.Draw(spots), random, w, h)
    image = Image.composite(spots, image, mask).filter(ImageFilter.GaussianBlur(_OVERSAMPLING))
    small = np.asarray(image.resize((width, height), Image.Resampling.BOX)).astype(np.float32)
    light = 1 + 0.25 * (np.linspace(-1, 1, width)[None, :, None] * random.uniform(-1, 1)
                        + np.linspace(-1, 1, height)[:, None, None] * random.uniform(-1, 1))
    noise = random.normal(0, 5, (height, width, 1)) + random.normal(0, 2, (height, width, 3))
    return Image.fromarray(np.clip(small * light + grain * noise, 0, 255).astype(np.uint8))


def scene(seed: int, width: int = 256, height: int = 256) -> Image.Image:
    """Coloured bands and discs, no leaf."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", (width, height), tuple(int(v) for v in random.integers(0, 256, 3)))
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        x, y, r = random.uniform(0, width), random.uniform(0, height), random.uniform(0.05, 0.3) * width
        colour = tuple(int(v) for v in random.integers(0, 256, 3))
        if random.random() < 0.5:
            draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)
        else:
            draw.rectangle((x - r, y - r / 3, x + r, y + r / 3), fill=colour)
    return image.filter(ImageFilter.GaussianBlur(1.5))


def _outline(random: np.random.Generator, w: int, h: int) -> list[tuple[float, float]]:
    teeth, depth = int(random.integers(9, 25)), random.uniform(0.01, 0.06)
    slim, turn = random.uniform(0.45, 0.8), random.uniform(-0.5, 0.5)
    radius = 0.44 * min(w, h)
    points = []
    for t in np.linspace(0, 2 * math.pi, 720, endpoint=False):
        r = radius * (1 + depth * abs(math.sin(teeth * t)))
        x, y = r * slim * math.sin(t) * (1 - 0.25 * math.cos(t)), -r * math.cos(t)
        points.append((w / 2 + x * math.cos(turn) - y * math.sin(turn), h / 2 + x * math.sin(turn) + y * math.cos(turn)))
    return points


def _veins(draw: ImageDraw.ImageDraw, random: np.random.Generator, outline: list, w: int, h: int, colour: tuple) -> None:
    tip, base = outline[0], outline[360]
    draw.line((tip, base), fill=colour, width=max(2, w // 90))
    for i in range(1, 9):
        a = (base[0] + (tip[0] - base[0]) * i / 10, base[1] + (tip[1] - base[1]) * i / 10)
        for index in (360 - i * 36, 360 + i * 36):
            b = outline[index % 720]
            draw.line((a, (a[0] + 0.85 * (b[0] - a[0]), a[1] + 0.85 * (b[1] - a[1]))), fill=colour, width=max(1, w // 220))


def _spots(draw: ImageDraw.ImageDraw, random: np.random.Generator, w: int, h: int) -> None:
    brown = random.integers((100, 70, 25), (150, 105, 55))
    for _ in range(int(random.integers(0, 30))):
        x, y = random.uniform(0.2, 0.8) * w, random.uniform(0.15, 0.85) * h
        r = random.uniform(0.008, 0.05) * min(w, h)
        for k, tint in ((1.4, 1.35), (1.0, 1.0), (0.5, 0.7)):
            fill = tuple(int(min(255, v * tint)) for v in brown)
            draw.ellipse((x - k * r, y - k * r * 0.8, x + k * r, y + k * r * 0.8), fill=fill)
