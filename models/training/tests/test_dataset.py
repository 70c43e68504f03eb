from pathlib import Path

import numpy as np
import pytest

from floracare_training import dataset
from floracare_training.dataset import Photo


def photos_in_groups() -> list[Photo]:
    return [Photo(Path(f"{label}/{group}-{i}.jpg"), label, f"{label}|{group}")
            for label in ("a", "b") for group in range(7) for i in range(1 + group % 3)]


def test_photos_of_one_group_never_stand_on_both_sides_of_a_fold():
    parts = dataset.folds(photos_in_groups(), 3, seed=1)

    groups = [{photo.group for photo in part} for part in parts]
    assert not groups[0] & groups[1] and not groups[1] & groups[2] and not groups[0] & groups[2]


def test_every_photo_is_in_exactly_one_fold():
    parts = dataset.folds(photos_in_groups(), 3, seed=1)

    assert sorted(photo.path for part in parts for photo in part) == sorted(p.path for p in photos_in_groups())


def test_each_class_is_spread_over_the_folds():
    for part in dataset.folds(photos_in_groups(), 3, seed=1):
        assert {photo.label for photo in part} == {"a", "b"}


def test_folds_depend_on_the_seed_alone():
    shuffled = list(reversed(photos_in_groups()))

    assert dataset.folds(photos_in_groups(), 3, seed=5) == dataset.folds(shuffled, 3, seed=5)


def test_split_by_group_keeps_groups_whole():
    split = dataset.split_by_group(photos_in_groups(), 0.25, seed=1)

    held_out = {photo.group for photo in dataset.of_split(split, "val")}
    assert held_out and not held_out & {photo.group for photo in dataset.of_split(split, "train")}


def test_any_folder_of_class_folders_is_a_data_set(drawn_folder):
    photos = dataset.scan(drawn_folder)

    assert dataset.classes(photos) == ["Background_without_leaves", "Fig___healthy", "Hop___rust"]
    assert len(photos) == 18 and all(photo.split == "" for photo in photos)


def test_manifest_gives_splits_and_groups(tmp_path):
    (tmp_path / "manifest.tsv").write_text("split\tclass\tfile\tleaf_group\nval\ta\tx/1.jpg\tleaf 9\n")

    assert dataset.scan(tmp_path) == [Photo(tmp_path / "x/1.jpg", "a", "leaf 9", "val")]


def test_group_on_both_sides_of_a_split_is_refused(tmp_path):
    (tmp_path / "manifest.tsv").write_text("split\tclass\tfile\tleaf_group\nval\ta\t1.jpg\tleaf 9\ntrain\ta\t2.jpg\tleaf 9\n")

    with pytest.raises(ValueError, match="group leaf 9 are in both train and val"):
        dataset.scan(tmp_path)


def test_manifest_without_its_columns_is_refused(tmp_path):
    (tmp_path / "manifest.tsv").write_text("name,path\na,1.jpg\n")

    with pytest.raises(ValueError, match="manifest.tsv has no column class and no column file"):
        dataset.scan(tmp_path)


def test_empty_folder_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no photos"):
        dataset.scan(tmp_path)


def test_photo_is_square_pixels_in_whatever_selection(drawn_folder, tmp_path):
    photos = dataset.scan(drawn_folder)[:3]

    first = dataset.squares(photos, tmp_path)
    other = dataset.squares(photos[1:], tmp_path)

    assert first[np.arange(3)].shape == (3, 256, 256, 3)
    assert (first[2] == other[1]).all() and not (first[1] == first[2]).all()


def test_masks_find_the_leaf_and_nothing_in_scenes(drawn_folder, tmp_path):
    photos = dataset.scan(drawn_folder)

    found = np.array([mask.max() > 0 for mask in dataset.masks(photos, tmp_path)])

    assert not found[:6].any() and found[6:].any()
