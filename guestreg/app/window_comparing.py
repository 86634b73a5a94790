"""What *Đối chiếu* may ask, bound to the ledger in use at the moment it asks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from guestreg.app.program import Program
from guestreg.desktop.comparing.presenter import ComparingServices
from guestreg.domain.dates import local
from guestreg.domain.declaration import State
from guestreg.domain.pack import MOST_BYTES
from guestreg.ports.reader import ListColumns, PortalList
from guestreg.ports.reading import GuestLine
from guestreg.services.commands.note_count import NoteCount, note_count
from guestreg.services.commands.note_seen import SEEABLE, NoteSeen, note_seen
from guestreg.services.commands.reconcile import preview, reconcile
from guestreg.services.commands.send_again import SendAgain, send_again
from guestreg.services.commands.take_acknowledgement import TakenIn, take_acknowledgement
from guestreg.services.list_columns import keep_columns, kept_columns
from guestreg.services.outcome import Failed, Outcome

LOOKED_BACK = timedelta(days=7)
"""How far back guests are offered to be looked for by eye."""


def comparing_services(program: Program) -> ComparingServices:
    """The verbs on whatever ledger is in use."""

    def unproven() -> tuple[GuestLine, ...]:
        reader = program.reader()
        told = reader.told_since(program.clock.now() - LOOKED_BACK)
        open_ones = (line for line in reader.open_lines() if line.state in SEEABLE)
        return (*open_ones, *(line for line in told if line.state in SEEABLE and line.state is not State.CONFIRMED))

    def read(path: Path, columns: ListColumns | None) -> PortalList:
        return program.list_reader().read(path, columns or kept_columns(program.settings))

    def count(number: int) -> Outcome[int]:
        today = local(program.clock.now()).date()
        return note_count(program.desk(), NoteCount(number, today, today))

    def answer(path: Path) -> Outcome[TakenIn]:
        try:
            with path.open("rb") as opened:
                data = opened.read(MOST_BYTES + 1)
        except OSError:
            return Failed("E-131", {"path": path.name})
        return take_acknowledgement(program.desk(), program.packing(), data)

    return ComparingServices(
        unproven=unproven,
        read=read,
        made_at=lambda path: datetime.fromtimestamp(path.stat().st_mtime, UTC),
        keep_columns=lambda columns: keep_columns(program, columns),
        preview=lambda command: preview(program.desk(), command),
        reconcile=lambda command: reconcile(program.desk(), command),
        seen=lambda guest_id: note_seen(program.desk(), NoteSeen((guest_id,))),
        send_again=lambda guests: send_again(program.desk(), SendAgain(guests)),
        note_count=count,
        take_answer=answer,
    )
