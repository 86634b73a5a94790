"""Print the proof of sending: a page for each guest asked for. Only a signed receipt is called one of the police."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from guestreg.domain.dates import local
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.identifiers import GuestId
from guestreg.domain.ledger import EntryKind
from guestreg.ports.leaf import LeafRenderer
from guestreg.services.commands.print_register import Printed
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, failure_of
from guestreg.services.proof_leaf import proof_leaf
from guestreg.services.queries.proof import Proof, proof


@dataclass(frozen=True, slots=True)
class PrintProof:
    """`guests` in the order of the pages."""

    target: Path
    guests: tuple[GuestId, ...]


def print_proof(desk: Desk, renderer: LeafRenderer, command: PrintProof) -> Outcome[Printed]:
    """Failed E-92 when none of them is in the book. The print becomes an entry of the ledger."""
    try:
        found = [one for guest_id in command.guests if (one := proof(desk, guest_id)) is not None]
        if not found:
            return Failed("E-92")
        words = renderer.words("proof")
        foot, marks = foot_and_marks(desk, renderer)
        leaves = [proof_leaf(one, words, foot, marks) for one in found]
        pages = renderer.render(words["title"], leaves, command.target)
        note_print(desk, "proof", len(found), pages)
    except TROUBLES as error:
        return failure_of(error)
    except OSError:
        return Failed("E-97", {"path": command.target.name})
    return Done(Printed(command.target, pages, len(found)))


def foot_and_marks(desk: Desk, renderer: LeafRenderer) -> tuple[str, tuple[str, ...]]:
    """What stands on every leaf: when printed and by what, and that it is practice."""
    words = renderer.words("leaf")
    foot = words["printed"].format(at=local(desk.clock.now()).strftime("%H:%M %d/%m/%Y"), program=desk.program)
    return foot, (words["practice"],) if desk.terms.kind is EndpointKind.PRACTICE else ()


def note_print(desk: Desk, view: str, rows: int, pages: int) -> None:
    """The entry of the ledger that says what was printed."""
    with desk.store.unit_of_work() as uow:
        desk.journal.record(uow, EntryKind.PRINTED, facts={"view": view, "rows": rows, "pages": pages})
        uow.commit()


def proofs(desk: Desk, guests: Iterable[GuestId]) -> tuple[Proof, ...]:
    """The same as values, for those who want no paper."""
    return tuple(one for guest_id in guests if (one := proof(desk, guest_id)) is not None)
