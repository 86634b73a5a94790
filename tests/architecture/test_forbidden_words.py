"""What no tracked file may say: switched-off TLS checks, places on somebody's machine, addresses of package indexes."""

import ast
import re

import pytest

from tests.architecture.tree import ROOT, Source, sources, tracked

UNCHECKED_TLS = re.compile(r"verify\s*=\s*False|\bCERT_NONE\b|_create_unverified_context|check_hostname\s*=\s*False")
MACHINE_PATH = re.compile(r"(?<![\w.:-])/(?:home|mnt|opt|root|Users|work)/\w|[A-Z]:\\Users\\|\bfile:///\w")
INDEX_ADDRESS = re.compile(
    r"--(?:extra-)?index-url|--find-links|--trusted-host|pypi\.org/simple|\.pythonhosted\.org|/simple/|deb\.debian",
    re.ASCII,
)
NOT_RUN = {"importorskip", "skip", "skipIf", "skipTest", "SkipTest", "skipUnless", "skipif", "xfail"}
BINARY = (".ttf", ".png", ".ico", ".pdf", ".icns", ".zip", ".db", ".xlsx", ".luutru")
THIS = "tests/architecture/test_forbidden_words.py"


def lines_with(pattern: re.Pattern[str], path: str, text: str) -> list[str]:
    return [f"{path}:{n} {line.strip()[:100]}" for n, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


def not_run(source: Source) -> list[str]:
    """Places that take a test out of the run."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(source.syntax):
        if isinstance(node, ast.Attribute) and node.attr in NOT_RUN:
            found.append((node.lineno, node.attr))
        elif isinstance(node, ast.ImportFrom) and node.module in {"pytest", "unittest"}:
            found += [(node.lineno, item.name) for item in node.names if item.name in NOT_RUN]
    return [f"{source.path}:{line} {name}" for line, name in found]


def texts() -> list[tuple[str, str]]:
    paths = [path for path in tracked() if not path.endswith(BINARY) and path != THIS]
    return [(path, (ROOT / path).read_text(encoding="utf-8")) for path in paths]


@pytest.mark.parametrize("pattern", [MACHINE_PATH, INDEX_ADDRESS], ids=["machine", "index"])
def test_no_tracked_file_names_a_machine_or_an_index(pattern: re.Pattern[str]) -> None:
    assert [line for path, text in texts() for line in lines_with(pattern, path, text)] == []


def test_the_lock_holds_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / "installer" / name).read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if "://" in line or line.startswith("-")] == []
        assert any("sys_platform == 'win32'" in line for line in lines)


def test_nobody_switches_off_the_check_of_certificates() -> None:
    found = [line for source in sources("guestreg") for line in lines_with(UNCHECKED_TLS, source.path, source.text)]
    assert found == []


def test_no_test_is_taken_out_of_the_run() -> None:
    assert [place for source in sources("tests") for place in not_run(source)] == []


@pytest.mark.parametrize(
    ("pattern", "bad"),
    [
        (UNCHECKED_TLS, "httpx.Client(verify=False)"),
        (UNCHECKED_TLS, "context.verify_mode = ssl.CERT_NONE"),
        (UNCHECKED_TLS, "ssl._create_unverified_context()"),
        (MACHINE_PATH, "path = '/home/somebody/x'"),
        (MACHINE_PATH, "see file:///srv/wheels"),
        (INDEX_ADDRESS, "--extra-index-url somewhere"),
        (INDEX_ADDRESS, "a mirror such as deb.debian"),
        (INDEX_ADDRESS, "# from https://example.org/simple/x"),
    ],
)
def test_a_forbidden_word_is_found(pattern: re.Pattern[str], bad: str) -> None:
    assert lines_with(pattern, "bad.py", f"first\n{bad}\n") == [f"bad.py:2 {bad}"]


def test_a_test_taken_out_is_found() -> None:
    bad = "import pytest\nfrom pytest import skip\n@pytest.mark.xfail\ndef test_x(): pytest.importorskip('x')"
    assert not_run(Source("bad.py", bad)) == ["bad.py:2 skip", "bad.py:3 xfail", "bad.py:4 importorskip"]
