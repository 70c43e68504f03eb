"""Photos on disk: listing, splitting by leaf, and a decoded cache.

A data set is a folder of class folders, or a folder with a tab-separated manifest that has the columns `class` and
`file` and optionally `split` and `leaf_group`. Photos of one group never stand on both sides of a split or a fold.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from . import pixel_cache
from .images import EXTENSIONS, center_crop, load, resize
from .pixel_cache import Rows

CACHE_SIZE = 256


@dataclass(frozen=True)
class Photo:
    """`group` names the leaf (or whatever else must not be split); `split` is "" where nobody assigned one."""

    path: Path
    label: str
    group: str
    split: str = ""


def scan(root: Path, manifest: Path | None = None) -> list[Photo]:
    """All photos below `root`, in a stable order. Without a manifest every photo is its own group.

    `root/train/CLASS/…` and `root/val/CLASS/…` are read as splits, `root/CLASS/…` as one unsplit set.
    """
    default = root / "manifest.tsv"
    if manifest is None and default.is_file():
        manifest = default
    photos = _scan_manifest(root, manifest) if manifest else _scan_folders(root)
    if not photos:
        raise ValueError(f"no photos below {root}")
    both = {p.group for p in of_split(photos, "train")} & {p.group for p in of_split(photos, "val")}
    if both:
        raise ValueError(f"photos of group {min(both)} are in both train and val: a group stands on one side alone")
    return sorted(photos, key=lambda photo: photo.path)


def of_split(photos: list[Photo], split: str) -> list[Photo]:
    return [photo for photo in photos if photo.split == split]


def split_by_group(photos: list[Photo], fraction: float, seed: int) -> list[Photo]:
    """The photos with `split` set to "val" for about `fraction` of each class, to "train" for the rest."""
    parts = max(2, round(1 / fraction))
    held_out = {photo.path for photo in folds(photos, parts, seed)[0]}
    return [replace(photo, split="val" if photo.path in held_out else "train") for photo in photos]


def folds(photos: list[Photo], count: int, seed: int) -> list[list[Photo]]:
    """Disjoint sets of whole groups, each class spread as evenly as its groups allow."""
    groups: dict[str, list[Photo]] = {}
    for photo in photos:
        groups.setdefault(photo.group, []).append(photo)
    labels = sorted({photo.label for photo in photos})
    sizes = {label: np.zeros(count, int) for label in labels}
    random = np.random.default_rng(seed)
    names = sorted(groups)
    order = random.permutation(len(names))
    by_size = sorted((names[i] for i in order), key=lambda name: -len(groups[name]))
    result: list[list[Photo]] = [[] for _ in range(count)]
    for name in by_size:
        members = groups[name]
        totals = sum((sizes[photo.label] for photo in members), np.zeros(count, int))
        shares = [(totals[i], len(result[i]), i) for i in range(count)]
        chosen = min(shares)[2]
        result[chosen] += members
        for photo in members:
            sizes[photo.label][chosen] += 1
    return [sorted(fold, key=lambda photo: photo.path) for fold in result]


def classes(photos: list[Photo]) -> list[str]:
    return sorted({photo.label for photo in photos})


def indices(photos: list[Photo], names: list[str]) -> np.ndarray:
    """Class index of every photo, -1 for a class that is not in `names`."""
    position = {name: i for i, name in enumerate(names)}
    return np.array([position.get(photo.label, -1) for photo in photos], np.int64)


def squares(photos: list[Photo], cache: Path) -> Rows:
    """N x 256 x 256 x 3 uint8: every photo with its shorter side at 256, centre crop."""
    return pixel_cache.rows(cache, "squares", [photo.path for photo in photos], (CACHE_SIZE, CACHE_SIZE, 3), _square)


def masks(photos: list[Photo], cache: Path) -> Rows:
    """N x 256 x 256 uint8 leaf masks, 0 to 255; all 0 where no credible leaf outline was found."""
    from .leaf_mask import leaf_mask

    leafless = {photo.path for photo in photos if photo.label.startswith("Background")}

    def mask(path: Path) -> np.ndarray:
        found = None if path in leafless else leaf_mask(_square(path))
        return np.zeros((CACHE_SIZE, CACHE_SIZE), np.uint8) if found is None else found

    return pixel_cache.rows(cache, "masks", [photo.path for photo in photos], (CACHE_SIZE, CACHE_SIZE), mask)


def _square(path: Path) -> np.ndarray:
    return center_crop(np.asarray(resize(load(path), "short-side", CACHE_SIZE)), CACHE_SIZE)


def _scan_manifest(root: Path, manifest: Path) -> list[Photo]:
    with manifest.open(newline="", encoding="utf-8") as lines:
        table = csv.DictReader(lines, delimiter="\t")
        missing = [name for name in ("class", "file") if name not in (table.fieldnames or [])]
        if missing:
            raise ValueError(f"{manifest} has no column {' and no column '.join(missing)}: its first line names the "
                             "columns class, file and maybe split and leaf_group, with tabs between them")
        rows = list(table)
    photos = []
    for row in rows:
        path = root / row["file"]
        photos.append(Photo(path, row["class"], row.get("leaf_group") or row["file"], row.get("split") or ""))
    return photos


def _scan_folders(root: Path) -> list[Photo]:
    split_roots = [(name, root / name) for name in ("train", "val") if (root / name).is_dir()]
    photos = []
    for split, base in split_roots or [("", root)]:
        for path in base.glob("*/**/*"):
            if path.suffix.lower() in EXTENSIONS and path.is_file():
                name = path.relative_to(base).parts[0]
                photos.append(Photo(path, name, path.relative_to(root).as_posix(), split))
    return photos
