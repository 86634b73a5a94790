"""The whole command line as typer knows it: every verb, its options, its help. Loaded by `command` when needed."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from guestreg.cli import (
    demo,
    export,
    files,
    hand_over,
    house,
    machine,
    paper,
    reconcile,
    sending,
    set_up_file,
    stays,
    verify,
)
from guestreg.cli.answer import Exit, Session, say_failed
from guestreg.cli.receiver import receiver_app
from guestreg.cli.usage import LANGUAGES, Misuse, language_of, usage_words


def call(session: Session, arguments: Sequence[str]) -> int:
    """Do what the arguments say; returns the exit status. Troubles of the work itself are raised."""
    session.lang = language_of(arguments)
    try:
        command = typer.main.get_command(build(session))
        ended = command(args=list(arguments), prog_name="guestreg", standalone_mode=False)
    except typer.Abort:
        return Exit.INTERRUPTED
    except typer.TyperException as error:
        _say_usage(session, error)
        return Exit.USAGE
    except SystemExit as gone:
        raise BrokenPipeError from gone  # typer leaves only so when nobody reads any more
    return ended if isinstance(ended, int) else Exit.DONE


def build(session: Session) -> typer.Typer:
    """The command line of one call."""
    app = typer.Typer(add_completion=True, pretty_exceptions_enable=False)

    @app.callback()
    def options(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, at any place.")] = False,
        lang: Annotated[str, typer.Option(help="vi or en, for sentences.")] = "",
        data: Annotated[str, typer.Option(help="The data folder; stands first.")] = "",
    ) -> None:
        """Record guests, declare their stay to the commune police, keep the ledger, print the register."""
        session.as_json = as_json
        session.verb = context.invoked_subcommand or ""
        if data:
            raise Misuse("usage_data_first")
        if lang and lang not in LANGUAGES:
            raise Misuse("usage_lang")
        context.obj = session

    app.command("setup")(house.setup)
    app.command("enrol")(set_up_file.enrol_)
    app.command("redirect")(set_up_file.redirect_)
    app.command("add")(stays.add)
    app.command("list")(stays.list_)
    app.command("find")(stays.find)
    app.command("show")(stays.show)
    app.command("correct")(stays.correct)
    app.command("cancel")(stays.cancel)
    app.command("checkout")(stays.checkout)
    app.command("extend")(stays.extend)
    app.command("send")(sending.send)
    app.command("status")(sending.status)
    app.add_typer(paper.print_app, name="print")
    app.command("export")(export.export)
    app.command("verify")(verify.verify)
    app.command("files")(files.files)
    app.command("hand-over")(hand_over.hand_over_)
    app.command("resend")(hand_over.resend)
    app.command("already")(hand_over.already)
    app.command("asked")(hand_over.asked)
    app.command("reconcile")(reconcile.reconcile_)
    app.command("demo")(demo.demo)
    app.command("simulator")(machine.simulator)
    app.add_typer(receiver_app, name="receiver")
    app.command("doctor")(machine.doctor)
    app.command("paths")(machine.paths)
    app.command("catalogues")(machine.catalogues)
    return app


def _say_usage(session: Session, error: typer.TyperException) -> None:
    detail = usage_words(error, session.phrases)
    say_failed(session.verb, "E-134", session.phrases.sentence("E-134", {"detail": detail}), as_json=session.as_json)
    context = getattr(error, "ctx", None)
    print(f"{context.command_path if context else 'guestreg'} --help", file=sys.stderr)
