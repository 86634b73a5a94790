"""A screen is believed only when something behind it answers: Qt would end the process."""

import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from guestreg.platform.display import screen_answers
from tests.fakes.x_server import FakeScreen

SILENCE_S = 0.2
WAYLAND_DONE = b"\x02\0\0\0\0\0\x0c\0\0\0\0\0"


@pytest.fixture
def sockets() -> Iterator[Path]:
    """Short: a socket's path has room for about a hundred signs."""
    with tempfile.TemporaryDirectory(prefix="x") as name:
        yield Path(name)


def answers(environment: dict[str, str], sockets: Path) -> bool:
    return screen_answers(environment, sockets=sockets, patience_s=SILENCE_S)


@pytest.mark.parametrize("display", ["", ":7", "unix:7", ":7.0", "localhost:1", "nonsense", ":", ":99999999"])
def test_no_display_or_a_dead_one(sockets: Path, display: str) -> None:
    assert not answers({"DISPLAY": display}, sockets)
    assert not answers({}, sockets)


@pytest.mark.parametrize("display", [":7", ":7.0", "unix:7"])
def test_an_answering_local_display(sockets: Path, display: str) -> None:
    with FakeScreen(str(sockets / "X7")):
        assert answers({"DISPLAY": display}, sockets)


def test_an_abstract_socket_is_a_display_too(sockets: Path) -> None:
    with FakeScreen(f"\0{sockets / 'X7'}"):
        assert answers({"DISPLAY": ":7"}, sockets)


def test_a_silent_display_is_none(sockets: Path) -> None:
    with FakeScreen(str(sockets / "X7"), answer=b""):
        assert not answers({"DISPLAY": ":7"}, sockets)


def test_a_socket_file_whose_server_died(sockets: Path) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(sockets / "X7"))
    left.close()
    assert (sockets / "X7").exists()
    assert not answers({"DISPLAY": ":7"}, sockets)


@pytest.mark.parametrize(("answer", "expected"), [(b"\1", True), (b"", False)])
def test_a_display_over_tcp(sockets: Path, answer: bytes, expected: bool) -> None:
    with FakeScreen(_above_6000(), answer) as screen:
        assert answers({"DISPLAY": f"127.0.0.1:{screen.port - 6000}"}, sockets) is expected


@pytest.mark.parametrize(("answer", "expected"), [(WAYLAND_DONE, True), (b"", False)])
def test_wayland_is_asked_like_x(sockets: Path, answer: bytes, expected: bool) -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(sockets)}
    assert not answers(environment, sockets)
    with FakeScreen(str(sockets / "wayland-0"), answer):
        assert answers(environment, sockets) is expected


def test_a_dead_wayland_leaves_a_living_x(sockets: Path) -> None:
    with FakeScreen(str(sockets / "X7")):
        assert answers({"WAYLAND_DISPLAY": str(sockets / "none"), "DISPLAY": ":7"}, sockets)


@pytest.mark.parametrize("platform", ["offscreen", "offscreen:size=1x1", "minimal"])
def test_a_platform_without_a_screen_needs_none(sockets: Path, platform: str) -> None:
    assert answers({"QT_QPA_PLATFORM": platform}, sockets)
    assert not answers({"QT_QPA_PLATFORM": "xcb"}, sockets)


def _above_6000() -> tuple[str, int]:
    """A free port whose display number has at most four digits."""
    for number in range(100, 10_000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", 6000 + number)):
                return "127.0.0.1", 6000 + number
    raise AssertionError("no free port")
