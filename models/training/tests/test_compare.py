import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from floracare_training import card, compare, train
from floracare_training.cli import main
from floracare_training.dataset import Photo
from floracare_training.training import Recipe

NAMES = ["Background_without_leaves", "Fig___healthy", "Hop___rust"]


def logits(predicted, strength=8.0):
    return np.eye(len(NAMES), dtype=np.float32)[predicted] * strength


def trial(recipe, fold, predicted, crops=(), left_out=(), left_out_logits=None):
    """A trial on 30 photos a class, ten leaf groups a class; `predicted` are class indices."""
    photos = [Photo(Path(f"{fold}/{name}/{i}"), name, f"{fold}{name}{i // 3}") for name in NAMES for i in range(30)]
    return compare.Trial(recipe, fold, list(crops), NAMES, photos, logits(predicted), list(left_out),
                         logits([]) if left_out_logits is None else left_out_logits, {})


TRUTH = np.repeat(np.arange(3), 30)


def wrong_on(count):
    predicted = TRUTH.copy()
    predicted[30 : 30 + count] = 2
    return predicted


def test_folds_of_a_recipe_are_pooled_and_recipes_compared_photo_by_photo():
    figures = compare.compare([
        trial("plain", "0/2", wrong_on(3)), trial("plain", "1/2", wrong_on(6)),
        trial("smooth", "0/2", TRUTH), trial("smooth", "1/2", wrong_on(6)),
    ])
    plain, smooth = figures["recipes"]
    assert (plain["recipe"], plain["folds"], plain["photos"], plain["groups"]) == ("plain", ["0/2", "1/2"], 180, 60)
    assert plain["top1"]["value"] == pytest.approx(1 - 9 / 180, abs=1e-4)
    assert plain["confusions"] == [{"actual": "Fig___healthy", "predicted": "Hop___rust", "photos": 9}]
    assert "againstFirst" not in plain
    assert smooth["againstFirst"]["value"] == pytest.approx(3 / 180, abs=1e-4)
    low, high = smooth["againstFirst"]["interval"]
    assert 0 <= low <= 3 / 180 <= high
    assert "| +1.67 (+0.00 to +" in card.comparison(figures)


def test_crop_left_out_is_counted_by_what_it_is_told():
    leaves = [Photo(Path(f"Plum/{i}"), "Plum___healthy", f"plum{i // 2}") for i in range(20)]
    told = np.concatenate([logits([0] * 6), logits([1] * 4), logits([1] * 10, 0.5)])
    row, = compare.compare([trial("plain", None, TRUTH, ["Plum"], leaves, told)])["leftOut"]
    assert (row["crop"], row["photos"], row["groups"]) == ("Plum", 20, 10)
    assert (row["withheld"], row["background"], row["noClassButBackground"]) == (0.5, 0.3, 0.8)
    assert row["takenFor"] == [{"actual": "Plum___healthy", "predicted": "Fig___healthy", "photos": 4}]
    assert row["known"]["top1"]["value"] == 1
    assert row["byRatio"] == {"4": 0.8, "2": 0.8, "1": 0.8}


def test_crops_left_out_of_several_recipes_stand_in_tables_of_their_own():
    leaves = [Photo(Path(f"Plum/{i}"), "Plum___healthy", f"plum{i // 2}") for i in range(20)]
    certain, unsure = logits([1] * 20), logits([1] * 20, 0.5)
    figures = compare.compare([
        trial("short", None, TRUTH, ["Plum"], leaves, certain), trial("long", None, TRUTH, ["Plum"], leaves, unsure)])
    short, long = card.comparison(figures).split("\n\n")
    assert short.startswith("| Left out of short |") and "| Mean of these |  |  |  |  | 0.00 % |" in short
    assert long.startswith("| Left out of long |") and "| Mean of these |  |  |  |  | 100.00 % |" in long


def test_folds_that_went_on_from_different_files_are_of_one_recipe():
    recipe = asdict(Recipe(phases=((224, 1),), freeze=3))
    names = {compare._name({"recipe": recipe, "init": f"checkpoint.pt, sha256 {digest}"}) for digest in ("0a", "1b")}
    assert names == {"224:1, freeze 3, from checkpoint.pt"}
    averaged = compare._name({"recipe": recipe, "init": "imagenet", "averageOf": [{}, {}]})
    assert averaged == "224:1, freeze 3, mean of 2 trainings"


def test_networks_of_another_size_and_taught_ones_are_of_recipes_of_their_own():
    recipe = {"phases": [[224, 1]], "network": "lite2"}
    taught = {"phases": [[224, 1]], "network": "lite0"}

    assert compare._name({"recipe": recipe, "teacher": None}) == "224:1, network lite2"
    assert compare._name({"recipe": taught, "teacher": "lite2, weights sha256 0a"}) == "224:1, taught by lite2"


def test_trainings_on_folds_and_without_a_crop_are_compared(drawn_folder, tmp_path, capsys):
    common = ["--cache", str(tmp_path / "cache"), "--threads", "1"]
    for name, *chosen in (("a", "--fold", "0/2"), ("b", "--fold", "1/2"), ("c", "--leave-out-crop", "Hop"),
                          ("d", "--fold", "0/2", "--label-smoothing", "0.1")):
        assert main(["train", str(drawn_folder), *common, "--output", str(tmp_path / name), "--init", "random",
                     "--phases", "32:1", *chosen]) == 0
    checkpoints = [str(tmp_path / name / "checkpoint.pt") for name in "abcd"]

    assert main(["compare", str(drawn_folder), *checkpoints, *common, "--json", str(tmp_path / "figures.json")]) == 0

    figures = json.loads((tmp_path / "figures.json").read_text())
    plain, smooth = figures["recipes"]
    assert plain["folds"] == ["0/2", "1/2"] and plain["photos"] == 18
    assert smooth["recipe"] == "32:1, label smoothing 0.1, from random" and smooth["againstFirst"]["photos"] == smooth["photos"]
    assert [(row["crop"], row["photos"]) for row in figures["leftOut"]] == [("Hop", 6)]
    out = capsys.readouterr().out
    assert "Mean of these" in out
    assert "| Hop | 6 |" in out and "label smoothing 0.1" in out
    assert main(["compare", str(drawn_folder), *checkpoints, *common, "--weights", "last"]) == 0
    assert "32:1, label smoothing 0.1, from random, last weights" in capsys.readouterr().out
    assert main(["compare", str(drawn_folder), *checkpoints, *common, "--plain", "--json", str(tmp_path / "plain.json")]) == 0
    unaware = json.loads((tmp_path / "plain.json").read_text())
    assert [row["recipe"] for row in unaware["recipes"]] == [f"{row['recipe']}, plain energy" for row in (plain, smooth)]
    assert [row["top1"] for row in unaware["recipes"]] == [plain["top1"], smooth["top1"]]


def test_training_of_neither_kind_is_measured_on_what_it_held_out(drawn_folder, tmp_path, capsys):
    common = ["--cache", str(tmp_path / "cache"), "--threads", "1"]
    for name, *chosen in (("a", "--fold", "0/2"), ("b",)):
        assert main(["train", str(drawn_folder), *common, "--output", str(tmp_path / name), "--init", "random",
                     "--phases", "32:0", *chosen]) == 0
    checkpoints = [str(tmp_path / name / "checkpoint.pt") for name in "ab"]
    assert main(["compare", str(drawn_folder), *checkpoints, *common, "--json", str(tmp_path / "figures.json")]) == 0
    fold, split = json.loads((tmp_path / "figures.json").read_text())["recipes"]
    assert (split["recipe"], split["folds"]) == (f"{fold['recipe']}, held-out split", [])
    held_out = train.select(drawn_folder, None, train.Selection())[1]
    assert split["photos"] == len(held_out)
    assert "| Folds | 1 | – |" in capsys.readouterr().out
