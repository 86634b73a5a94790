"""The guards every test runs under notice what they are there for."""

import json
import logging
import shutil
import socket
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.architecture.tree import ROOT
from tests.guards.canary import marked, marks_in, watched
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


LEAVING = {
    "a guest in a log": (
        "def test_it(tmp_path):\n    (tmp_path / 'logs').mkdir()\n"
        "    (tmp_path / 'logs' / 'guestreg.1').write_text('saved NGUYỄN THỊ HOA', encoding='utf-8')"
    ),
    "a guest in a temporary file": (
        "import json, pathlib, tempfile\ndef test_it():\n"
        "    pathlib.Path(tempfile.mkdtemp(), 'later').write_text(json.dumps('Nguyễn Thị Hoa'))"
    ),
    "a register": (
        "import pathlib, tempfile\ndef test_it(): pathlib.Path(tempfile.mkdtemp(), 'page').write_bytes(b'%PDF-1.4')"
    ),
}


def test_every_bad_test_fails(pytester: pytest.Pytester) -> None:
    done = run_alone(pytester, BAD_TESTS)
    told = "\n".join(line for line in done.outlines if line.startswith(("FAILED ", "ERROR ")))
    assert [name for name in BAD_TESTS if file_of(name) not in told] == []


def test_a_guest_left_over_fails_the_run(pytester: pytest.Pytester) -> None:
    done = run_alone(pytester, LEAVING)
    told = "\n".join(done.outlines)
    assert done.ret == pytest.ExitCode.TESTS_FAILED
    assert done.parseoutcomes() == {"passed": 3, "errors": 1}
    for left in ("guestreg.1: Nguyễn Thị Hoa", "later: Nguyễn Thị Hoa", "page: a whole register"):
        assert left in told


def test_a_good_test_passes(pytester: pytest.Pytester) -> None:
    text = (
        "import warnings\nfrom PySide6.QtCore import qWarning\n"
        "def test_it(tmp_path):\n    qWarning('This plugin does not support propagateSizeHints()')\n"
        '    (tmp_path / \'guestreg.log\').write_text(\'{"event": "sent", "state": "sent"}\')\n'
        "    (tmp_path / 'ledger.txt').write_text('001190000017')"
    )
    assert run_alone(pytester, {"good": text}).ret == pytest.ExitCode.OK


def file_of(name: str) -> str:
    return f"test_{name.replace(' ', '_')}.py"


def run_alone(pytester: pytest.Pytester, tests: Mapping[str, str]) -> pytest.RunResult:
    """A run of these tests, a file each, under our settings and guards, in a process of its own."""
    for name, text in tests.items():
        pytester.path.joinpath(file_of(name)).write_text(text, encoding="utf-8")
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(pytester.path), "-p", "tests.conftest"]
    settings += ["-p", "no:cacheprovider", "--continue-on-collection-errors"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        done = pytester.runpytest_subprocess(*settings, *(file_of(name) for name in tests))
    shutil.rmtree(pytester.path)  # what a control leaves is not this run's
    return done


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    "text",
    [
        "saved Lê Thị Thuỷ Tiên".encode(),
        b"\xff\x00 saved " + unicodedata.normalize("NFD", "LÊ THỊ THUỶ TIÊN").encode(),
        json.dumps({"name": "lê thị THUỶ TIÊN, Lê Thị Thuỷ Tiên"}).encode(),
        b"GET /?q=" + quote("Lê Thị Thuỷ Tiên").encode(),
        "saved Lê Thị Thuỷ Tiên".encode("utf-16"),
        b"number=031192000048",
    ],
)
def test_a_guest_in_a_log_is_found_however_written(tmp_path: Path, text: bytes) -> None:
    log = tmp_path / "guestreg.log.3"
    log.write_bytes(b"{}\n" + text)
    found = marks_in(watched(tmp_path), marked())
    log.unlink()
    assert len(found) == 1


def test_what_is_no_log_may_name_a_guest(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "guestreg.log").write_text('{"event": "sent", "count": 2}', encoding="utf-8")
    (tmp_path / "answer.json").write_text('"031192000048"', encoding="utf-8")
    assert [file.name for file in watched(tmp_path)] == ["guestreg.log"]
    assert marks_in(watched(tmp_path), marked()) == []
    assert len(marked()) > 30
