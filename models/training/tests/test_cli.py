import argparse
import json

import numpy as np
import pytest
import torch
from torch import nn

from floracare_training import labels, package, train
from floracare_training.cli import main
from floracare_training.images import InputSpec


def test_folder_of_class_folders_becomes_a_measured_package(drawn_folder, tmp_path, capsys):
    """train, quantize, export, calibrate and evaluate, on drawings."""
    common = [str(drawn_folder), "--cache", str(tmp_path / "cache"), "--threads", "1"]
    run, int8, made = tmp_path / "run", tmp_path / "int8", tmp_path / "drawn" / "0.1.0"
    template = tmp_path / "card.md"
    template.write_text("# Drawn leaves\n\n{figures}\n")

    assert main(["train", *common, "--output", str(run), "--init", "random", "--phases", "64:2"]) == 0
    assert main(["quantize", str(run / "checkpoint.pt"), *common, "--output", str(int8), "--phases", "64:0"]) == 0
    assert main(["export", str(made), "--checkpoint", str(run / "checkpoint.pt"), "--quantized",
                 str(int8 / "checkpoint.pt"), "--data", *common]) == 0
    drawn, made = made, tmp_path / "drawn" / "0.1.1"
    assert main(["calibrate", str(drawn), *common, "--split", "all", "--output", str(made), "--risk", "0"]) == 0
    assert package.read_manifest(drawn)["variants"][0]["temperature"] == 1
    assert main(["evaluate", str(made), *common, "--split", "all", "--card", str(template), "--json",
                 str(tmp_path / "figures.json"), "--out-of-scope", str(drawn_folder)]) == 0
    assert main(["verify", str(made)]) == 0

    manifest = package.read_manifest(made)
    assert [variant["name"] for variant in manifest["variants"]] == list(package.KINDS)
    assert manifest["training"]["parity"]["torchscript-fp32"]["maxLogitDifference"] < 1e-3
    assert manifest["version"] == "0.1.1" and manifest["training"]["calibration"]["ratios"].keys() == package.KINDS.keys()
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["photos"] == 18 and set(figures["variants"]) == set(package.KINDS)
    assert "Macro F1" in (made / "MODEL_CARD.md").read_text()
    assert "Macro F1" in capsys.readouterr().out


def test_training_goes_on_from_a_checkpoint_of_the_same_classes(drawn_folder, tmp_path, capsys):
    def train(name, *options):
        return main(["train", str(drawn_folder), "--cache", str(tmp_path / "cache"), "--threads", "1", "--output",
                     str(tmp_path / name), *options])

    def weights(name):
        return torch.load(tmp_path / name / "checkpoint.pt", weights_only=True)["average"]

    first = str(tmp_path / "first" / "checkpoint.pt")
    assert train("first", "--init", "random", "--phases", "32:1") == 0
    assert train("second", "--init", first, "--phases", "32:0") == 0
    assert all(torch.equal(a, b) for a, b in zip(weights("first").values(), weights("second").values()))

    capsys.readouterr()
    assert train("third", "--init", first, "--phases", "32:0", "--leave-out-crop", "Hop") == 1
    assert "no checkpoint of these 2 classes" in capsys.readouterr().err
    assert train("fourth", "--init", str(tmp_path / "nowhere.pt"), "--phases", "32:0") == 1
    assert "neither a TorchScript file nor a checkpoint" in capsys.readouterr().err


def test_default_split_is_what_training_held_out(drawn_folder, tmp_path):
    figures = tmp_path / "figures.json"
    common = [str(drawn_folder), "--cache", str(tmp_path / "cache"), "--threads", "1"]
    torch.manual_seed(0)
    network = nn.Sequential(nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(12, 3)).eval()
    torch.jit.save(torch.jit.trace(network, torch.zeros(1, 3, 224, 224)), str(tmp_path / "tiny.pt"))
    names = ["Background_without_leaves", "Fig___healthy", "Hop___rust"]
    made = package.write(tmp_path / "tiny" / "1", "tiny", "1", "Three classes", labels.from_names(names), InputSpec(),
                         [package.Variant("torchscript-fp32", tmp_path / "tiny.pt")], {"data": "none"})
    training, held_out = train.select(argparse.Namespace(data=drawn_folder, manifest=None, fold=None, seed=4,
                                                         leave_out_crop=[]))

    assert main(["calibrate", str(made), *common, "--seed", "4"]) == 0
    assert main(["evaluate", str(made), *common, "--seed", "4", "--json", str(figures), "--answers",
                 str(tmp_path / "answers.tsv")]) == 0

    head, *rows = (tmp_path / "answers.tsv").read_text().splitlines()
    assert head == "file\ttorchscript-fp32"
    assert sorted(row.split("\t")[0] for row in rows) == sorted(str(p.path.relative_to(drawn_folder)) for p in held_out)
    assert json.loads(figures.read_text())["photos"] == len(held_out) < len(training)
    assert main(["evaluate", str(made), *common, "--split", "field"]) == 1


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
