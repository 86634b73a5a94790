"""Looks into a data folder from outside: rows of the encrypted file, and every file as it lies on the disk."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver


def ledger_of(data: Path) -> Path:
    (only,) = (data / "ledgers").glob("*.db")
    return only


def opened(path: Path, keys: Path) -> Any:
    """A plain connection with the key of the key file."""
    kept = json.loads((keys / "keys.json").read_bytes())[f"{path.stem}/database"]
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{base64.b64decode(kept).hex()}'\"")
    return connection


def row_counts(data: Path) -> dict[str, int]:
    """Every table of the one ledger in the folder and how many rows it has."""
    connection = opened(ledger_of(data), data / "keys")
    try:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(names)}
    finally:
        connection.close()


def fingerprints(folder: Path) -> dict[str, str]:
    """Every file below the folder and a digest of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def files_that_hold(folder: Path, text: str) -> list[str]:
    """Files in which the text lies, plain or as base64 of it."""
    plain = text.encode()
    forms = (plain, base64.b64encode(plain), plain.hex().encode(), text.encode("utf-16-le"))
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def built_bytes(data: Path) -> dict[str, tuple[bytes, bytes | None]]:
    """Every declaration version with the document and the request built for it."""
    connection = opened(ledger_of(data), data / "keys")
    try:
        rows = connection.execute(
            "SELECT d.id, d.version, d.document, w.wire FROM declarations d "
            "LEFT JOIN wires w ON w.declaration_id = d.id AND w.version = d.version"
        )
        return {f"{name}/{version}": (document, wire) for name, version, document, wire in rows}
    finally:
        connection.close()
