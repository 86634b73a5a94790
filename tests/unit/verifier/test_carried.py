"""The verifier as one file gives the same verdicts in an empty environment, with its own arithmetic alone."""

import subprocess
import sys
from pathlib import Path

import pytest
from carry import carry

from tests.tamper.books import whole
from tests.tamper.kinds import tampered
from tests.tamper.maker import parts_of


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("stick") / "guestreg-verify.pyz"
    carry(target)
    return target


def alone(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A Python with neither our packages nor our variables."""
    command = [sys.executable, "-I", "-S", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env={}, cwd=cwd, timeout=50, check=False)


def test_it_judges_in_an_empty_environment(carried: Path, tmp_path: Path) -> None:
    file, folder = tmp_path / "so.luutru", tmp_path / "empty"
    folder.mkdir()
    file.write_bytes(parts_of(whole(1)).packed())
    good = alone(str(carried), str(file), cwd=folder)
    assert (good.returncode, good.stderr) == (1, "")
    assert "KHÔNG BỊ SỬA" in good.stdout
    assert "UNCHANGED" in good.stdout
    file.write_bytes(tampered(2, 1).data)
    assert alone(str(carried), str(file), cwd=folder).returncode == 2
    assert list(folder.iterdir()) == []


def test_there_it_has_no_library_to_ask(carried: Path, tmp_path: Path) -> None:
    line = "import sys; sys.path.insert(0, sys.argv[1]); from guestreg.verifier import ed25519 as e; print(e._library)"
    assert alone("-c", line, str(carried), cwd=tmp_path).stdout == "None\n"


def test_it_is_made_the_same_every_time(carried: Path, tmp_path: Path) -> None:
    carry(tmp_path / "again.pyz")
    assert (tmp_path / "again.pyz").read_bytes() == carried.read_bytes()
