"""The verbs put together, and one place where troubles become exit statuses."""

import io
import logging
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from guestreg.cli import house, machine, paper, sending, stays
from guestreg.cli.answer import Exit, Session
from guestreg.cli.troubles import BUG, code_and_status
from guestreg.services.workplace import Workplace

LANGUAGES = ("vi", "en")
_log = logging.getLogger(__name__)


def build(session: Session) -> typer.Typer:
    """The command line of one call."""
    app = typer.Typer(no_args_is_help=True, add_completion=True, pretty_exceptions_enable=False)

    @app.callback()
    def options(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, at any place.")] = False,
        lang: Annotated[str, typer.Option(help="vi or en, for sentences.")] = "",
        data: Annotated[str, typer.Option(help="The data folder; stands first.")] = "",
    ) -> None:
        """Record guests, declare their stay to the commune police, keep the ledger, print the register."""
        if data:
            raise typer.BadParameter("--data stands before every other option")
        if lang and lang not in LANGUAGES:
            raise typer.BadParameter("--lang is vi or en")
        if lang:
            session.phrases = session.workplace.phrasebook(lang)
        session.as_json = as_json
        session.verb = context.invoked_subcommand or ""
        context.obj = session

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
    _speak_utf8()
    given = [one for one in arguments if one != "--json"]
    if len(given) != len(arguments):
        given.insert(0, "--json")
    session: Session | None = None
    try:
        session = Session(workplace, "--json" in given, workplace.phrasebook())
        ended = typer.main.get_command(build(session))(args=given, prog_name="guestreg", standalone_mode=False)
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        return Exit.INTERRUPTED
    except typer.TyperException as error:
        _say_usage(error)
        return Exit.USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever ends a verb ends in a status and a sentence
        return _trouble(session, error)
    return ended if isinstance(ended, int) else Exit.DONE


def _speak_utf8() -> None:
    """In any locale; what is no Unicode leaves as an escape, which in JSON is what it was."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _say_usage(error: typer.TyperException) -> None:
    show = getattr(error, "show", None)
    if show is None:
        print(error.format_message(), file=sys.stderr)
    else:
        show()


def _trouble(session: Session | None, error: Exception) -> int:
    code, status = code_and_status(error)
    where = ""
    if code == BUG:
        from guestreg.outbox.worker import code_of

        _log.error("bug", exc_info=error, extra={"code": code})
        where = code_of(error)
    if session is None:
        print(f"{code} {where}".strip(), file=sys.stderr)
    else:
        session.fail(session.verb, code, where=where)
    return status
