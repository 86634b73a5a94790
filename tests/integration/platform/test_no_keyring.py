"""Without any keyring the program works with a 0600 key file and says so; a lost key changes nothing."""

import hashlib
import json
import socket
import stat
import subprocess
import sys
from pathlib import Path

from tests.integration.platform.conftest import SECONDS, Program


def codes(stdout: str) -> set[str]:
    return {one["code"] for one in json.loads(stdout)["findings"]}


def digests(folder: Path) -> dict[str, str]:
    """Of every file but the log."""
    files = [one for one in folder.rglob("*") if one.is_file() and one.parent.name != "logs"]
    return {str(one.relative_to(folder)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


def test_without_a_keyring_the_program_works_with_a_key_file_and_says_so(
    program: Program, data: Path, stay: str
) -> None:
    assert program("setup", "--practice").returncode == 0
    assert program("add", "-", stdin=stay).returncode == 0
    listed = program("--json", "list")
    doctor = program("--json", "doctor")

    assert [row["full_name"] for row in json.loads(listed.stdout)["rows"]] == ["Lò Thị Mẫu"]
    assert doctor.returncode == 0
    assert "E-43" in codes(doctor.stdout)
    assert stat.S_IMODE((data / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "keys" / "keys.json").stat().st_mode) == 0o600


def test_a_keyring_of_plain_text_is_refused(program: Program, data: Path, tmp_path: Path, home: dict[str, str]) -> None:
    plain = tmp_path / "plain.txt"
    chosen = {"PYTHON_KEYRING_BACKEND": "tests.fakes.plain_keyring.Plain", "PLAIN_KEYRING": str(plain)}
    assert program("setup", "--practice", **chosen).returncode == 0
    assert not plain.exists()
    assert (data / "keys" / "keys.json").exists()
    assert "E-43" in codes(program("--json", "doctor", **chosen).stdout)

    # The library itself takes this backend and works with it, so it was refused and not merely absent.
    subprocess.run(
        [sys.executable, "-c", "import keyring; keyring.set_password('a', 'b', 'c')"],
        env=home | chosen,
        timeout=SECONDS,
        check=True,
    )
    assert plain.exists()


def test_a_lost_key_is_said_and_nothing_is_changed(program: Program, data: Path, stay: str) -> None:
    program("setup", "--practice")
    program("add", "-", stdin=stay)
    (data / "keys" / "keys.json").unlink()
    before = digests(data)
    for arguments in (["list"], ["add", "-"], ["doctor"]):
        done = program(*arguments, stdin=stay)
        assert done.returncode == 6, (arguments, done.stderr)
        assert "E-94" in done.stderr + done.stdout
    assert digests(data) == before
    assert any(name.endswith(".db") for name in before)


def test_a_session_bus_that_never_answers_holds_nobody(program: Program, data: Path, tmp_path: Path) -> None:
    place = tmp_path / "bus"
    listener = socket.socket(socket.AF_UNIX)
    with listener:
        listener.bind(str(place))
        listener.listen()
        bus = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={place}"}
        assert program("setup", "--practice", **bus).returncode == 0
        assert program("list", **bus).returncode == 0
    assert (data / "keys" / "keys.json").exists()
