"""A file is there whole or it is what it was."""

import os
import stat
from pathlib import Path

import pytest

from guestreg.platform.atomic_file import make_folder, write_whole


def test_it_is_written_whole_and_belongs_to_its_owner(tmp_path: Path) -> None:
    target = tmp_path / "settings.toml"
    write_whole(target, b"one")
    write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("before", [b"old", None])
def test_a_failure_leaves_the_old_content_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, before: bytes | None
) -> None:
    target = tmp_path / "settings.toml"
    if before is not None:
        target.write_bytes(before)

    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError):
        write_whole(target, b"new")
    monkeypatch.undo()
    assert [one.read_bytes() for one in tmp_path.iterdir()] == ([] if before is None else [before])


def test_without_its_folder_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "none" / "settings.toml", b"new")


def test_a_folder_is_made_with_its_parents_for_its_owner_and_may_be_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "first" / "second"
    make_folder(folder)
    make_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
