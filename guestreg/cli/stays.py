"""Verbs about stays: add, list, find, show, correct, cancel, checkout, extend."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from guestreg.cli.answer import Session, tell
from guestreg.cli.days import span
from guestreg.cli.listing import answer_lines, line_json, plain
from guestreg.cli.standing import standing_texts
from guestreg.cli.stay_json import (
    NotAStay,
    declaration_json,
    departures_json,
    read_stay_file,
    recorded_json,
    stay_json,
)
from guestreg.cli.usage import Misuse
from guestreg.cli.version import version_json, version_lines
from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import Declaration, Kind, State
from guestreg.domain.entry.stay import StayEntry
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.ports.reading import GuestLine, LineFilter
from guestreg.services.commands.cancel_stay import REASONS, CancelStay, cancel_stay
from guestreg.services.commands.check_out import CheckOut, UndoCheckOut, check_out, undo_check_out
from guestreg.services.commands.correct_stay import CorrectStay, correct_stay
from guestreg.services.commands.extend_stay import ExtendStay, extend_stay
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.outcome import Done
from guestreg.services.queries.stay_card import stay_card


def add(context: typer.Context, file: Annotated[str, typer.Argument(help="JSON file, or - for stdin.")]) -> None:
    """Record one stay.  Example: guestreg add stay.json"""
    session: Session = context.obj
    entry = _entry(session, "add", file)
    outcome = record_stay(session.workplace.desk(), RecordStay(entry))
    if not isinstance(outcome, Done):
        raise session.refuse("add", outcome)
    numbers = ", ".join(str(guest.register_no) for guest in outcome.value.kept.guests)
    warnings = session.violations(outcome.warnings)
    session.answer(
        "add",
        {**recorded_json(outcome.value), "warnings": warnings},
        (f"{guest.register_no}\t{guest.id}" for guest in outcome.value.kept.guests),
    )
    for warning in warnings:
        tell(warning["text"])
    session.say("S-01", {"n": str(len(outcome.value.kept.guests)), "numbers": numbers})


def list_(
    context: typer.Context,
    from_: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    to: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
    state: Annotated[State | None, typer.Option()] = None,
) -> None:
    """The ledger, newest first.  Example: guestreg list --from 2026-11-01 --state waiting"""
    first, last = span(from_, to)
    wanted = LineFilter(arrival_from=first, arrival_to=last, states=frozenset({state}) if state else frozenset())
    answer_lines(context.obj, "list", wanted)


def find(context: typer.Context, query: Annotated[str, typer.Argument()]) -> None:
    """Guests by name (accents don't matter) or document number.  Example: guestreg find "nguyen hoa\""""
    answer_lines(context.obj, "find", LineFilter(text=query))


def show(context: typer.Context, id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """One guest with the whole stay, every version and try.  Example: guestreg show 58"""
    session: Session = context.obj
    line = _line(session, "show", id_)
    desk = session.workplace.desk()
    card = stay_card(desk, line.guest_id)
    versions = desk.reader.versions(line.declaration_id)
    stay = stay_json(card.kept) if card else None
    said = standing_texts(line, session.phrases)
    lines_of_versions = (text for one in versions for text in version_lines(one))
    of_stay = (f"  {name}\t{value}" for name, value in (stay or {}).items() if name != "guests" and value is not None)
    session.answer(
        "show",
        {
            **line_json(line, desk.clock.now()),
            "says": said,
            "stay": stay,
            "versions": [version_json(one) for one in versions],
        },
        (plain(line), *(f"  {text}" for text in said), *of_stay, *lines_of_versions),
    )


def correct(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    file: Annotated[str, typer.Argument(help="The whole stay again as JSON, or - for stdin.")],
) -> None:
    """Correct a stay; what left already stays in the book.  Example: guestreg correct 58 stay.json"""
    session: Session = context.obj
    line = _line(session, "correct", id_)
    entry = _entry(session, "correct", file)
    outcome = correct_stay(session.workplace.desk(), CorrectStay(line.stay_id, entry))
    if not isinstance(outcome, Done):
        raise session.refuse("correct", outcome)
    warnings = session.violations(outcome.warnings)
    session.answer("correct", {**recorded_json(outcome.value), "warnings": warnings}, (line.stay_id,))
    session.say("S-05" if outcome.value.is_new else "S-52")
    _say_what_is_left(session, outcome.value.declarations)


def cancel(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    reason: Annotated[str, typer.Option(help=", ".join(REASONS))],
    text: Annotated[str, typer.Option()] = "",
) -> None:
    """Withdraw a guest; the line stays in the book.  Example: guestreg cancel 58 --reason entered-twice"""
    session: Session = context.obj
    line = _line(session, "cancel", id_)
    outcome = cancel_stay(session.workplace.desk(), CancelStay((GuestId(line.guest_id),), reason, text))
    if not isinstance(outcome, Done):
        raise session.refuse("cancel", outcome)
    session.answer("cancel", {"declaration": declaration_json(outcome.value[0])}, (line.guest_id,))
    session.say("S-09", {"no": str(line.register_no)})
    _say_what_is_left(session, outcome.value)


def checkout(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="A guest, or a stay_id for everybody still there.")],
    at: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%dT%H:%M"], help="Local time in Vietnam; now if left out.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="The guest is still here after all.")] = False,
) -> None:
    """Record the actual departure.  Example: guestreg checkout 58 --at 2026-11-22T09:30"""
    session: Session = context.obj
    desk = session.workplace.desk()
    guest_id = desk.reader.find_id(id_)
    if undo and at is not None:
        raise Misuse("usage_undo")
    guests = (guest_id,) if guest_id else ()
    if undo:
        outcome = undo_check_out(desk, UndoCheckOut(guests))
    else:
        stay_id = StayId(id_) if not guests and id_.isascii() and id_.isprintable() else None
        outcome = check_out(desk, CheckOut(guests, stay_id, at.replace(tzinfo=VIETNAM) if at else None))
    if not isinstance(outcome, Done):
        raise session.refuse("checkout", outcome)
    session.answer("checkout", departures_json(outcome.value), (one.guest.id for one in outcome.value))
    session.say("S-30" if undo else "S-07", {"n": str(len(outcome.value))})
    _say_what_is_left(session, [one.declaration for one in outcome.value])
    foreign = [one.declaration for one in outcome.value if one.declaration.guest_kind is GuestKind.FOREIGNER]
    if not undo and any(one.kind is not Kind.CHECKOUT or one.wire is None for one in foreign):
        session.say("S-80")


def extend(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="A guest of the stay, or its stay_id.")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%dT%H:%M"], help="Local time in Vietnam.")],
) -> None:
    """Let guests stay longer than planned.  Example: guestreg extend 58 --until 2026-11-25T12:00"""
    session: Session = context.obj
    desk = session.workplace.desk()
    guest_id = desk.reader.find_id(id_)
    line = desk.reader.line(guest_id) if guest_id else None
    stay_id = line.stay_id if line else StayId(id_ if id_.isascii() and id_.isprintable() else "")
    outcome = extend_stay(desk, ExtendStay(stay_id, until.replace(tzinfo=VIETNAM)))
    if not isinstance(outcome, Done):
        raise session.refuse("extend", outcome)
    warnings = session.violations(outcome.warnings)
    session.answer("extend", {**recorded_json(outcome.value), "warnings": warnings}, (stay_id,))
    for warning in warnings:
        tell(warning["text"])
    session.say("S-08", {"until": until.strftime("%H:%M %d/%m/%Y")})
    _say_what_is_left(session, outcome.value.declarations)


def _say_what_is_left(session: Session, declarations: Sequence[Declaration]) -> None:
    """Of versions that no way takes by itself, what the person has to do; once each."""
    reasons = (one.reason for one in declarations if one.state is State.WINDOW_CLOSED)
    said = {session.phrases.sentence(one.code, one.params) for one in reasons if one is not None}
    for sentence in sorted(said):
        tell(sentence)


def _entry(session: Session, verb: str, file: str) -> StayEntry:
    try:
        return read_stay_file(file)
    except NotAStay as error:
        raise session.fail(verb, "E-96", {"detail": str(error)}) from error
    except OSError as error:
        raise session.fail(verb, "E-131", {"path": Path(file).name}) from error


def _line(session: Session, verb: str, wanted: str) -> GuestLine:
    reader = session.workplace.desk().reader
    guest_id = reader.find_id(wanted)
    line = reader.line(guest_id) if guest_id else None
    if line is None:
        raise session.fail(verb, "E-92")
    return line
