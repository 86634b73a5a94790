"""The authority's side of the kill test: packs from sticks are taken in by forked starts, some of which are killed.

`kill_run` calls it. What counts in the end is read from the acknowledgements on the disk and from the register.
"""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pyrage
from sqlalchemy import select

from guestreg.app.authority import LocalAuthority
from guestreg.platform.clock import SystemClock
from guestreg.platform.random import OsRandom
from guestreg.receiver.open.database import Database
from guestreg.receiver.open.packs import ACK_SUFFIX, PACK_SUFFIX
from guestreg.receiver.open.tables import REGISTER, VERSIONS
from guestreg.services.authority import AuthorityPlace
from tests.fakes.open_authority import CATALOGUES, HOUSE, RULES, OpenAuthority
from tests.fakes.open_caller import OpenCaller
from tests.fakes.open_documents import as_sent, numbered
from tests.faults.kill_program import Tell

ITEMS = 5
_CUT = b"\n----\n"


class Packs:
    """An authority of its own, and as many packs of one house as asked for."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self._database = f"sqlite:///{folder / 'authority.db'}"
        self._files = [folder / f"{number:03}{PACK_SUFFIX}" for number in range(count)]
        self._tried = 0

    def make(self) -> None:
        """To be called in a process of its own: it serves for a moment."""
        authority = OpenAuthority(self._folder, clock=SystemClock().now)
        authority.start()
        house = OpenCaller(authority.base_url)
        house.enrol(authority.enrolment_code())
        authority.stop()
        recipient = pyrage.x25519.Recipient.from_str(authority.recipient)
        for number, file in enumerate(self._files):
            documents = [numbered(number * ITEMS + place + 1) for place in range(ITEMS)]
            items = b"".join(as_sent({"document": one, "parent": "none"}) + b"\n" for one in documents)
            said = {
                "establishment": HOUSE,
                "pack": numbered(number)["id"],
                "created": "2026-11-21T10:00:00Z",
                "items": ITEMS,
                "items-sha256": base64.b64encode(hashlib.sha256(items).digest()).decode(),
                "ledger": "-",
            }
            note = house.key.sign("stay-pack/v1", *(f"{name} {value}" for name, value in said.items()))
            file.write_bytes(pyrage.encrypt(note.encode() + b"----\n" + items, [recipient]))

    def next(self) -> Path:
        """The first that isn't acknowledged, as an officer would take it."""
        file = next((file for file in self._files if not file.with_suffix(ACK_SUFFIX).exists()), self._files[0])
        self._tried = max(self._tried, self._files.index(file) + 1)
        return file

    def take(self, file: Path, tell: Tell) -> None:
        """One start of the authority's program."""
        with closing(self._authority()) as authority:
            tell("importing")
            authority.take_pack(file)
            tell("imported", file.stem)

    def findings(self, acknowledged: set[str]) -> Iterator[str]:
        """Everything that is wrong, after every pack that was tried was taken in once more."""
        for file in self._files[: self._tried]:
            kept = file.with_suffix(ACK_SUFFIX)
            if file.stem in acknowledged and not kept.exists():
                yield f"pack lost: {file.stem} has no acknowledgement"
            before = _replies(kept) if kept.exists() else []
            with closing(self._authority()) as authority:
                counts = authority.take_pack(file)
            if counts.refused or (before and counts.new):
                yield f"pack lost: {file.stem} has {counts.new} new and {counts.refused} refused after all"
            if before not in ([], _replies(kept)):
                yield f"pack changed: {file.stem} is acknowledged otherwise than before"
        yield from self._effects()

    def _effects(self) -> Iterator[str]:
        with closing(Database(self._database)) as database, database.reading() as connection:
            entries = Counter(connection.execute(select(REGISTER.c.declaration_id)).scalars())
            versions = Counter(connection.execute(select(VERSIONS.c.declaration_id)).scalars())
        wanted = Counter(numbered(number + 1)["id"] for number in range(self._tried * ITEMS))
        if not entries == versions == wanted:
            yield f"pack doubled or halved: {len(wanted)} guests, {len(entries)} in {entries.total()} entries"

    def _authority(self) -> LocalAuthority:
        place = AuthorityPlace(self._database, self._folder / "keys")
        return LocalAuthority(place, place.keys or self._folder, CATALOGUES, RULES, SystemClock(), OsRandom())


def _replies(acknowledgement: Path) -> list[dict[str, Any]]:
    """What each item was answered, but whether it was new."""
    _, cut, items = acknowledgement.read_bytes().partition(_CUT)
    assert cut, "an acknowledgement is whole or not there"
    return [{**json.loads(line), "status": 0} for line in items.splitlines()]
