"""Print the register: the lines of one volume, or of a span of arrivals in it, as ĐK14."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from guestreg.domain.dates import local
from guestreg.domain.declaration import DONE, EndpointKind, Kind, State
from guestreg.domain.establishment import Establishment
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import StayId
from guestreg.domain.ledger import EntryKind, page_code
from guestreg.domain.merkle import merkle_root
from guestreg.ports.reading import GuestLine, RegisterLine
from guestreg.ports.renderer import CellWords, PageStamp, RegisterHead, RegisterRenderer, RegisterRow
from guestreg.ports.store import UnitOfWork, Volume
from guestreg.ports.trust import Why
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, failure_of

PRINTED_AT = "%H:%M %d/%m/%Y"
_DAY = "%d/%m/%Y"


@dataclass(frozen=True, slots=True)
class PrintRegister:
    """`volume` None is the open one; the dates are Vietnam days of arrival, None without bound."""

    target: Path
    volume: int | None = None
    arrival_from: date | None = None
    arrival_to: date | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """`code` is the page code, where the paper bears one."""

    path: Path
    pages: int
    rows: int
    code: str = ""


def print_register(desk: Desk, renderer: RegisterRenderer, command: PrintRegister) -> Outcome[Printed]:
    """The page code is that of the ledger as printed; the print itself becomes the next entry."""
    now = desk.clock.now()
    try:
        with desk.store.unit_of_work() as uow:
            house, volume = uow.house.establishment(), _volume(uow, command.volume)
            if house is None or volume is None:
                return Failed("E-90")
            code = page_code(merkle_root(uow.ledger.leaves()), uow.ledger.head().seq)
            # Nobody saves while the write lane is ours: these are the lines of that very ledger.
            lines = tuple(desk.reader.register(volume.number, command.arrival_from, command.arrival_to))
            desk.journal.note_head(uow, Why.PRINTED)
            uow.commit()
        rows = register_rows(desk, lines, renderer.cell_words)
        stamp = PageStamp(local(now).strftime(PRINTED_AT), code, desk.terms.kind is EndpointKind.PRACTICE)
        pages = renderer.render(register_head(desk, house, volume, lines), rows, stamp, command.target)
        with desk.store.unit_of_work() as uow:
            facts = {
                "view": "register",
                "volume": volume.number,
                "from": command.arrival_from.isoformat() if command.arrival_from else None,
                "to": command.arrival_to.isoformat() if command.arrival_to else None,
                "rows": len(rows),
                "pages": pages,
                "code": code,
            }
            desk.journal.record(uow, EntryKind.PRINTED, facts=facts)
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    except OSError:
        return Failed("E-97", {"path": command.target.name})
    return Done(Printed(command.target, pages, len(rows), code))


def _volume(uow: UnitOfWork, number: int | None) -> Volume | None:
    if number is None:
        return uow.house.volume()
    return next((one for one in uow.house.volumes() if one.number == number), None)


def register_head(desk: Desk, house: Establishment, volume: Volume, lines: Sequence[RegisterLine]) -> RegisterHead:
    """A volume begins no later than its first guest arrived: who was there when it was opened belongs to it."""
    arrivals = (local(one.line.arrival_at).date() for one in lines)
    return RegisterHead(
        establishment_name=house.name,
        address=", ".join(part for part in (house.address_detail, _place(desk, house.commune, house.province)) if part),
        volume=volume.number,
        from_on=min((volume.from_on, *arrivals)).strftime(_DAY),
        to_on=volume.to_on.strftime(_DAY) if volume.to_on else "",
        form_label=desk.rules.register_label,
    )


def register_rows(desk: Desk, lines: Sequence[RegisterLine], words: CellWords) -> tuple[RegisterRow, ...]:
    """A stay's note stands once, in its first line here; the others point to it."""
    noted: dict[StayId, int] = {}
    rows = []
    for kept in lines:
        first = noted.setdefault(kept.line.stay_id, kept.line.register_no)
        if kept.note and first != kept.line.register_no:
            kept = kept._replace(note=words.as_above.format(number=first))
        rows.append(_row(desk, kept, words))
    return tuple(rows)


def _row(desk: Desk, kept: RegisterLine, words: CellWords) -> RegisterRow:
    """The thirteen cells. A cell without evidence stays blank: columns 9, 11 and 12 never claim what isn't known."""
    line = kept.line
    born = str(line.birth_date.year) if line.birth_precision == "Y" else line.birth_date.strftime(_DAY)
    told_at, told_to = kept.told_at, kept.told_to or words.online
    if told_at is None and line.state in DONE:
        told_at, told_to = line.evidence_at, _officer(line.state, line.officer, words)
    return RegisterRow(
        number=str(line.register_no),
        full_name=line.full_name,
        birth_male=born if line.sex == "M" else "",
        birth_female=born if line.sex == "F" else "",
        nationality=_nationality(desk, line.nationality),
        document=_document(kept, words),
        residence=_residence(desk, kept),
        arrived=_clock(line.arrival_at),
        departed=_clock(line.departed_at),
        room=line.room or "",
        notified=f"{kept.notifier} {_clock(told_at)}" if told_at else "",
        officer=told_to if told_at else "",
        note=_note(kept, words),
        cancelled=_is_cancelled(line),
    )


def _clock(at: datetime | None) -> str:
    return "" if at is None else local(at).strftime(PRINTED_AT)


def _nationality(desk: Desk, code: str) -> str:
    found = desk.catalogue.nationality(code)
    return code if found is None else found.name_vi


def _document(kept: RegisterLine, words: CellWords) -> str:
    parts = [kept.line.doc_number or ""]
    if kept.doc_issued_on:
        parts.append(words.issued_on.format(day=kept.doc_issued_on.strftime(_DAY)))
    parts.append(kept.doc_issue_place or "")
    return ", ".join(part for part in parts if part)


def _residence(desk: Desk, kept: RegisterLine) -> str:
    address, commune, province = kept.residence
    place = _place(desk, commune, province)
    if not (address or place) and kept.line.guest_kind is GuestKind.FOREIGNER:
        return _nationality(desk, kept.line.nationality)
    return ", ".join(part for part in (address or "", place) if part)


def _place(desk: Desk, commune: str | None, province: str | None) -> str:
    places = desk.catalogue.places
    found = (places.commune(commune) if commune else None, places.province(province) if province else None)
    return ", ".join(one.name for one in found if one is not None)


def _officer(state: State, officer: str | None, words: CellWords) -> str:
    """Who listened stays said when a list proves it later."""
    if state is State.HANDED_OVER or officer:
        return officer or ""
    return words.online


def _is_cancelled(line: GuestLine) -> bool:
    return line.state is State.CANCELLED or line.kind is Kind.CANCEL


def _note(kept: RegisterLine, words: CellWords) -> str:
    marks = [kept.note or ""]
    if kept.companion:
        marks.append(words.companion.format(name=kept.companion))
    if kept.border_permit:
        marks.append(words.border_permit.format(number=kept.border_permit))
    if _is_cancelled(kept.line):
        reason = kept.cancelled_reason or ""
        marks.append(words.cancelled.format(reason=words.cancel_reasons.get(reason, reason)))
    elif kept.corrected_at is not None:
        marks.append(words.corrected.format(day=local(kept.corrected_at).strftime(_DAY)))
    return "; ".join(mark for mark in marks if mark)
