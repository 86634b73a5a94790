"""Write the portal's upload files for who is not told yet. Nobody's state changes: that she was told is said later.

One entry of the ledger notes the files, with the versions in each of them. Whose version is in a file already is
written anew only when the person says so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from guestreg.domain.canonical import canonical
from guestreg.domain.dates import local
from guestreg.domain.declaration import DONE, EndpointKind, Kind, State
from guestreg.domain.establishment import Establishment
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import GuestId
from guestreg.domain.ledger import EntryKind
from guestreg.domain.search import fold
from guestreg.domain.violation import Violation
from guestreg.ports.exporter import Exporter, TemplateUnusable, UploadForm, UploadGuest, UploadKind, UploadRules
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import UnitOfWork
from guestreg.ports.telling import Telling, TellingKind
from guestreg.ports.trust import Why
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, failure_of
from guestreg.services.queries.upload_files import last_file

_PRACTICE = "tap-thu"
_NAMELESS = "nha"
_LONGEST_HOUSE = 40
_KNOWN_THERE = DONE | {State.SENDING, State.UNKNOWN}


@dataclass(frozen=True, slots=True)
class WriteFiles:
    """Into `folder`, made when it isn't there. `templates` are filled instead of sheets built anew.

    `xml`: foreigners in the XML; else it holds only those whom the sheet can't. `guests`: only these, all when empty.
    `again`: those in an earlier file too.
    """

    folder: Path
    templates: tuple[Path, ...] = ()
    xml: bool = False
    guests: tuple[GuestId, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """`keys` are the versions in it, in the order of its rows."""

    path: Path
    kind: UploadKind
    sha256: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A guest no file holds, and why."""

    line: GuestLine
    violation: Violation


@dataclass(frozen=True, slots=True)
class AlreadyFiled:
    """A guest an earlier file holds as she is now; `at` is aware UTC."""

    line: GuestLine
    file: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FilesWritten:
    """Everybody asked for is in `files`, among `refused` with every reason, or in the file that `already` names."""

    files: tuple[WrittenFile, ...]
    refused: tuple[LeftOut, ...] = ()
    already: tuple[AlreadyFiled, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    line: GuestLine
    guest: UploadGuest
    filed: AlreadyFiled | None

    @property
    def key(self) -> str:
        return f"{self.line.declaration_id}.{self.line.version}"


def write_files(desk: Desk, exporter: Exporter, command: WriteFiles) -> Outcome[FilesWritten]:
    """Of those not told yet."""
    now = desk.clock.now()
    try:
        with desk.store.unit_of_work() as uow:
            house = uow.house.establishment()
            if house is None:
                return Failed("E-90")
            room_required = house.kind in desk.rules.kbtt.room_required_kinds
            forms = exporter.forms(UploadRules(desk.rules.kbtt.days_back, room_required), command.templates)
            # Nobody saves while the write lane is ours: these are the guests of those very lines.
            lines = (one for one in desk.reader.open_lines() if not command.guests or one.guest_id in command.guests)
            rows = tuple(_rows(uow, lines))
        chosen, refused = _sorted_out(rows, forms, house, local(now).date(), xml=command.xml)
        already = () if command.again else _set_aside(chosen)
        command.folder.mkdir(parents=True, exist_ok=True)
        files = tuple(_write(desk, house, forms, chosen, command.folder, now))
        if files:
            with desk.store.unit_of_work() as uow:
                _note(desk, uow, files, rows)
                _tell(uow, files, rows, now)
                uow.commit()
    except TemplateUnusable as error:
        return Failed("E-148", {"path": error.path.name})
    except TROUBLES as error:
        return failure_of(error)
    except OSError as error:
        return Failed("E-97", {"path": Path(error.filename or command.folder).name})
    return Done(FilesWritten(files, refused, already))


def _rows(uow: UnitOfWork, lines: Iterable[GuestLine]) -> Iterator[_Row]:
    for line in sorted(lines, key=lambda one: one.row_id):
        kept = uow.stays.get(line.stay_id)
        assert kept is not None
        guest = next(one for one in kept.guests if one.id == line.guest_id)
        told = uow.tellings.of(line.declaration_id, line.version) if line.filed_at else ()
        file = last_file(told)
        filed = AlreadyFiled(line, file.facts["file"], file.recorded_at) if file else None
        yield _Row(line, UploadGuest(kept.stay, guest.guest, guest.departed_at), filed)


def _set_aside(chosen: dict[UploadKind, list[_Row]]) -> tuple[AlreadyFiled, ...]:
    """Takes those of them out whom an earlier file holds."""
    filed = tuple(row.filed for rows in chosen.values() for row in rows if row.filed is not None)
    for kind, rows in chosen.items():
        chosen[kind] = [row for row in rows if row.filed is None]
    return tuple(sorted(filed, key=lambda one: one.line.row_id))


def _sorted_out(
    rows: Iterable[_Row], forms: Mapping[UploadKind, UploadForm], house: Establishment, today: date, *, xml: bool
) -> tuple[dict[UploadKind, list[_Row]], tuple[LeftOut, ...]]:
    chosen: dict[UploadKind, list[_Row]] = {}
    refused: list[LeftOut] = []
    for row in rows:
        violations = _standing_objections(row.line)
        if not violations:
            kind, violations = _best_form(row, forms, today, xml=xml)
            if not violations:
                chosen.setdefault(kind, []).append(row)
        phone = {"phone": house.police_phone or ""}
        refused += [LeftOut(row.line, replace(one, params={**phone, **one.params})) for one in violations]
    return chosen, tuple(refused)


def _standing_objections(line: GuestLine) -> tuple[Violation, ...]:
    """An upload says only who came: it can't take back or mend what the police may know already."""
    if line.kind in (Kind.CANCEL, Kind.CHECKOUT) or line.earlier_state in _KNOWN_THERE:
        return (Violation("E-34", ""),)
    if line.state is State.RETURNED:
        return (Violation("E-145", ""),)
    if line.state is State.SENDING:
        return (Violation("E-146", ""),)
    return ()


def _best_form(
    row: _Row, forms: Mapping[UploadKind, UploadForm], today: date, *, xml: bool
) -> tuple[UploadKind, tuple[Violation, ...]]:
    """The first form that takes her, else the first one's objections."""
    if row.line.guest_kind is GuestKind.CITIZEN:
        kinds = [UploadKind.CITIZENS_SHEET]
    else:
        kinds = [UploadKind.FOREIGNERS_XML] if xml else [UploadKind.FOREIGNERS_SHEET, UploadKind.FOREIGNERS_XML]
    judged = [(kind, forms[kind].objections(row.guest, today)) for kind in kinds]
    return next((one for one in judged if not one[1]), judged[0])


def _write(
    desk: Desk,
    house: Establishment,
    forms: Mapping[UploadKind, UploadForm],
    chosen: Mapping[UploadKind, Sequence[_Row]],
    folder: Path,
    now: datetime,
) -> Iterator[WrittenFile]:
    words = [_slug(house.name), local(now).strftime("%Y-%m-%d")]
    if desk.terms.kind is EndpointKind.PRACTICE:
        words.insert(0, _PRACTICE)
    for kind in UploadKind:
        form, rows = forms[kind], chosen.get(kind, ())
        for start in range(0, len(rows), form.most_guests):
            part = rows[start : start + form.most_guests]
            target = _free(folder, "_".join([*words, form.name]), Path(kind.value).suffix)
            sha256 = form.write([row.guest for row in part], target, now)
            yield WrittenFile(target, kind, sha256, tuple(row.key for row in part))


def _note(desk: Desk, uow: UnitOfWork, files: Sequence[WrittenFile], rows: Sequence[_Row]) -> None:
    """The facts count, the body names the versions: each of them is *also in file* so and so.

    Two files an entry: with three full ones its line in an export would be longer than any reader takes.
    """
    arrivals = {row.key: local(row.line.arrival_at).date() for row in rows}
    for at in range(0, len(files), 2):
        part = files[at : at + 2]
        days = [arrivals[key] for file in part for key in file.keys]
        facts: dict[str, Any] = {
            "view": "portal_files",
            "from": min(days).isoformat(),
            "to": max(days).isoformat(),
            "files": [{"kind": file.kind.value, "rows": len(file.keys), "sha256": file.sha256} for file in part],
        }
        names = [{"file": file.path.name, "keys": list(file.keys)} for file in part]
        desk.journal.record(uow, EntryKind.EXPORTED, facts=facts, body=canonical({"files": names}))
    desk.journal.note_head(uow, Why.EXPORTED)


def _tell(uow: UnitOfWork, files: Sequence[WrittenFile], rows: Sequence[_Row], now: datetime) -> None:
    """Of every version that is still there: nobody was told, but its line says that it is in a file."""
    by_key = {row.key: row for row in rows}
    for file in files:
        facts = {"file": file.path.name, "sha256": file.sha256}
        for line, stay in ((by_key[key].line, by_key[key].guest.stay) for key in file.keys):
            uow.tellings.add(
                Telling(line.declaration_id, line.version, TellingKind.FILE, now, now, stay.notifier, facts=facts)
            )


def _slug(name: str) -> str:
    """The house's name in plain letters and digits."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    return "-".join(words)[:_LONGEST_HOUSE].strip("-") or _NAMELESS


def _free(folder: Path, stem: str, suffix: str) -> Path:
    """A file that may have been uploaded is never written over."""
    number = 1
    while (target := folder / f"{stem}-{number}{suffix}").exists():
        number += 1
    return target
