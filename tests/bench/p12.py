"""P12: the whole program answering `list --json` on 5,000 stays, against the bare query in a bare interpreter."""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.harness import CONTENDER_SECONDS, Measure, Result, at_most, spread, with_byte_code
from tests.bench.p12_ledger import make_ledger

NAME = "P12 command line: `list --json` on 5,000 stays"
BAR = (
    '≤ 4 × `python -c "import sqlite3; …"` with the same query and columns, unencrypted; whole processes. '
    "Our key lies in the key file: a Secret Service on D-Bus costs about two thirds of a rival more, nearly all of it "
    "the keyring library."
)
STAYS, ROUNDS = 5_000, 15
COLUMNS = (
    "g.stay_id, g.id AS guest_id, g.register_no, g.volume, g.full_name, g.nationality, g.doc_number, s.arrival_at, "
    "s.planned_departure_at, g.departed_at, s.room, d.state, d.evidence_at, d.due_at, d.id AS declaration_id, d.version"
)
QUERY = (
    f"SELECT {COLUMNS} FROM guests g JOIN stays s ON s.id = g.stay_id "
    "JOIN declarations d ON d.id = g.declaration_id AND d.version = g.newest_version ORDER BY g.row_id DESC"
)
RIVAL = f"""
import json, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute({QUERY!r})
names = [column[0] for column in rows.description]
print(json.dumps({{"rows": [dict(zip(names, row)) for row in rows]}}, ensure_ascii=False))
"""


def run() -> list[Result]:
    with_byte_code()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["GUESTREG_KEYRING"] = "none"
        ledger = make_ledger(folder / "data", STAYS)
        plain = decrypted(ledger, folder / "data" / "keys" / "keys.json", folder / "plain.db")
        contenders = {
            "ours": [sys.executable, "-m", "guestreg", "--data", str(folder / "data"), "list", "--json"],
            "bare query, plain file": [sys.executable, "-c", RIVAL, str(plain)],
            "interpreter alone": [sys.executable, "-c", "pass"],
        }
        answers = {name: json.loads(_output(contenders[name])) for name in list(contenders)[:2]}
        _require_same(*answers.values())
        taken: dict[str, list[Measure]] = {name: [] for name in contenders}
        for _ in range(ROUNDS):
            for one, command in contenders.items():
                started = time.perf_counter()
                _output(command)
                taken[one].append(Measure(time.perf_counter() - started, 0.0))
    ours, rival, _ = taken.values()
    pairs = [mine.seconds / its.seconds for mine, its in zip(ours, rival, strict=True)]
    return [
        *(Result(name, spread(measures), "", None) for name, measures in taken.items()),
        at_most("slower than the bare query, median of the rounds", median(pairs), 4, "×"),
    ]


def decrypted(ledger: Path, keys: Path, target: Path) -> Path:
    """The same database without encryption, for a rival that knows none."""
    from sqlcipher3 import dbapi2

    key = base64.b64decode(json.loads(keys.read_bytes())[f"{ledger.stem}/database"])
    connection = dbapi2.connect(str(ledger))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("ATTACH ? AS plain KEY ''", (str(target),))
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.close()
    return target


def _require_same(ours: dict[str, list[dict[str, object]]], rival: dict[str, list[dict[str, object]]]) -> None:
    """Both list the same guests in the same order, or the comparison is worth nothing."""
    mine, its = ([(row["guest_id"], row["full_name"], row["state"]) for row in one["rows"]] for one in (ours, rival))
    if mine != its or len(mine) != STAYS:
        raise RuntimeError("the contenders don't give the same rows")


def _output(command: list[str]) -> bytes:
    return subprocess.run(command, capture_output=True, check=True, timeout=CONTENDER_SECONDS).stdout


if __name__ == "__main__":
    for result in run():
        print(result)
