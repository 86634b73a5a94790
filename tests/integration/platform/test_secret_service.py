"""With a real Secret Service the keys lie there, named by ledger, and nothing on the disk opens the book."""

import base64
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

SESSION = """
printf 'unlocks' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>"$HOME/daemon.log"
exec "$0" -m tests.integration.platform.secret_service_job "$@"
"""


@pytest.mark.timeout(120)
def test_the_program_keeps_its_keys_in_the_service(tmp_path: Path, data: Path, home: dict[str, str], stay: str) -> None:
    stay_file = tmp_path / "stay.json"
    stay_file.write_text(stay, encoding="utf-8")
    command = ["dbus-run-session", "--", "sh", "-c", SESSION, sys.executable, str(data), str(stay_file)]
    done = subprocess.run(command, capture_output=True, text=True, env=home, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    ledger = tomllib.loads((data / "settings.toml").read_text("utf-8"))["active"]

    assert [status for status, _, _ in seen["done"]] == [0, 0, 0, 0], seen["done"]
    listed, doctor = (json.loads(out) for _, out, _ in seen["done"][2:])
    assert [row["full_name"] for row in listed["rows"]] == ["Lò Thị Mẫu"]
    assert "E-43" not in {one["code"] for one in doctor["findings"]}
    assert seen["kept"] == [f"guestreg:{ledger}/database", f"guestreg:{ledger}/device"]
    assert not (data / "keys").exists()
    assert not _files_with(data, seen["secret"])

    status, _, told = seen["lost"]
    assert status == 6
    assert "E-94" in told
    assert not (data / "keys").exists()


def _files_with(folder: Path, secret: str) -> list[Path]:
    forms = (secret.encode(), base64.b64decode(secret), base64.b64decode(secret).hex().encode())
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return [file for file in files if any(form in file.read_bytes() for form in forms)]
