"""Verbs for what people do beside the wire: hand-over, resend, already, asked."""

from datetime import datetime
from typing import Annotated

import typer

from guestreg.cli.answer import Session, tell
from guestreg.cli.stay_json import declaration_json
from guestreg.domain.channel import Channel, fulfils
from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import Declaration
from guestreg.domain.identifiers import GuestId
from guestreg.ports.reading import GuestLine
from guestreg.services.commands.decide_already import DecideAlready, decide_already
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.commands.note_request import NoteRequest, note_request
from guestreg.services.commands.send_again import SendAgain, send_again
from guestreg.services.outcome import Done, Outcome

Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Guests, by line number or id.")]
At = Annotated[
    datetime | None, typer.Option("--at", formats=["%Y-%m-%dT%H:%M"], help="Local time in Vietnam; now if left out.")
]
By = Annotated[str, typer.Option("--by", help="Who of the house did it; the stay's notifier if left out.")]


def hand_over_(
    context: typer.Context,
    ids: Ids,
    channel: Annotated[Channel, typer.Option()],
    at: At = None,
    officer: Annotated[str, typer.Option(help="Who listened.")] = "",
    place: Annotated[str, typer.Option(help="The number called, where it was handed in, or the portal's answer.")] = "",
    file_number: Annotated[str, typer.Option("--file-number", help="The police's own number for it.")] = "",
    by: By = "",
) -> None:
    """Record another way of telling.  Example: guestreg hand-over 58 --channel phone --officer "Lò Văn An\""""
    session: Session = context.obj
    lines = lines_of(session, "hand-over", ids)
    guests = tuple(GuestId(line.guest_id) for line in lines)
    command = HandOver(guests, channel, aware(at), by, officer, place, file_number)
    done = answer(session, "hand-over", hand_over(session.workplace.desk(), command))
    for line, declaration in zip(lines, done, strict=True):
        if not fulfils(channel, line.guest_kind):
            told = at or session.workplace.clock.now().astimezone(VIETNAM)
            session.say("S-70", {"at": told.strftime("%H:%M %d/%m/%Y")})
        elif declaration.reason is not None:
            session.say(declaration.reason.code, declaration.reason.params)


def resend(context: typer.Context, ids: Ids) -> None:
    """Send over the wire after all: returned as it is, handed over as well, missing in a list, window open again.

    Example: guestreg resend 58
    """
    session: Session = context.obj
    command = SendAgain(guests_of(session, "resend", ids))
    session.say("S-71", {"n": str(len(answer(session, "resend", send_again(session.workplace.desk(), command))))})


def already(
    context: typer.Context,
    ids: Ids,
    is_this_stay: Annotated[
        bool,
        typer.Option("--this-stay/--old-stay", help="What they have is this stay, or an old one, checked out now."),
    ],
) -> None:
    """Answer E-33: the police had the guest before.  Example: guestreg already 58 --this-stay"""
    session: Session = context.obj
    command = DecideAlready(guests_of(session, "already", ids), is_this_stay)
    for one in answer(session, "already", decide_already(session.workplace.desk(), command)):
        if is_this_stay and one.reason is not None:
            session.say(one.reason.code, one.reason.params)
    if not is_this_stay:
        session.say("S-71", {"n": str(len(command.guests))})


def asked(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    text: Annotated[str, typer.Option(help="What the police said.")],
    field: Annotated[str, typer.Option(help="Field of the stay's JSON; empty for the whole.")] = "",
    at: At = None,
    by: By = "",
) -> None:
    """The police ask for a correction.  Example: guestreg asked 58 --field room --text "Sai số phòng\""""
    session: Session = context.obj
    (line,) = lines_of(session, "asked", [id_])
    command = NoteRequest(GuestId(line.guest_id), field, text, by, aware(at))
    answer(session, "asked", note_request(session.workplace.desk(), command))
    session.say("S-72", {"no": str(line.register_no)})


def answer(session: Session, verb: str, outcome: Outcome[tuple[Declaration, ...]]) -> tuple[Declaration, ...]:
    """The versions afterwards, on stdout; warnings on stderr."""
    if not isinstance(outcome, Done):
        raise session.refuse(verb, outcome)
    warnings = session.violations(outcome.warnings)
    versions = [declaration_json(one) for one in outcome.value]
    session.answer(
        verb,
        {"declaration": versions[0], "declarations": versions, "warnings": warnings},
        (f"{one.id}\t{one.state.value}" for one in outcome.value),
    )
    for warning in warnings:
        tell(warning["text"])
    return outcome.value


def lines_of(session: Session, verb: str, ids: list[str]) -> list[GuestLine]:
    reader = session.workplace.desk().reader
    found = []
    for wanted in dict.fromkeys(ids):
        guest_id = reader.find_id(wanted)
        line = reader.line(guest_id) if guest_id else None
        if line is None:
            raise session.fail(verb, "E-92")
        found.append(line)
    return found


def guests_of(session: Session, verb: str, ids: list[str]) -> tuple[GuestId, ...]:
    return tuple(GuestId(line.guest_id) for line in lines_of(session, verb, ids))


def aware(at: datetime | None) -> datetime | None:
    return None if at is None else at.replace(tzinfo=VIETNAM)
