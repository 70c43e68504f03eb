import numpy as np
import pytest

from floracare_training import drawings


@pytest.fixture(scope="session")
def drawn_folder(tmp_path_factory):
    """A folder of class folders with drawings: two sorts of leaves and scenes without any."""
    root = tmp_path_factory.mktemp("drawn")
    for i in range(6):
        for name, image in (
            ("Fig___healthy", drawings.leaf(3, 300, 260)),
            ("Hop___rust", drawings.leaf(11, 256, 256)),
            ("Background_without_leaves", drawings.scene(i, 280, 256)),
        ):
            (root / name).mkdir(exist_ok=True)
            image.rotate(17 * i, expand=False).save(root / name / f"{i}.jpg")
    return root


@pytest.fixture
def random():
    return np.random.default_rng(7)
