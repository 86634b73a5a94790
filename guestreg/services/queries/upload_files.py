"""Which files were written for the portal, when, and who is in each: read of what was told, for *Báo cách khác*.

A file that nobody uploaded told nobody; one guest may stand in several.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from guestreg.domain.declaration import State
from guestreg.domain.identifiers import GuestId
from guestreg.outbox.packs import PACK
from guestreg.ports.reading import GuestLine
from guestreg.ports.telling import Telling, TellingKind
from guestreg.services.desk import Desk

LOOKED_BACK = timedelta(days=7)
"""Files whose guests arrived earlier and are all told are no longer shown."""
_TO_TELL = frozenset({State.WAITING, State.UNKNOWN, State.RETURNED, State.WINDOW_CLOSED})


@dataclass(frozen=True, slots=True, repr=False)
class UploadFile:
    """One written file with those whose newest version stands in it. `at` is aware UTC."""

    name: str
    at: datetime
    lines: tuple[GuestLine, ...]

    @property
    def to_tell(self) -> tuple[GuestId, ...]:
        """Of whom it can still be said that they were uploaded."""
        return tuple(one.guest_id for one in self.lines if one.state in _TO_TELL)


def upload_files(desk: Desk) -> tuple[UploadFile, ...]:
    """Newest first."""
    told = desk.reader.told_since(desk.clock.now() - LOOKED_BACK)
    found: dict[tuple[datetime, str], list[GuestLine]] = {}
    for line in sorted((*desk.reader.open_lines(), *told), key=lambda one: one.row_id):
        if line.filed_at is not None:
            for file in _files_of(desk, line):
                found.setdefault((file.recorded_at, file.facts["file"]), []).append(line)
    return tuple(UploadFile(name, at, tuple(lines)) for (at, name), lines in sorted(found.items(), reverse=True))


def last_file(tellings: Iterable[Telling]) -> Telling | None:
    """The last file for the portal this version was written into."""
    return next((one for one in reversed(tuple(tellings)) if _is_file(one)), None)


def _files_of(desk: Desk, line: GuestLine) -> list[Telling]:
    versions = desk.reader.versions(line.declaration_id)
    tellings = next((one.tellings for one in versions if one.version == line.version), ())
    return [one for one in tellings if _is_file(one)]


def _is_file(telling: Telling) -> bool:
    """A pack goes another road."""
    return telling.kind is TellingKind.FILE and PACK not in telling.facts
