"""The verbs put together, and one place where troubles become exit statuses."""

import sys
from collections.abc import Sequence
from typing import Annotated

import click
import typer

from guestreg.cli import house, machine, paper, sending, stays
from guestreg.cli.answer import Exit, Session
from guestreg.services.workplace import CannotOpen, NotSetUp, Workplace

LANGUAGES = ("vi", "en")


def build(workplace: Workplace) -> typer.Typer:
    """The command line of one workplace."""
    app = typer.Typer(no_args_is_help=True, add_completion=True, pretty_exceptions_enable=False)

    @app.callback()
    def options(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
        lang: Annotated[str, typer.Option(help="vi or en, for sentences.")] = "",
        data: Annotated[str, typer.Option(help="The data folder; stands first.")] = "",
    ) -> None:
        """Record guests, declare their stay to the commune police, keep the ledger, print the register."""
        if data:
            raise typer.BadParameter("--data stands before every other option")
        if lang and lang not in LANGUAGES:
            raise typer.BadParameter("--lang is vi or en")
        context.obj = Session(workplace, as_json, workplace.phrasebook(lang or None))

    app.command("setup")(house.setup)
    app.command("add")(stays.add)
    app.command("list")(stays.list_)
    app.command("find")(stays.find)
    app.command("show")(stays.show)
    app.command("correct")(stays.correct)
    app.command("cancel")(stays.cancel)
    app.command("checkout")(stays.checkout)
    app.command("send")(sending.send)
    app.command("status")(sending.status)
    app.add_typer(paper.print_app, name="print")
    app.command("demo")(sending.demo)
    app.command("simulator")(machine.simulator)
    app.command("doctor")(machine.doctor)
    app.command("paths")(machine.paths)
    return app


def run(workplace: Workplace, arguments: Sequence[str]) -> int:
    """One call; returns the published exit status. `--json` is taken at any place."""
    given = [one for one in arguments if one != "--json"]
    if len(given) != len(arguments):
        given.insert(0, "--json")
    command = typer.main.get_command(build(workplace))
    try:
        ended = command(args=list(given), standalone_mode=False)
    except click.exceptions.Abort:
        return Exit.INTERRUPTED
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except NotSetUp:
        return _say(workplace, "E-90", Exit.REFUSED)
    except CannotOpen as error:
        return _say(workplace, error.code, Exit.ENVIRONMENT)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    return ended if isinstance(ended, int) else Exit.DONE


def _say(workplace: Workplace, code: str, status: Exit) -> int:
    print(workplace.phrasebook().sentence(code), file=sys.stderr)
    return status
