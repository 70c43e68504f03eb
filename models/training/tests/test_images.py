import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from floracare_training import drawings
from floracare_training.images import InputSpec, center_crop, load, resize

GOLDENS = Path(__file__).parents[3] / "src" / "test" / "resources" / "image"


def test_picture_with_the_right_short_side_is_only_cropped():
    picture = drawings.leaf(1, 256, 300)

    assert (InputSpec().pixels(picture) == np.asarray(picture)[38:262, 16:240]).all()


def test_short_side_resize_keeps_the_aspect_and_rounds_half_up():
    assert resize(Image.new("RGB", (500, 333)), "short-side", 256).size == (384, 256)
    assert resize(Image.new("RGB", (1024, 1026)), "short-side", 256).size == (256, 257)


def test_squash_uses_the_whole_picture():
    assert InputSpec(resize="squash", resize_size=224, crop="none").pixels(drawings.leaf(1, 300, 200)).shape == (224, 224, 3)


def test_picture_smaller_than_the_crop_is_refused():
    with pytest.raises(ValueError, match="cannot crop"):
        center_crop(np.zeros((10, 300, 3)), 224)


def test_normalization_is_torchvisions():
    spec = InputSpec(mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225))

    values = spec.normalize(np.full((1, 2, 2, 3), 255, np.uint8))

    assert values.shape == (1, 3, 2, 2) and values.dtype == np.float32
    assert values[0, :, 0, 0] == pytest.approx([(1 - 0.485) / 0.229, (1 - 0.456) / 0.224, (1 - 0.406) / 0.225])


def test_spec_survives_the_manifest():
    spec = InputSpec(size=300, resize="squash", resize_size=300, crop="none", mean=(0.1, 0.2, 0.3))

    assert InputSpec.from_manifest(json.loads(json.dumps(spec.to_manifest()))) == spec


@pytest.mark.parametrize("case", json.loads((GOLDENS / "index.json").read_text())["cases"], ids=lambda c: c["image"])
def test_golden_pixels_are_what_the_rule_gives(case):
    expected = np.frombuffer(gzip.decompress((GOLDENS / case["expected"]).read_bytes()), np.uint8)

    pixels = InputSpec().pixels(load(GOLDENS / case["image"])).transpose(2, 0, 1).ravel()

    assert np.abs(pixels.astype(int) - expected).max() <= case["tolerance"]


def test_orientations_show_the_same_picture():
    upright = InputSpec().pixels(load(GOLDENS / "orientation-1.jpg")).astype(int)
    with Image.open(GOLDENS / "orientation-1.jpg") as stored:
        stored = stored.convert("RGB")

    turned = InputSpec().pixels(load(GOLDENS / "orientation-3.jpg")).astype(int)

    assert np.abs(turned - InputSpec().pixels(stored.rotate(180)).astype(int)).max() == 0
    assert np.abs(turned - upright).max() > 0
