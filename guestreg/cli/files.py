"""The verb files: what the owner uploads to the portal herself."""

from pathlib import Path
from typing import Annotated

import typer

from guestreg.cli.answer import Exit, Session, tell
from guestreg.cli.listing import instant
from guestreg.cli.packs import say_already, whose, write_packs
from guestreg.services.commands.write_files import WriteFiles, write_files
from guestreg.services.outcome import Done


def files(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the files; made if it isn't there.")],
    template: Annotated[
        list[Path] | None, typer.Option(help="The portal's own empty sheet, to be filled; may be given twice.")
    ] = None,
    xml: Annotated[bool, typer.Option("--xml", help="Foreigners as XML instead of a sheet.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Also those who are in an earlier file.")] = False,
) -> None:
    """Upload sheets and XML, or a pack, for who is not reported yet.  Example: guestreg files -o upload"""
    session: Session = context.obj
    packing = session.workplace.packing()
    if packing is not None:
        write_packs(session, packing, output.absolute())
        return
    command = WriteFiles(output.absolute(), tuple(one.absolute() for one in template or ()), xml, again=again)
    outcome = write_files(session.workplace.desk(), session.workplace.papers.exporter(), command)
    if not isinstance(outcome, Done):
        raise session.refuse("files", outcome)
    done = outcome.value
    texts = session.violations(one.violation for one in done.refused)
    content = {
        "files": [{"path": str(one.path), "kind": one.kind.value, "rows": len(one.keys)} for one in done.files],
        "refused": [
            {**whose(one.line), "code": text["code"], "field": text["field"], "text": text["text"]}
            for one, text in zip(done.refused, texts, strict=True)
        ],
        "already": [{**whose(one.line), "file": one.file, "at": instant(one.at)} for one in done.already],
    }
    session.answer("files", content, (f"{one.path}\t{one.kind.value}\t{len(one.keys)}" for one in done.files))
    for one, text in zip(done.refused, texts, strict=True):
        tell(f"{one.line.register_no}. {text['text']} [{text['code']}]")
    for held in done.already:
        say_already(session, held.line, held.file, held.at)
    if done.already:
        session.say("S-82", {"n": str(len(done.already))})
    if done.files:
        session.say("S-62")
    elif done.refused and not done.already:
        raise typer.Exit(Exit.REFUSED)
    elif not done.already:
        session.say("S-63")
