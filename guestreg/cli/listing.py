"""Lines of the ledger as `list`, `find`, `show` and `status` give them. Loads neither typer nor a rule."""

from datetime import datetime
from typing import Any

from guestreg.cli.answer import Session
from guestreg.domain.dates import local
from guestreg.ports.reading import GuestLine, LineFilter

PAGE = 1000


def answer_lines(session: Session, verb: str, wanted: LineFilter) -> None:
    """All lines wanted, newest first."""
    reader = session.workplace.reader()
    now = session.workplace.clock.now()
    lines: list[GuestLine] = []
    page = reader.lines(wanted, limit=PAGE)
    while page:
        lines.extend(page)
        page = reader.lines(wanted, before=page[-1].row_id, limit=PAGE) if len(page) == PAGE else ()
    if session.as_json:
        session.answer(verb, {"rows": [line_json(line, now) for line in lines]})
    else:
        session.answer(verb, {}, (plain(line) for line in lines))


def plain(line: GuestLine) -> str:
    """One line for a terminal."""
    whose = f"{line.register_no}\t{line.full_name}\t{line.nationality}"
    return f"{whose}\t{wall(line.arrival_at)}\t{line.room or ''}\t{line.state.value}"


def line_json(line: GuestLine, now: datetime) -> dict[str, Any]:
    """One row of `list` and `find`."""
    return {
        "stay_id": line.stay_id,
        "guest_id": line.guest_id,
        "register_no": line.register_no,
        "volume": line.volume,
        "full_name": line.full_name,
        "nationality": line.nationality,
        "doc_number": line.doc_number,
        "arrival": minute(line.arrival_at),
        "planned_departure": minute(line.planned_departure_at),
        "departed": minute(line.departed_at) if line.departed_at else None,
        "room": line.room,
        "state": line.state.value,
        "late": line.is_late(now),
        "due_at": instant(line.due_at),
        "declaration": {"id": line.declaration_id, "version": line.version},
    }


def minute(at: datetime) -> str:
    """`2026-11-21T20:40`, on Vietnam's clock."""
    return local(at).isoformat("T", "minutes")[:16]


def wall(at: datetime | None) -> str:
    """`21/11/2026 20:40`, on Vietnam's clock; nothing for None."""
    return "" if at is None else local(at).strftime("%d/%m/%Y %H:%M")


def instant(at: datetime | None) -> str | None:
    """`2026-11-21T13:40:00Z` of an aware instant in UTC."""
    return None if at is None else at.isoformat("T", "seconds").replace("+00:00", "Z")
