"""The authority's keys and name, in a folder outside the database: receipt keys, the set-up key, the age identity.

Made by `init`, read by the server and the desk. Secret files are readable to their owner only. It must not know what
is signed.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from guestreg.receiver.open.instants import instant_text, read_instant
from guestreg.receiver.open.notes import BadNote, SigningKey

PRACTICE = "practice/"
"""Keys of this name are for trying out, on loopback only."""
SETUP_SUFFIX = "/caidat"
FACTS = ("name", "unit", "province", "commune", "address", "phone", "duty_phone", "email")
_PUBLIC, _SETUP, _RECIPIENT = "authority.json", "setup.key", "recipient.key"
_KEY_YEARS = timedelta(days=3 * 365)
_OVERLAP = timedelta(days=90)
RandomBytes = Callable[[int], bytes]


class KeysMissing(RuntimeError):
    """The folder holds no keys of an authority."""


class KeysIncomplete(RuntimeError):
    """The folder holds an authority's keys, but not all of them, or one can't be read."""


class KeysExist(RuntimeError):
    """The folder already holds keys; they are never overwritten."""


class OtherAuthority(RuntimeError):
    """The folder holds the keys of another authority than the one described; the message is its key name."""


@dataclass(frozen=True, slots=True)
class AuthorityKeys:
    """Everything the folder holds, read once."""

    facts: Mapping[str, str]
    published: tuple[Mapping[str, Any], ...]
    receipt: SigningKey
    setup: SigningKey
    recipient: str
    _identity: str

    @property
    def name(self) -> str:
        return self.facts["name"]

    @property
    def is_practice(self) -> bool:
        return self.receipt.verifier.name.startswith(PRACTICE)

    def decrypt(self, sealed: bytes) -> bytes:
        """What was encrypted to this authority. Raises ValueError."""
        import pyrage

        try:
            return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(self._identity)]))
        except pyrage.DecryptError as wrong:
            raise ValueError("not encrypted to this authority") from wrong


def make_keys(
    folder: Path,
    facts: Mapping[str, str],
    key_name: str,
    now: datetime,
    random: RandomBytes,
    *,
    receipt_seed: bytes | None = None,
    setup_seed: bytes | None = None,
) -> AuthorityKeys:
    """New keys in an empty folder; the seeds are given by tests. Raises KeysExist, BadNote for an impossible name."""
    import pyrage

    if (folder / _PUBLIC).exists():
        raise KeysExist(folder)
    _one_line(facts)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    receipt = SigningKey.from_seed(key_name, seed := receipt_seed or random(32))
    SigningKey.from_seed(key_name + SETUP_SUFFIX, setup := setup_seed or random(32))
    identity = pyrage.x25519.Identity.generate()
    _write(_receipt_path(folder, str(receipt.verifier)), _coded(seed))
    _write(folder / _SETUP, _coded(setup))
    _write(folder / _RECIPIENT, str(identity))
    public = {
        "authority": {name: facts.get(name, "") for name in FACTS},
        "key_name": key_name,
        "keys": [_period(receipt, now)],
        "recipient": str(identity.to_public()),
    }
    _write(folder / _PUBLIC, json.dumps(public, ensure_ascii=False, indent=1))
    return read_keys(folder)


def described(folder: Path, facts: Mapping[str, str], key_name: str) -> AuthorityKeys:
    """The keys there are, brought up to date with what the authority says of itself. Raises OtherAuthority too."""
    held = read_keys(folder)
    if held.receipt.verifier.name != key_name:
        raise OtherAuthority(held.receipt.verifier.name)
    said = {name: facts.get(name, "") for name in FACTS}
    if said == held.facts:
        return held
    _one_line(said)
    public = json.loads((folder / _PUBLIC).read_text(encoding="utf-8"))
    _write(folder / _PUBLIC, json.dumps(public | {"authority": said}, ensure_ascii=False, indent=1))
    return read_keys(folder)


def read_keys(folder: Path) -> AuthorityKeys:
    """Raises KeysMissing, KeysIncomplete."""
    if not (folder / _PUBLIC).exists():
        raise KeysMissing(folder)
    try:
        public = json.loads((folder / _PUBLIC).read_text(encoding="utf-8"))
        name, newest = public["key_name"], public["keys"][-1]["vkey"]
        return AuthorityKeys(
            public["authority"],
            tuple(public["keys"]),
            SigningKey.from_seed(name, _seed(_receipt_path(folder, newest))),
            SigningKey.from_seed(name + SETUP_SUFFIX, _seed(folder / _SETUP)),
            public["recipient"],
            (folder / _RECIPIENT).read_text(encoding="ascii"),
        )
    except (FileNotFoundError, ValueError, KeyError, IndexError, TypeError, BadNote) as error:
        raise KeysIncomplete(folder) from error


def rotate(folder: Path, now: datetime, random: RandomBytes) -> AuthorityKeys:
    """A new receipt key, vouched for by the one before it, which stays published for a while."""
    held = read_keys(folder)
    new = SigningKey.from_seed(held.receipt.verifier.name, seed := random(32))
    text = f"stay-key/v1\nnew {new.verifier}\nuse receipt\nfrom {instant_text(now)}\n"
    _write(_receipt_path(folder, str(new.verifier)), _coded(seed))
    public = json.loads((folder / _PUBLIC).read_text(encoding="utf-8"))
    ends = min(read_instant(public["keys"][-1]["until"]) or now, now + _OVERLAP)
    public["keys"][-1]["until"] = instant_text(ends)
    public["keys"].append(_period(new, now) | {"rotation": held.receipt.sign(text)})
    _write(folder / _PUBLIC, json.dumps(public, ensure_ascii=False, indent=1))
    return read_keys(folder)


def next_serial(folder: Path) -> int:
    """The number of the next set-up file; it only grows. Raises KeysMissing."""
    read_keys(folder)
    public = json.loads((folder / _PUBLIC).read_text(encoding="utf-8"))
    public["serial"] = int(public.get("serial", 0)) + 1
    _write(folder / _PUBLIC, json.dumps(public, ensure_ascii=False, indent=1))
    return int(public["serial"])


def _one_line(facts: Mapping[str, str]) -> None:
    if any("\n" in fact for fact in facts.values()):
        raise BadNote("a fact is one line")


def _period(key: SigningKey, now: datetime) -> dict[str, Any]:
    until = instant_text(now + _KEY_YEARS)
    return {"vkey": str(key.verifier), "use": ["receipt"], "from": instant_text(now), "until": until}


def _receipt_path(folder: Path, vkey: str) -> Path:
    return folder / f"receipt-{re.sub('[^0-9a-f]', '', vkey.split('+')[1])}.key"


def _coded(seed: bytes) -> str:
    return base64.b64encode(seed).decode()


def _seed(path: Path) -> bytes:
    return base64.b64decode(path.read_text(encoding="ascii"))


def _write(path: Path, content: str) -> None:
    """The whole file or the one before it."""
    unfinished = path.with_suffix(".new")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
