"""Export the ledger, or a time of it, as a `.luutru` that anybody can check: entries, signed heads, receipts, register.

One transaction says that it is exported and signs the head; that entry is in the file whenever its day is asked for.
What is written then is the ledger up to that head, whatever is saved meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from guestreg.domain.dates import local
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.establishment import Establishment
from guestreg.domain.ledger import EntryKind, instant, page_code
from guestreg.ports.bundling import Bundle, Bundling
from guestreg.ports.events import LedgerChanged
from guestreg.ports.reading import RegisterLine
from guestreg.ports.renderer import CELLS, PageStamp, RegisterHead, RegisterRenderer, RegisterRow
from guestreg.ports.secrets import SecretsUnavailable
from guestreg.ports.store import Volume
from guestreg.ports.trust import KeptHead, Why
from guestreg.services.commands.print_register import PRINTED_AT, register_head, register_rows
from guestreg.services.desk import Desk
from guestreg.services.ledger_span import LedgerSpan, entries, find_span, receipts, signed_heads, tied
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, failure_of

NOTHING, NO_KEY = "E-260", "E-261"


@dataclass(frozen=True, slots=True)
class ExportLedger:
    """Vietnam days on which entries were made, both included; None without bound. The folder must exist."""

    target: Path
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """`entries` are those in the file; `head` is the newest signed one, that of the page code on its register."""

    path: Path
    entries: int
    rows: int
    head: KeptHead

    @property
    def code(self) -> str:
        return page_code(self.head.checkpoint.root, self.head.checkpoint.size)


class _Chosen(NamedTuple):
    """What the first transaction settled."""

    house: Establishment
    volumes: tuple[Volume, ...]
    """Those of which a line is in the file, or the open one."""
    head: KeptHead
    span: LedgerSpan
    ties: dict[str, Any]
    lines: tuple[RegisterLine, ...]


def export_ledger(
    desk: Desk, renderer: RegisterRenderer, bundling: Bundling, command: ExportLedger
) -> Outcome[Exported]:
    """Failed E-260 when the ledger began later, E-261 when this computer's key can't sign, E-97 when the file can't
    be written: nobody has one then, though an entry may say that it was asked for."""
    try:
        chosen = _choose(desk, command)
        if isinstance(chosen, Failed):
            return chosen
        desk.events.publish(LedgerChanged())
        with TemporaryDirectory(prefix=".guestreg-", dir=command.target.parent) as folder:
            bundle = _bundle(desk, renderer, bundling, command, chosen, Path(folder) / "register.pdf")
            bundling.write(bundle, command.target)
    except SecretsUnavailable:
        return Failed(NO_KEY)
    except TROUBLES as error:
        return failure_of(error)
    except OSError:
        return Failed("E-97", {"path": command.target.name})
    return Done(Exported(command.target, chosen.span.entries, len(chosen.lines), chosen.head))


def _choose(desk: Desk, command: ExportLedger) -> _Chosen | Failed:
    with desk.store.unit_of_work() as uow:
        house = uow.house.establishment()
        if house is None:
            return Failed("E-90")
        desk.journal.record(uow, EntryKind.EXPORTED, facts={"view": "luutru", **_asked(command)})
        head = desk.journal.note_head(uow, Why.EXPORTED)
        if head is None:
            return Failed(NO_KEY)
        span = find_span(uow, command.from_on, command.to_on)
        if span is None:
            return Failed(NOTHING)
        ties = tied(uow, span, head.checkpoint.size)
        volumes = uow.house.volumes()
        # Nobody saves while the write lane is ours: these are the lines of that very ledger.
        lines = tuple(
            line
            for volume in volumes
            for line in desk.reader.register(volume.number, None, None)
            if line.line.declaration_id in span.declarations
        )
        uow.commit()
    used = {one.line.volume for one in lines}
    return _Chosen(house, tuple(one for one in volumes if one.number in used) or volumes[-1:], head, span, ties, lines)


def _bundle(
    desk: Desk, renderer: RegisterRenderer, bundling: Bundling, command: ExportLedger, chosen: _Chosen, paper: Path
) -> Bundle:
    """The register is on paper when this returns; the rest is read while it is written."""
    now, span, head = desk.clock.now(), chosen.span, chosen.head
    rows = register_rows(desk, chosen.lines, renderer.cell_words)
    code = page_code(head.checkpoint.root, head.checkpoint.size)
    stamp = PageStamp(local(now).strftime(PRINTED_AT), code, desk.terms.kind is EndpointKind.PRACTICE)
    renderer.render(_paper_head(desk, chosen), _on_paper(chosen, rows), stamp, paper)
    manifest = {
        "app": desk.program.rpartition("/")[2],
        **chosen.ties,
        "counts": span.counts,
        "house": {"code": chosen.house.establishment_code},
        "ledger": desk.store.ledger_id,
        "made_at": instant(now),
        "range": {"first": span.first, "last": span.last, **_asked(command)},
    }
    keys = {
        "authority": list(bundling.authority),
        "device": [{"epoch": epoch, "vkey": key} for epoch, key in sorted(span.devices.items())],
        "rotations": list(bundling.rotations),
        "v": 1,
    }
    origin = head.checkpoint.origin
    return Bundle(
        manifest=manifest,
        entries=entries(desk.store, span),
        checkpoints=signed_heads(desk.store, span, head),
        receipts=receipts(desk.store, span),
        keys=keys,
        rows=[_cells(line, row) for line, row in zip(chosen.lines, rows, strict=True)],
        register=paper,
        origin=origin,
        sign=partial(bundling.sign, origin),
    )


def _asked(command: ExportLedger) -> dict[str, str | None]:
    days = {"from": command.from_on, "to": command.to_on}
    return {name: None if day is None else day.isoformat() for name, day in days.items()}


def _paper_head(desk: Desk, chosen: _Chosen) -> RegisterHead:
    """Of the newest volume, from the day the oldest began."""
    oldest, newest = chosen.volumes[0], chosen.volumes[-1]
    return register_head(desk, chosen.house, newest._replace(from_on=oldest.from_on), chosen.lines)


def _on_paper(chosen: _Chosen, rows: Sequence[RegisterRow]) -> Sequence[RegisterRow]:
    """Lines of several volumes say which is theirs."""
    if len(chosen.volumes) == 1:
        return rows
    both = zip(chosen.lines, rows, strict=True)
    return tuple(replace(row, number=f"{one.line.volume}/{row.number}") for one, row in both)


def _cells(line: RegisterLine, row: RegisterRow) -> tuple[str, ...]:
    """Volume, the thirteen cells, and the version that an entry names."""
    version = f"{line.line.declaration_id}.{line.line.version}"
    return (str(line.line.volume), *(getattr(row, name) for name in CELLS), version)
