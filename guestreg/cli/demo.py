"""The verb demo: an evening in a made-up house, from the first guest to an export that was checked.

The checker is given the page code of the printed register, as a reviewer would read it from paper.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from guestreg.cli.answer import Session
from guestreg.cli.house import practice_house
from guestreg.cli.samples import load_samples
from guestreg.cli.sending import counts, drain
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.violation import blocking
from guestreg.ports.bundling import BUNDLE_SUFFIX
from guestreg.ports.settings import LedgerSettings
from guestreg.services.commands.export_ledger import ExportLedger, export_ledger
from guestreg.services.commands.print_register import PrintRegister, print_register
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.outcome import Done, Failed, Refused
from guestreg.services.workplace import NewLedger, Workplace


def demo(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the results.")],
) -> None:
    """The whole job on sample guests against the practice police.  Example: guestreg demo -o results"""
    session: Session = context.obj
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise session.fail("demo", "E-97", {"path": output.name}) from error
    with session.workplace.aside() as workplace:
        content = _play(session, workplace, output.absolute())
    plain = (f"{name}\t{value}" for name, value in content.items() if name != "refused")
    refused = (f"refused\t{one['sample']}\t{one['code']}" for one in content["refused"])
    session.answer("demo", content, (*plain, *refused))


def _play(session: Session, workplace: Workplace, folder: Path) -> dict[str, Any]:
    """An evening in a made-up house of its own, so that nobody's ledger meets the samples."""
    from guestreg.verifier.anchors import typed
    from guestreg.verifier.check import verify

    practice = LedgerSettings("", EndpointKind.PRACTICE)
    began = workplace.begin(NewLedger(practice, {}), practice_house(workplace.resources))
    if not isinstance(began, Done):
        raise session.refuse("demo", began)
    desk = workplace.desk()
    recorded, refused = 0, []
    for name, _, entry in load_samples(workplace.resources, workplace.clock.now()):
        match record_stay(desk, RecordStay(entry)):
            case Done(value):
                recorded += len(value.kept.guests)
            case Refused(violations):
                refused.append({"sample": name, "code": blocking(violations)[0].code})
            case Failed() as failed:
                raise session.refuse("demo", failed)
    drain(workplace, True, 120.0)
    printed = print_register(desk, workplace.papers.register(), PrintRegister(folder / "register.pdf"))
    if not isinstance(printed, Done):
        raise session.refuse("demo", printed)
    command = ExportLedger(folder / f"ledger{BUNDLE_SUFFIX}")
    exported = export_ledger(desk, workplace.papers.register(), workplace.bundling(), command)
    if not isinstance(exported, Done):
        raise session.refuse("demo", exported)
    code, size = printed.value.code.split(" · ")
    return {
        "register_pdf": str(printed.value.path),
        "pages": printed.value.pages,
        "rows": printed.value.rows,
        "recorded": recorded,
        **counts(desk),
        "refused": refused,
        "bundle": str(exported.value.path),
        "verdict": verify(exported.value.path, [typed(f"{size}:{code}")]).verdict,
    }
