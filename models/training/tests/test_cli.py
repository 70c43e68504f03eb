import json

import numpy as np
import pytest
import torch
from torch import nn

from floracare_training import drawings, labels, package, train
from floracare_training.cli import main
from floracare_training.images import InputSpec


def test_folder_of_class_folders_becomes_a_measured_package(drawn_folder, tmp_path, capsys):
    """train, quantize, export, calibrate and evaluate, on drawings."""
    common = [str(drawn_folder), "--cache", str(tmp_path / "cache"), "--threads", "1"]
    run, int8, made = tmp_path / "run", tmp_path / "int8", tmp_path / "drawn" / "0.1.0"
    template = tmp_path / "card.md"
    template.write_text("# Drawn leaves\n\n{figures}\n")

    assert main(["train", *common, "--output", str(run), "--init", "random", "--phases", "64:2", "--fold", "0/2"]) == 0
    assert main(["quantize", str(run / "checkpoint.pt"), *common, "--output", str(int8), "--phases", "64:2"]) == 0
    assert main(["export", str(made), "--checkpoint", str(run / "checkpoint.pt"), "--quantized",
                 str(int8 / "checkpoint.pt"), "--data", *common]) == 0
    drawn, made = made, tmp_path / "drawn" / "0.1.1"
    assert main(["calibrate", str(drawn), *common, "--output", str(made), "--risk", "0"]) == 0
    assert package.read_manifest(drawn)["variants"][0]["temperature"] == 1
    assert main(["evaluate", str(made), *common, "--card", str(template), "--json",
                 str(tmp_path / "figures.json"), "--out-of-scope", str(drawn_folder)]) == 0
    assert main(["verify", str(made)]) == 0

    manifest = package.read_manifest(made)
    assert [variant["name"] for variant in manifest["variants"]] == list(package.KINDS)
    assert manifest["training"]["parity"]["torchscript-fp32"]["maxLogitDifference"] < 1e-3
    assert manifest["version"] == "0.1.1" and manifest["training"]["calibration"]["ratios"].keys() == package.KINDS.keys()
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert torch.load(int8 / "checkpoint.pt", weights_only=True)["step"] == 2
    assert figures["split"] == "fold 0/2" and figures["photos"] == 9 and set(figures["variants"]) == set(package.KINDS)
    assert "Macro F1" in (made / "MODEL_CARD.md").read_text()
    assert "none of which it was trained on" in (made / "MODEL_CARD.md").read_text()
    assert "Macro F1" in capsys.readouterr().out

    assert main(["evaluate", str(made), *common, "--split", "val"]) == 1
    assert "was trained on most of val, and not on fold 0/2" in capsys.readouterr().err
    again = tmp_path / "again"
    assert main(["train", *common, "--output", str(again), "--init", "random", "--phases", "64:1", "--fold", "0/2"]) == 0
    assert main(["quantize", str(again / "checkpoint.pt"), *common, "--output", str(int8), "--phases", "64:2"]) == 1
    assert "was begun with teacher" in capsys.readouterr().err
    assert main(["export", str(tmp_path / "drawn" / "2"), "--checkpoint", str(again / "checkpoint.pt"), "--quantized",
                 str(int8 / "checkpoint.pt"), "--data", *common]) == 1
    assert "was not made of that training's weights" in capsys.readouterr().err


def test_training_goes_on_from_a_checkpoint_of_the_same_classes(drawn_folder, tmp_path, capsys):
    def train(name, *options):
        return main(["train", str(drawn_folder), "--cache", str(tmp_path / "cache"), "--threads", "1", "--output",
                     str(tmp_path / name), *options])

    def weights(name):
        return torch.load(tmp_path / name / "checkpoint.pt", weights_only=True)["average"]

    first = str(tmp_path / "first" / "checkpoint.pt")
    assert train("first", "--init", "random", "--phases", "32:1") == 0
    assert train("first again", "--init", "random", "--phases", "32:1") == 0
    assert all(torch.equal(a, b) for a, b in zip(weights("first").values(), weights("first again").values()))
    assert train("second", "--init", first, "--phases", "32:0") == 0
    assert all(torch.equal(a, b) for a, b in zip(weights("first").values(), weights("second").values()))

    capsys.readouterr()
    assert train("third", "--init", first, "--phases", "32:0", "--leave-out-crop", "Hop") == 1
    assert "no checkpoint of these 2 classes" in capsys.readouterr().err
    assert train("fourth", "--init", str(tmp_path / "nowhere.pt"), "--phases", "32:0") == 1
    assert "neither a TorchScript file nor a checkpoint" in capsys.readouterr().err


def test_small_network_is_taught_by_a_larger_one(drawn_folder, tmp_path, capsys):
    def train(name, *options):
        return main(["train", str(drawn_folder), "--cache", str(tmp_path / "cache"), "--threads", "1", "--output",
                     str(tmp_path / name), "--init", "random", *options])

    teacher = ("--teacher", str(tmp_path / "large" / "checkpoint.pt"))
    assert train("large", "--network", "lite2", "--phases", "32:0", "--fold", "0/3") == 0
    assert train("small", *teacher, "--phases", "32:1", "--fold", "0/3") == 0

    small = torch.load(tmp_path / "small" / "checkpoint.pt", weights_only=True)
    assert json.loads(small["recipe"])["network"] == "lite0" and small["step"] == 1
    assert json.loads(small["origin"])["teacher"].startswith("lite2, weights sha256 ")
    capsys.readouterr()
    assert train("small", "--phases", "32:1", "--fold", "0/3") == 1
    assert "was begun with teacher lite2" in capsys.readouterr().err
    assert train("other", *teacher, "--phases", "32:0", "--fold", "1/3") == 1
    assert "held out fold 0/3 of seed 1, not fold 1/3 of seed 1" in capsys.readouterr().err
    assert train("fewer", *teacher, "--phases", "32:0", "--fold", "0/3", "--leave-out-crop", "Hop") == 1
    assert "no checkpoint of these 2 classes" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        train("strange", *teacher, "--strange", "0.1")
    assert "leave --strange out" in capsys.readouterr().err


def test_default_split_is_what_training_held_out(drawn_folder, tmp_path):
    figures = tmp_path / "figures.json"
    common = [str(drawn_folder), "--cache", str(tmp_path / "cache"), "--threads", "1"]
    torch.manual_seed(0)
    network = nn.Sequential(nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(12, 3)).eval()
    torch.jit.save(torch.jit.trace(network, torch.zeros(1, 3, 224, 224)), str(tmp_path / "tiny.pt"))
    names = ["Background_without_leaves", "Fig___healthy", "Hop___rust"]
    made = package.write(tmp_path / "tiny" / "1", "tiny", "1", "Three classes", labels.from_names(names), InputSpec(),
                         [package.Variant("torchscript-fp32", tmp_path / "tiny.pt")], {"data": "none"})
    training, held_out = train.select(drawn_folder, None, train.Selection(seed=4))

    assert main(["calibrate", str(made), *common, "--seed", "4"]) == 0
    assert main(["evaluate", str(made), *common, "--seed", "4", "--json", str(figures), "--answers",
                 str(tmp_path / "answers.tsv")]) == 0

    head, *rows = (tmp_path / "answers.tsv").read_text().splitlines()
    assert head == "file\ttorchscript-fp32"
    assert sorted(row.split("\t")[0] for row in rows) == sorted(str(p.path.relative_to(drawn_folder)) for p in held_out)
    assert json.loads(figures.read_text())["photos"] == len(held_out) < len(training)
    assert main(["evaluate", str(made), *common, "--split", "field"]) == 1


def test_photos_that_another_fold_was_trained_on_are_not_held_out(drawn_folder, tmp_path, capsys):
    def train(name, *options):
        return main(["train", str(drawn_folder), "--cache", str(tmp_path / "cache"), "--threads", "1", "--output",
                     str(tmp_path / name), "--phases", "32:0", *options])

    first, second = (str(tmp_path / name / "checkpoint.pt") for name in ("first", "second"))
    assert train("first", "--init", "random", "--fold", "0/3") == 0
    assert train("second", "--init", first, "--fold", "1/3") == 1
    assert "held out fold 0/3 of seed 1, not fold 1/3 of seed 1" in capsys.readouterr().err
    assert train("second", "--init", "random", "--fold", "1/3") == 0
    assert main(["average", first, second, "--output", str(tmp_path / "mean")]) == 1
    assert "would have seen photos that it is measured on" in capsys.readouterr().err


def test_class_of_a_single_photo_is_not_left_out_silently(tmp_path, capsys):
    for name, count in (("Fig___healthy", 4), ("Hop___rust", 1)):
        (tmp_path / "photos" / name).mkdir(parents=True)
        for i in range(count):
            drawings.leaf(i).save(tmp_path / "photos" / name / f"{i}.png")

    assert main(["train", str(tmp_path / "photos"), "--cache", str(tmp_path / "cache"), "--output", str(tmp_path / "run"),
                 "--init", "random", "--phases", "32:1"]) == 1
    assert "no training photo of Hop___rust" in capsys.readouterr().err


@pytest.mark.parametrize("option, value, sentence", [
    ("--fold", "5/5", "'5/5' is not K/N"),
    ("--fold", "1", "'1' is not K/N"),
    ("--phases", "128", "'128' is not PIXELS:EPOCHS"),
])
def test_mistaken_option_is_a_sentence(option, value, sentence, tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        main(["train", str(tmp_path), "--output", str(tmp_path), option, value])

    assert left.value.code == 2 and sentence in capsys.readouterr().err


def test_file_that_is_no_checkpoint_and_photo_that_is_none_are_named(drawn_folder, tmp_path, capsys):
    torch.save({"weight": torch.zeros(2)}, tmp_path / "theirs.pth")
    assert main(["quantize", str(tmp_path / "theirs.pth"), str(drawn_folder), "--output", str(tmp_path / "int8")]) == 1
    assert "theirs.pth is no checkpoint of train, quantize or average" in capsys.readouterr().err

    photos = tmp_path / "photos" / "Fig___healthy"
    photos.mkdir(parents=True)
    whole = (drawn_folder / "Fig___healthy" / "0.jpg").read_bytes()
    for i in range(3):
        (photos / f"{i}.jpg").write_bytes(whole if i else whole[:len(whole) // 2])
    assert main(["train", str(tmp_path / "photos"), "--cache", str(tmp_path / "cache"), "--output", str(tmp_path / "run"),
                 "--init", "random", "--phases", "32:1"]) == 1
    assert "Fig___healthy/0.jpg cannot be decoded" in capsys.readouterr().err


def test_model_file_is_packaged_with_its_own_input_and_measured(drawn_folder, tmp_path):
    network = nn.Sequential(nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(12, 2)).eval()
    torch.jit.save(torch.jit.trace(network, torch.zeros(1, 3, 64, 64)), str(tmp_path / "tiny.pt"))
    (tmp_path / "labels.json").write_text('[{"index": 0, "name": "Fig___healthy"}, {"index": 1, "name": "Hop___rust"}]')
    made = tmp_path / "tiny" / "1"

    assert main(["package", str(made), "--variant", f"torchscript-fp32={tmp_path / 'tiny.pt'}", "--labels",
                 str(tmp_path / "labels.json"), "--size", "64", "--resize", "squash", "--channels", "BGR", "--description",
                 "Two classes"]) == 0
    assert main(["evaluate", str(made), str(drawn_folder), "--cache", str(tmp_path / "cache"), "--split", "all", "--json",
                 str(tmp_path / "figures.json")]) == 0

    assert package.read_manifest(made)["input"] == {
        "size": 64, "resize": {"mode": "squash", "size": 64}, "crop": "none", "interpolation": "bilinear-antialias",
        "channels": "BGR", "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["photos"] == 12 and figures["variants"]["torchscript-fp32"]["shipped"]["withheld"]["value"] == 0


class Net(nn.Module):
    """What somebody else's training left: a class and a state dict."""

    def __init__(self, width: int = 4) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, width, 7, 4), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.top = nn.Linear(width, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.top(self.body(x))


def test_class_and_state_dict_become_a_package(tmp_path):
    torch.manual_seed(0)
    net = Net(6).eval()
    torch.save({"state_dict": {f"module.{k}": v for k, v in net.state_dict().items()}}, tmp_path / "weights.pth")
    (tmp_path / "names.txt").write_text("Fig___healthy\nHop___rust\n")

    made = tmp_path / "theirs" / "1"
    assert main(["export", str(made), "--class", "test_cli:Net", "--arguments", '{"width": 6}', "--weights",
                 str(tmp_path / "weights.pth"), "--names", str(tmp_path / "names.txt")]) == 0

    batch = np.random.default_rng(0).normal(size=(1, 3, 224, 224)).astype(np.float32)
    with torch.no_grad():
        expected = net(torch.from_numpy(batch)).numpy()
    assert np.allclose(package.open_variant(made, "torchscript-fp32")(batch), expected, atol=1e-5)
    assert package.read_manifest(made)["input"]["mean"] == [0.485, 0.456, 0.406]


@pytest.mark.parametrize("option, value, sentence", [
    ("--class", "test_cli:Nothing", "has no attribute 'Nothing'"),
    ("--class", "no_such_module:Net", "No module named 'no_such_module'"),
    ("--arguments", '{"depth": 3}', "unexpected keyword argument 'depth'"),
    ("--arguments", '{"width": 8}', "does not fit test_cli:Net"),
    ("--weights", "pickled.pkl", "bring-your-own-model.md"),
    ("--weights", "list.pt", "it holds one list"),
])
def test_class_that_cannot_be_exported_is_refused_in_a_sentence(option, value, sentence, tmp_path, capsys):
    torch.save(Net(6).state_dict(), tmp_path / "weights.pth")
    torch.save(Net(6), tmp_path / "pickled.pkl")
    torch.save([1, 2], tmp_path / "list.pt")
    (tmp_path / "names.txt").write_text("Fig___healthy\nHop___rust\n")
    options = {"--class": "test_cli:Net", "--arguments": '{"width": 6}', "--weights": "weights.pth"} | {option: value}
    options["--weights"] = str(tmp_path / options["--weights"])

    assert main(["export", str(tmp_path / "theirs" / "1"), "--names", str(tmp_path / "names.txt"),
                 *(part for pair in options.items() for part in pair)]) == 1

    problem = capsys.readouterr().err
    assert sentence in problem and problem.count("\n") == 1
