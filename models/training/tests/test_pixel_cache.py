import numpy as np
import pytest

from floracare_training import pixel_cache


@pytest.fixture
def files(tmp_path):
    made = [tmp_path / f"{i}.jpg" for i in range(4)]
    for i, file in enumerate(made):
        file.write_bytes(bytes(i + 1))
    return made


def fill(seen):
    def compute(file):
        seen.append(file.name)
        return np.full((2, 3), file.stat().st_size, np.uint8)

    return compute


def sizes(cache, files, seen):
    found = pixel_cache.rows(cache, "sizes", files, (2, 3), fill(seen))
    assert len(found) == len(files)
    return [int(row[0, 0]) for row in found]


def test_photo_is_computed_once_whatever_it_is_asked_for_with(tmp_path, files):
    seen = []
    assert sizes(tmp_path / "cache", [files[2], files[0]], seen) == [3, 1]
    assert sizes(tmp_path / "cache", files, seen) == [1, 2, 3, 4]
    assert sizes(tmp_path / "cache", files[::-1], seen) == [4, 3, 2, 1]
    assert seen == ["2.jpg", "0.jpg", "1.jpg", "3.jpg"]


def test_photo_that_has_changed_is_computed_again(tmp_path, files):
    seen = []
    sizes(tmp_path / "cache", files, seen)
    files[1].write_bytes(bytes(9))
    assert sizes(tmp_path / "cache", files, seen) == [1, 9, 3, 4]
    assert seen[4:] == ["1.jpg"]


def test_row_that_was_cut_off_is_written_again(tmp_path, files):
    """As after a kill: pixels without an index line, and a line without its end."""
    cache, seen = tmp_path / "cache", []
    sizes(cache, files, seen)
    index = (cache / "sizes.tsv").read_text()
    (cache / "sizes.tsv").write_text(index[: index.rindex("3.jpg") + 3])
    with (cache / "sizes.bin").open("ab") as pixels:
        pixels.write(b"\xff\xff")
    assert sizes(cache, files, seen) == [1, 2, 3, 4]
    assert seen[4:] == ["3.jpg"]


def test_rows_are_read_as_an_array_is(tmp_path, files):
    found = pixel_cache.rows(tmp_path / "cache", "sizes", files, (2, 3), fill([]))
    assert found[1].shape == (2, 3)
    assert found[np.array([3, 0])][:, 0, 0].tolist() == [4, 1]
