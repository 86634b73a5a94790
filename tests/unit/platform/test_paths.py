"""One folder when one is named; otherwise the places the system has, and nothing is made by asking."""

from pathlib import Path

import pytest

from guestreg.platform.paths import find_paths


def test_a_named_folder_holds_everything(tmp_path: Path) -> None:
    paths = find_paths(tmp_path / "sổ", {})
    everything = (
        paths.keys,
        paths.settings,
        paths.logs,
        paths.window,
        paths.practice_police,
        paths.simulator,
        paths.ledger("a"),
        paths.lock("window"),
    )
    assert paths.data == tmp_path / "sổ"
    assert all(one is not None and one.is_relative_to(paths.data) for one in everything)
    assert len(set(everything)) == len(everything)
    assert not paths.data.exists()


def test_the_variable_counts_only_when_nothing_is_named(tmp_path: Path) -> None:
    environment = {"GUESTREG_DATA": str(tmp_path / "b")}
    assert find_paths(None, environment).data == tmp_path / "b"
    assert find_paths(tmp_path / "a", environment).data == tmp_path / "a"
    assert find_paths(None, {"GUESTREG_DATA": ""}).data != Path()


def test_a_relative_folder_stays_where_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = find_paths(Path("sổ"), {})
    monkeypatch.chdir("/")
    assert paths.data == tmp_path / "sổ"


def test_without_a_name_keys_lie_outside_the_data() -> None:
    paths = find_paths(None, {})
    home = Path.home()
    assert all(one.is_relative_to(home) for one in (paths.data, paths.keys))
    assert not paths.keys.is_relative_to(paths.data)
    assert not paths.keys.exists()
    assert paths.simulator is None
