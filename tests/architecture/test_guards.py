"""The guards every test runs under notice what they are there for."""

import logging
import socket
from collections.abc import Callable

import pytest

from tests.architecture.tree import ROOT
from tests.guards.network import LeftTheMachine, LoopbackOnly, install

OUTSIDE = "192.0.2.1"  # kept for documentation, answers nobody


def test_loopback_is_open(unused_port: int) -> None:
    with socket.socket() as visitor:
        assert visitor.connect_ex(("127.0.0.1", unused_port)) != 0
    assert socket.getaddrinfo("localhost", 80)


@pytest.mark.parametrize(
    "leave",
    [
        lambda: socket.create_connection((OUTSIDE, 443), timeout=1),
        lambda: socket.socket().connect((OUTSIDE, 443)),
        lambda: socket.socket().connect_ex((OUTSIDE, 443)),
        lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"", (OUTSIDE, 53)),
        lambda: socket.socket(socket.AF_INET6).connect(("2001:db8::1", 443)),
        lambda: socket.getaddrinfo("portal.invalid", 443),
        lambda: socket.gethostbyname("portal.invalid"),
    ],
    ids=["create_connection", "connect", "connect_ex", "sendto", "ipv6", "getaddrinfo", "gethostbyname"],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_outside_is_closed(loopback_only: LoopbackOnly, leave: Callable[[], object]) -> None:
    with pytest.raises(LeftTheMachine):
        leave()
    assert len(loopback_only.refused) == 1
    loopback_only.refused.clear()


def test_without_the_guard_the_call_goes_out() -> None:
    """Negative control: the same call, to a stand-in for the system's, with and without the guard."""
    calls: list[object] = []

    class Outgoing(socket.socket):
        def connect(self, address: object) -> None:
            calls.append(address)

    with Outgoing() as visitor:
        visitor.connect((OUTSIDE, 443))
        assert calls == [(OUTSIDE, 443)]
        with pytest.raises(LeftTheMachine):
            LoopbackOnly().connecting(Outgoing.connect)(visitor, (OUTSIDE, 443))
        assert calls == [(OUTSIDE, 443)]


def test_the_guard_goes_when_it_is_undone() -> None:
    before = socket.socket.connect
    with pytest.MonkeyPatch.context() as patch:
        install(LoopbackOnly(), patch)
        assert socket.socket.connect is not before
    assert socket.socket.connect is before


@pytest.mark.expects_log("^WARNING here: the roof leaks$")
def test_an_expected_warning_passes() -> None:
    logging.getLogger("here").warning("the roof leaks")


BAD_TESTS = {
    "skips": "import pytest\ndef test_it(): pytest.skip('later')",
    "marked": "import pytest\n@pytest.mark.skip\ndef test_it(): pass",
    "whole file": "import pytest\npytest.skip('later', allow_module_level=True)",
    "xfails": "import pytest\n@pytest.mark.xfail\ndef test_it(): assert False",
    "xpasses": "import pytest\n@pytest.mark.xfail(strict=False)\ndef test_it(): pass",
    "logs": "import logging\ndef test_it(): logging.getLogger('x').warning('leak')",
    "stays silent": "import pytest\n@pytest.mark.expects_log('leak')\ndef test_it(): pass",
    "swallows": (
        "import socket\ndef test_it():\n"
        f"    try: socket.create_connection(('{OUTSIDE}', 443))\n    except Exception: pass"
    ),
    "warns": "import warnings\ndef test_it(): warnings.warn('old', DeprecationWarning)",
    "Qt warns": "from PySide6.QtCore import qWarning\ndef test_it(): qWarning('leak')",
    "unknown marker": "import pytest\n@pytest.mark.winodws\ndef test_it(): pass",
}


@pytest.mark.parametrize("text", BAD_TESTS.values(), ids=BAD_TESTS.keys())
def test_a_bad_test_fails(pytester: pytest.Pytester, text: str) -> None:
    assert run_alone(pytester, text) == 1


def test_a_good_test_passes(pytester: pytest.Pytester) -> None:
    text = (
        "import warnings\nfrom PySide6.QtCore import qWarning\n"
        "def test_it(): qWarning('This plugin does not support propagateSizeHints()')"
    )
    assert run_alone(pytester, text) == 0


def run_alone(pytester: pytest.Pytester, text: str) -> int:
    """Exit status of a run of this one test under our settings and guards, in a process of its own; 2 counts as 1."""
    pytester.path.joinpath("test_it.py").write_text(text, encoding="utf-8")
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), "-p", "tests.conftest"]
    done = pytester.runpytest_subprocess(*settings, "-p", "no:cacheprovider", "test_it.py")
    return min(int(done.ret), 1)


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
