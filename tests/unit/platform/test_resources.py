"""Where shipped files are found: in a wheel, in a source tree, and nowhere."""

from pathlib import Path

import pytest

from guestreg.platform.resources import resource_dir


def test_this_tree_has_its_files() -> None:
    assert (resource_dir() / "catalogues" / "communes.csv").is_file()


def test_a_wheel_carries_them_inside(tmp_path: Path) -> None:
    inside = tmp_path / "guestreg" / "_resources"
    for folder in (inside, tmp_path / "resources"):
        (folder / "rules").mkdir(parents=True)
    assert resource_dir(tmp_path / "guestreg") == inside


def test_a_source_tree_has_them_beside(tmp_path: Path) -> None:
    (tmp_path / "guestreg").mkdir()
    (tmp_path / "resources" / "rules").mkdir(parents=True)
    assert resource_dir(tmp_path / "guestreg") == tmp_path / "resources"


def test_a_broken_installation_is_told(tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    with pytest.raises(FileNotFoundError):
        resource_dir(tmp_path / "guestreg")
