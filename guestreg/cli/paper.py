"""Verbs that make paper: print register, proof, phone-sheet."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from guestreg.cli.answer import Session
from guestreg.cli.days import span
from guestreg.cli.proof_json import proof_json
from guestreg.cli.usage import Misuse
from guestreg.domain.identifiers import GuestId
from guestreg.ports.reading import LineFilter
from guestreg.services.commands.print_phone_sheet import PrintPhoneSheet, print_phone_sheet
from guestreg.services.commands.print_proof import PrintProof, print_proof, proofs
from guestreg.services.commands.print_register import Printed, PrintRegister, print_register
from guestreg.services.outcome import Done, Outcome

print_app = typer.Typer(help="Make paper.")


@print_app.command("register")
def register(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write.")],
    from_: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    to: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
    volume: Annotated[int | None, typer.Option(help="The open one if left out.")] = None,
) -> None:
    """The register (ĐK14).  Example: guestreg print register -o so.pdf"""
    session: Session = context.obj
    command = PrintRegister(_pdf(output), volume, *span(from_, to))
    _answer(session, print_register(session.workplace.desk(), session.workplace.papers.register(), command))


@print_app.command("proof")
def proof(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF or JSON file to write.")],
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Guests; else the arrivals asked.")] = None,
    from_: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    to: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
) -> None:
    """What was sent, when, to whom, and the answer, a page a guest.  Example: guestreg print proof 58 -o proof.pdf"""
    session: Session = context.obj
    desk = session.workplace.desk()
    if ids:
        guests = _guests(session, ids)
    elif from_ or to:
        first, last = span(from_, to)
        lines = desk.reader.by_ids(desk.reader.ids(LineFilter(arrival_from=first, arrival_to=last)))
        guests = tuple(line.guest_id for line in reversed(lines))
    else:
        raise Misuse("usage_whom")
    if output.suffix.lower() == ".json":
        _write_json(session, output.absolute(), guests)
        return
    command = PrintProof(_pdf(output), guests)
    _answer(session, print_proof(desk, session.workplace.papers.leaves(), command))


@print_app.command("phone-sheet")
def phone_sheet(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write.")],
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Guests; else all still to tell.")] = None,
) -> None:
    """The sheet to read out to the police.  Example: guestreg print phone-sheet -o call.pdf"""
    session: Session = context.obj
    command = PrintPhoneSheet(_pdf(output), _guests(session, ids or []))
    _answer(session, print_phone_sheet(session.workplace.desk(), session.workplace.papers.leaves(), command))


def _pdf(output: Path) -> Path:
    if output.suffix.lower() != ".pdf":
        raise Misuse("usage_pdf")
    return output.absolute()


def _guests(session: Session, ids: list[str]) -> tuple[GuestId, ...]:
    found = [session.workplace.desk().reader.find_id(one) for one in ids]
    if None in found:
        raise session.fail("print", "E-92")
    return tuple(one for one in found if one is not None)


def _write_json(session: Session, target: Path, guests: tuple[GuestId, ...]) -> None:
    found = proofs(session.workplace.desk(), guests)
    if not found:
        raise session.fail("print", "E-92")
    content = {"schema": "guestreg.proof/1", "proofs": [proof_json(one) for one in found]}
    try:
        session.workplace.papers.write_file(target, json.dumps(content, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise session.fail("print", "E-97", {"path": target.name}) from error
    session.answer("print", {"path": str(target), "rows": len(found)}, (str(target),))


def _answer(session: Session, outcome: Outcome[Printed]) -> None:
    if not isinstance(outcome, Done):
        raise session.refuse("print", outcome)
    done = outcome.value
    session.answer(
        "print", {"path": str(done.path), "pages": done.pages, "rows": done.rows}, (f"{done.path}\t{done.pages}",)
    )
