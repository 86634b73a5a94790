"""The file road at the command line: packs for the police, and their acknowledgement."""

from datetime import datetime
from pathlib import Path
from typing import Any

import typer

from guestreg.cli.answer import Exit, Session, tell
from guestreg.cli.listing import instant
from guestreg.domain.dates import local
from guestreg.domain.pack import MOST_BYTES
from guestreg.ports.packing import Packing
from guestreg.ports.reading import GuestLine
from guestreg.services.commands.take_acknowledgement import take_acknowledgement
from guestreg.services.commands.write_pack import WritePack, write_pack
from guestreg.services.outcome import Done


def write_packs(session: Session, packing: Packing, folder: Path) -> None:
    """For the verb files where the endpoint takes packs."""
    outcome = write_pack(session.workplace.desk(), packing, WritePack(folder))
    if not isinstance(outcome, Done):
        raise session.refuse("files", outcome)
    keys = {key for one in outcome.value for key in one.keys}
    lines = {f"{line.declaration_id}.{line.version}": line for line in session.workplace.desk().reader.open_lines()}
    earlier = [(lines[key], told) for one in outcome.value for key, told in one.earlier if key in lines]
    left = [line for key, line in lines.items() if key not in keys and line.reason is not None]
    texts = [session.phrases.sentence(line.reason.said_as, line.reason.params) for line in left if line.reason]
    content = {
        "files": [{"path": str(one.path), "kind": "pack", "rows": len(one.keys)} for one in outcome.value],
        "refused": [
            {**whose(line), "code": line.reason.code, "field": "", "text": text}
            for line, text in zip(left, texts, strict=True)
            if line.reason
        ],
        "already": [{**whose(line), "file": told.facts["file"], "at": instant(told.at)} for line, told in earlier],
    }
    session.answer("files", content, (str(one.path) for one in outcome.value))
    for line, text in zip(left, texts, strict=True):
        tell(f"{line.register_no}. {text}")
    for line, told in earlier:
        say_already(session, line, told.facts["file"], told.at)
    if left and not outcome.value:
        raise typer.Exit(Exit.REFUSED)
    session.say("S-90" if outcome.value else "S-63")


def whose(line: GuestLine) -> dict[str, Any]:
    return {"guest_id": line.guest_id, "register_no": line.register_no}


def say_already(session: Session, line: GuestLine, file: str, at: datetime) -> None:
    """That an earlier file holds her as she is now."""
    when = local(at).strftime("%H:%M %d/%m/%Y")
    session.say("S-81", {"no": str(line.register_no), "file": file, "at": when})


def take_answer(session: Session, file: Path) -> None:
    """For the verb reconcile and a .luutru-nhan."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise session.fail("reconcile", "E-131", {"path": file.name}) from error
    outcome = take_acknowledgement(session.workplace.desk(), session.workplace.packing(), data)
    if not isinstance(outcome, Done):
        raise session.refuse("reconcile", outcome)
    taken = outcome.value
    content = {
        "confirmed": list(taken.confirmed),
        "returned": list(taken.returned),
        "unchanged": list(taken.unchanged),
    }
    session.answer("reconcile", content, (f"{what}\t{key}" for what, keys in content.items() for key in keys))
    if taken.confirmed or taken.returned:
        session.say("S-91", {"n": str(len(taken.confirmed)), "returned": str(len(taken.returned))})
    else:
        session.say("S-84")
