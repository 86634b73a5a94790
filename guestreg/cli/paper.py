"""Verbs that make paper: print register."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from guestreg.cli.answer import Session
from guestreg.cli.days import span
from guestreg.services.commands.print_register import PrintRegister, print_register
from guestreg.services.outcome import Done

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
    if output.suffix.lower() != ".pdf":
        raise typer.BadParameter("-o takes the name of a PDF, like so.pdf")
    command = PrintRegister(output.absolute(), volume, *span(from_, to))
    outcome = print_register(session.workplace.desk(), session.workplace.renderer(), command)
    if not isinstance(outcome, Done):
        raise session.refuse("print", outcome)
    done = outcome.value
    session.answer(
        "print", {"path": str(done.path), "pages": done.pages, "rows": done.rows}, (f"{done.path}\t{done.pages}",)
    )
