import json
import shutil
from pathlib import Path

import pytest
import torch
from torch import nn

from floracare_training import labels, package
from floracare_training.images import InputSpec


@pytest.fixture
def written(tmp_path):
    """A package whose network knows two classes."""
    torch.manual_seed(0)
    network = nn.Sequential(nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(12, 2)).eval()
    file = tmp_path / "tiny.pt"
    torch.jit.save(torch.jit.trace(network, torch.zeros(1, 3, 224, 224)), str(file))
    return package.write(tmp_path / "tiny" / "1.0.0", "tiny", "1.0.0", "Two classes",
                         labels.from_names(["Fig___healthy", "Hop___rust"]), InputSpec(),
                         [package.Variant("torchscript-fp32", file)], {"data": "none"}, card="# tiny\n")


def test_written_package_verifies(written):
    package.verify(written)


def test_manifest_lists_every_file(written):
    listed = package.read_manifest(written)["files"]

    assert sorted(listed) == sorted(["MODEL_CARD.md", "labels.json", "model-fp32.pt", "selftest/cases.json",
                                     *(f"selftest/{name}" for name in package.selftest_images())])


def test_changed_byte_is_found(written):
    (written / "labels.json").write_text((written / "labels.json").read_text().replace("Fig", "Fog"))

    with pytest.raises(ValueError, match="differ.*: labels.json"):
        package.verify(written)


def test_additional_file_is_found(written):
    (written / "serving.properties").write_text("x=1")

    with pytest.raises(ValueError, match="differ"):
        package.verify(written)


def test_wrong_label_count_is_found(written):
    entries = labels.from_names(["a", "b", "c"])
    (written / "labels.json").write_text(json.dumps(entries))
    package.edit(written, lambda manifest: None)

    with pytest.raises(ValueError, match="2 classes"):
        package.verify(written)


def test_new_version_is_the_package_under_another_name_and_leaves_the_old_one(written):
    before = package.read_manifest(written)

    made = package.new_version(written, written.parent.parent / "other" / "1.1.0")

    package.verify(made)
    manifest = package.read_manifest(made)
    assert (manifest["name"], manifest["version"]) == ("other", "1.1.0")
    assert manifest["files"] == before["files"] and package.read_manifest(written) == before
    with pytest.raises(ValueError, match="exists"):
        package.new_version(written, made)
    with pytest.raises(ValueError, match="not a package name"):
        package.new_version(written, made.parent / "1.1 0")


def test_newer_format_is_refused(written):
    package.edit(written, lambda manifest: manifest.update(format=2))

    with pytest.raises(ValueError, match="newer"):
        package.verify(written)


def test_failed_selftest_names_the_picture(written):
    cases = written / "selftest" / "cases.json"
    content = json.loads(cases.read_text())
    content[0]["logits"]["torchscript-fp32"][1] += 1
    cases.write_text(json.dumps(content))
    package.edit(written, lambda manifest: None)

    with pytest.raises(ValueError, match="leaf-256x256.png"):
        package.verify(written)


def baseline(written, **changes):
    """Puts a baseline of one feature into the package."""
    manifest = package.read_manifest(written)
    counts = [[0] * 3 for _ in range(32)]
    document = {
        "format": 1,
        "created": "2026-05-01T00:00:00Z",
        "model": {"name": "tiny", "version": "1.0.0", "variant": "torchscript-fp32",
                  "sha256": manifest["files"]["model-fp32.pt"]["sha256"]},
        "labels": ["Fig___healthy", "Hop___rust"],
        "background": [],
        "features": [{"name": "confidence", "cuts": [0.1, 0.9]}],
        "segments": {"all": {"photos": 1, "features": [{"counts": [0, 1, 0, 0]}], "predictions": counts,
                             "outcomes": [[0] * 4 for _ in range(32)]}},
        "calibration": None,
        **changes,
    }
    (written / "baseline").mkdir()
    (written / "baseline" / "torchscript-fp32.json").write_text(json.dumps(document))
    package.edit(written, lambda manifest: None)


def test_package_with_a_baseline_verifies(written):
    baseline(written)

    package.verify(written)


@pytest.mark.parametrize("changes, problem", [
    ({"format": 2}, "has format 2"),
    ({"labels": ["Fig___healthy"]}, "other labels"),
    ({"background": [1]}, "background"),
    ({"features": [{"name": "confidence", "cuts": [0.9, 0.1]}]}, "do not increase"),
    ({"features": [{"name": "confidence", "cuts": [0.9]}]}, "other cells in segment all"),
    ({"segments": {}}, "no segment all"),
    ({"segments": 3}, "is no baseline"),
    ({"model": {"name": "tiny"}}, "of another model"),
])
def test_baseline_that_does_not_fit_is_named(written, changes, problem):
    baseline(written, **changes)

    with pytest.raises(ValueError, match=f"^baseline/torchscript-fp32.json .*{problem}"):
        package.verify(written)


def test_baseline_of_other_weights_is_found(written):
    baseline(written)
    with (written / "model-fp32.pt").open("ab") as file:
        file.write(b" ")
    package.edit(written, lambda manifest: None)

    with pytest.raises(ValueError, match="of another model"):
        package.verify(written)


def test_baseline_of_no_variant_is_found(written):
    baseline(written)
    (written / "baseline" / "torchscript-fp32.json").rename(written / "baseline" / "fp32.json")
    package.edit(written, lambda manifest: None)

    with pytest.raises(ValueError, match="of no variant"):
        package.verify(written)


def test_bad_name_is_refused(tmp_path):
    with pytest.raises(ValueError, match="not a package name"):
        package.write(tmp_path / "x", "Leaf Disease", "1", "", [], InputSpec(), [], {})


def test_labels_made_of_names_know_healthy_and_background():
    scab, healthy, background = labels.from_names(["Apple___Apple_scab", "Apple___healthy", "Background_without_leaves"])

    assert (scab["crop"], scab["disease"], scab["healthy"]) == ("apple", "Apple scab", False)
    assert healthy["healthy"] and healthy["disease"] is None
    assert background["background"] and background["crop"] is None


def test_shipped_package_has_the_committed_labels_and_stays_small():
    root = Path(__file__).parents[2]
    newest = max((root / "leaf-disease").iterdir(), key=lambda path: tuple(map(int, path.name.split("."))))

    assert (newest / "labels.json").read_bytes() == (root / "training" / "labels" / "plantvillage.json").read_bytes()
    assert sum(file["bytes"] for file in package.read_manifest(newest)["files"].values()) < 25_000_000


def test_shipped_package_is_as_good_as_a_package_has_to_be():
    root = Path(__file__).parents[2] / "leaf-disease"
    newest = max(root.iterdir(), key=lambda path: tuple(map(int, path.name.split("."))))

    for variant in package.read_manifest(newest)["variants"]:
        measured = variant["measured"]
        assert measured["split"] == "val" and measured["groups"] >= 100
        assert measured["macroF1"] >= 0.97 and measured["sameTop1AsFp32"] >= 0.995
        assert measured["crossFitted"]["accuracyAmongAnswers"]["value"] >= 0.98
        assert measured["crossFitted"]["withheld"]["value"] <= 0.03
        assert measured["crossFitted"]["calibrationError"] <= 0.02
        assert measured["outOfScope"]["field"]["noClassButBackground"] >= 0.90


def test_package_without_a_self_test_verifies(written):
    shutil.rmtree(written / "selftest")
    package.edit(written, lambda manifest: manifest.pop("selftest"))

    package.verify(written)


def test_file_that_is_no_model_is_refused_by_its_name(written):
    (written / "model-fp32.pt").write_bytes(b"nothing")
    package.edit(written, lambda manifest: None)

    with pytest.raises(ValueError, match="model-fp32.pt cannot be loaded"):
        package.verify(written)
