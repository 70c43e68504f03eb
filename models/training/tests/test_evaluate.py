import os

import numpy as np

from floracare_training import dataset, evaluate


def test_kept_logits_are_of_the_very_photos(drawn_folder, tmp_path, monkeypatch):
    """Not of others of the same name, and not of what a file was before it was replaced."""
    asked = []

    def logits(root):
        def compute():
            asked.append(root)
            return np.full((1, 2), len(asked), np.float32)

        return evaluate.kept_logits("net", dataset.scan(root)[:1], tmp_path / "cache", compute)[0, 0]

    for name in ("a", "b"):
        (tmp_path / name / "photos" / "Fig").mkdir(parents=True)
        (tmp_path / name / "photos" / "Fig" / "1.jpg").write_bytes(b"a photo")
    monkeypatch.chdir(tmp_path / "a")
    here = dataset.Path("photos")

    assert logits(here) == logits(here) == 1
    monkeypatch.chdir(tmp_path / "b")
    assert logits(here) == 2
    os.utime("photos/Fig/1.jpg", ns=(1, 1))
    assert logits(here) == 3
    assert len(list((tmp_path / "cache").iterdir())) == 3
