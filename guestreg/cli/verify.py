"""The verb verify: the independent checker over one file or many, with the published exit status."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guestreg.cli.answer import Exit, Session
from guestreg.cli.usage import Misuse

if TYPE_CHECKING:
    from guestreg.verifier.anchors import Outside
    from guestreg.verifier.report import Report

_SAID = {
    "complete": "S-100",
    "unchanged": "S-101",
    "parts_missing": "S-102",
    "changed": "S-103",
    "cannot_tell": "S-104",
}
"""From the best verdict to the worst."""
_GOOD = ("complete", "unchanged")
_WORST = list(_SAID)


def verify(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The .luutru files.")],
    anchor: Annotated[list[str] | None, typer.Option(help="SIZE:CODE of a printed page, as often as needed.")] = None,
    receipts: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="A folder of receipts the police hold.")
    ] = None,
) -> None:
    """Whether a ledger was changed.  Example: guestreg verify so.luutru --anchor 412:0FAC-2D1C-7FB5-2207"""
    from guestreg.verifier.anchors import held  # the signatures' library is not for every verb
    from guestreg.verifier.check import verify as check

    session: Session = context.obj
    outside = [*_typed(anchor or ()), *(held(receipts) if receipts else ())]
    reports = [check(file, outside) for file in files]
    worst = max(reports, key=lambda one: _WORST.index(one.verdict))
    lang = session.phrases.language
    content = {**worst.as_data(lang), "files": [one.as_data(lang) for one in reports]}
    session.answer("verify", content, [line for one in reports for line in _lines(one, lang)])
    for one in reports:
        _tell(session, one)
    if any(one.verdict not in _GOOD for one in reports):
        raise typer.Exit(Exit.VERIFICATION)


def _typed(codes: list[str] | tuple[()]) -> "list[Outside]":
    from guestreg.verifier.anchors import typed

    try:
        return [typed(code) for code in codes]
    except ValueError:
        raise Misuse("usage_anchor") from None


def _lines(report: "Report", lang: str) -> list[str]:
    """Verdict and file; below it what was found."""
    found: list[dict[str, Any]] = report.as_data(lang)["findings"]
    told = [f"\t{one['seq'] or '-'}\t{one['class']}\t{_plain(one['place'])}\t{one['text']}" for one in found]
    return [f"{report.verdict}\t{_plain(report.file)}", *told]


def _plain(text: str) -> str:
    """Names out of a stranger's file, without what a terminal could take for an order."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def _tell(session: Session, report: "Report") -> None:
    session.say(_SAID[report.verdict], {"file": report.file})
    first = report.first_bad
    if report.verdict == "changed" and first is not None:
        if first.seq is None:
            session.say("S-106", {"place": first.place})
        else:
            session.say("S-105", {"n": str(first.seq)})
    if report.uncovered is not None and report.uncovered["entries"]:
        session.say("S-107", {"n": str(report.uncovered["entries"]), "hours": str(report.uncovered["hours"])})
