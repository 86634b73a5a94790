"""Starting: damaged settings and dead screens end in a sentence, `make run` does its job with and without a screen."""

import json
from pathlib import Path

import pytest
import run

from tests.integration.platform.conftest import Program

SENTENCE = "dòng lệnh"


def test_damaged_settings_are_said_and_left_alone(program: Program, data: Path) -> None:
    data.mkdir()
    (data / "settings.toml").write_text("active = ", encoding="utf-8")
    for arguments in (["list"], []):
        done = program(*arguments)
        assert done.returncode == 6
        assert "settings.toml" in done.stderr
        assert "Traceback" not in done.stderr
    assert (data / "settings.toml").read_text("utf-8") == "active = "


@pytest.mark.parametrize("display", ["", ":9999"])
def test_on_a_dead_display_the_verbs_are_named(program: Program, display: str) -> None:
    done = program(DISPLAY=display)
    assert done.returncode == 6
    assert SENTENCE in done.stderr
    assert all(verb in done.stdout for verb in ("setup", "add", "list", "demo", "doctor"))


@pytest.fixture
def _own_home(home: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in home.items():
        monkeypatch.setenv(name, value)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_own_home")
def test_without_a_screen_run_plays_the_evening_as_often_as_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DISPLAY", ":9999")
    for _ in range(2):
        assert run.main(tmp_path) == 0
        said, told = capfd.readouterr()
        assert SENTENCE in told
        assert str(tmp_path / ".run" / "results" / "register.pdf") in said
    figures = json.loads((tmp_path / ".run" / "results" / "demo.json").read_text("utf-8"))
    assert (tmp_path / ".run" / "results" / "register.pdf").read_bytes().startswith(b"%PDF")
    assert figures["sent"] > 0
    assert len(figures["refused"]) == 2


@pytest.mark.usefixtures("_own_home")
@pytest.mark.timeout(120)
def test_with_a_screen_run_opens_the_window_on_the_same_book_every_time(
    tmp_path: Path,
    program: Program,
    data: Path,
    stay: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("GUESTREG_EXIT_AFTER_PAINT", "1")
    assert run.main(tmp_path) == 0
    data.symlink_to(tmp_path / ".run" / "data")
    settings = (data / "settings.toml").read_bytes()
    assert program("add", "-", stdin=stay).returncode == 0
    assert program("send", "--until-idle").returncode == 0  # else the window asks before it closes
    assert run.main(tmp_path) == 0
    assert SENTENCE not in capfd.readouterr().err
    assert (data / "settings.toml").read_bytes() == settings
    assert [row["register_no"] for row in json.loads(program("--json", "list").stdout)["rows"]] == [1]
    assert not (tmp_path / ".run" / "results").exists()
