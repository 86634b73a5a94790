"""A stay as JSON to the form the rules read, and back out as JSON."""

import json
import sys
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from guestreg.cli.listing import instant, line_json, minute
from guestreg.domain.declaration import Declaration
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.domain.guest import BirthPrecision, Citizen, Guest
from guestreg.ports.kept import KeptStay
from guestreg.ports.reading import GuestLine
from guestreg.services.commands.check_out import Departure
from guestreg.services.commands.record_stay import Recorded

LARGEST_BYTES = 1_000_000


class NotAStay(ValueError):
    """The file isn't a stay in JSON; the message says where."""


def read_stay_file(name: str) -> StayEntry:
    """`-` is stdin. Raises NotAStay, OSError."""
    raw = sys.stdin.buffer.read(LARGEST_BYTES + 1) if name == "-" else _content(Path(name))
    if len(raw) > LARGEST_BYTES:
        raise NotAStay("size")
    try:
        value = json.loads(raw, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise NotAStay("JSON") from error
    return stay_entry(value)


def stay_entry(value: object) -> StayEntry:
    """The form of a parsed object: scalars become typed text, `confirm` lists the codes a person confirmed."""
    if not isinstance(value, dict):
        raise NotAStay("object")
    guests = value.get("guests", [])
    if not isinstance(guests, list):
        raise NotAStay("guests")
    stay = {name: one for name, one in value.items() if name != "guests"}
    return StayEntry(_typed(stay), tuple(_typed(guest) for guest in guests))


def _content(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(LARGEST_BYTES + 1)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise NotAStay("duplicate key")
    return dict(pairs)


def _no_constant(text: str) -> object:
    raise NotAStay(text)


def _typed(value: object) -> Typed:
    if not isinstance(value, dict):
        raise NotAStay("object")
    confirmed = value.get("confirm", [])
    if not (isinstance(confirmed, list) and all(isinstance(code, str) for code in confirmed)):
        raise NotAStay("confirm")
    return Typed({name: _text(name, one) for name, one in value.items() if name != "confirm"}, frozenset(confirmed))


def _text(name: str, value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str() | int():
            return str(value)
        case _:
            raise NotAStay(name[:40])


def recorded_json(recorded: Recorded) -> dict[str, Any]:
    """What `add` and `correct` answer."""
    return {
        "stay_id": recorded.kept.id,
        "guests": [
            {"guest_id": guest.id, "register_no": guest.register_no, "declaration": declaration_json(declaration)}
            for guest, declaration in zip(recorded.kept.guests, recorded.declarations, strict=True)
        ],
    }


def departures_json(done: Sequence[Departure]) -> dict[str, Any]:
    """What `checkout` answers, as `add`; `departed` is null where a check-out was taken back."""
    left = [minute(one.guest.departed_at) if one.guest.departed_at else None for one in done]
    return {
        "stay_id": done[0].declaration.stay_id,
        "departed": left[0],
        "guests": [
            {
                "guest_id": one.guest.id,
                "register_no": one.guest.register_no,
                "departed": at,
                "declaration": declaration_json(one.declaration),
            }
            for one, at in zip(done, left, strict=True)
        ],
        "warnings": [],
    }


def stay_json(kept: KeptStay) -> dict[str, Any]:
    """What `show` answers: the stay as `add` and `correct` take it. One departure for all stands with the stay."""
    stay = kept.stay
    left = [minute(one.departed_at) if one.departed_at else None for one in kept.guests]
    together = left[0] if len(set(left)) == 1 else None
    return {
        "arrival": minute(stay.arrival),
        "planned_departure": minute(stay.planned_departure),
        "actual_departure": together,
        "room": stay.room,
        "reason": stay.reason,
        "reason_text": stay.reason_text,
        "notifier": stay.notifier,
        "note": stay.note,
        "guests": [
            {**_guest_json(one.guest), "actual_departure": None if together else at}
            for one, at in zip(kept.guests, left, strict=True)
        ],
    }


def _guest_json(guest: Guest) -> dict[str, Any]:
    kept = {one.name: getattr(guest, one.name) for one in fields(guest) if one.name != "birth_precision"}
    if guest.birth_precision is BirthPrecision.Y:
        kept["birth_date"] = str(guest.birth_date.year)
    if isinstance(guest, Citizen) and guest.guardian is not None:
        kept["guardian"] = guest.guardian + 1
    given = {name: str(one) if isinstance(one, date | StrEnum) else one for name, one in kept.items()}
    return {"kind": guest.kind.value, **given}


def declaration_json(declaration: Declaration) -> dict[str, Any]:
    """A version as the interface publishes it; instants in UTC."""
    return {
        "id": declaration.id,
        "version": declaration.version,
        "state": declaration.state.value,
        "due_at": instant(declaration.due_at),
        "window_closes_at": instant(declaration.window_closes_at),
        "reason": declaration.reason.code if declaration.reason else None,
    }


def open_json(
    line: GuestLine,
    now: datetime,
    reason: dict[str, str] | None,
    next_attempt_at: datetime | None,
    before: dict[str, str] | None = None,
) -> dict[str, Any]:
    """One row of `status`: where it stands, why, and when it is tried again. `before`: why the version before a
    correction that never leaves is still open, too."""
    return {
        **line_json(line, now),
        "window_closes_at": instant(line.window_closes_at),
        "reason": reason,
        "next_attempt_at": instant(next_attempt_at),
        "before": before,
        "errors": [{"field": one.field, "code": one.code, "text": one.text} for one in line.errors],
    }
