"""The verb export: the ledger, or a time of it, as a file that anybody can check."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from guestreg.cli.answer import Session
from guestreg.cli.days import span
from guestreg.cli.usage import Misuse
from guestreg.ports.bundling import BUNDLE_SUFFIX
from guestreg.services.commands.export_ledger import ExportLedger, export_ledger
from guestreg.services.outcome import Done


def export(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="The .luutru file to write.")],
    from_: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    to: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
) -> None:
    """The ledger with its proofs, for the police.  Example: guestreg export -o so.luutru --from 2026-11-01"""
    session: Session = context.obj
    if output.suffix.lower() != BUNDLE_SUFFIX:
        raise Misuse("usage_luutru")
    workplace = session.workplace
    command = ExportLedger(output.absolute(), *span(from_, to))
    outcome = export_ledger(workplace.desk(), workplace.papers.register(), workplace.bundling(), command)
    if not isinstance(outcome, Done):
        raise session.refuse("export", outcome)
    done, head = outcome.value, outcome.value.head.checkpoint
    content = {
        "path": str(done.path),
        "entries": done.entries,
        "rows": done.rows,
        "head": {"origin": head.origin, "size": head.size, "root": head.root.hex(), "code": done.code},
    }
    session.answer("export", content, (f"{done.path}\t{done.entries}\t{done.code}",))
    session.say("S-110", {"n": str(done.entries), "path": done.path.name})
    session.say("S-111", {"code": done.code})
