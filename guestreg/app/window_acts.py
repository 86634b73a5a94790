"""What the ledger may do for one line beyond reading it, bound to the ledger in use at the moment it asks."""

from datetime import datetime
from pathlib import Path

from guestreg.app.program import Program
from guestreg.desktop.ledger.acts import ActServices
from guestreg.domain.declaration import Declaration
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.services.commands.extend_stay import ExtendStay, extend_stay
from guestreg.services.commands.note_request import NoteRequest, note_request
from guestreg.services.commands.print_proof import PrintProof, print_proof
from guestreg.services.commands.send_again import SendAgain, send_again
from guestreg.services.outcome import Done, Outcome


def line_acts(program: Program) -> ActServices:
    """The verbs on whatever ledger is in use."""

    def extend(stay_id: StayId, until: datetime) -> Outcome[tuple[Declaration, ...]]:
        outcome = extend_stay(program.desk(), ExtendStay(stay_id, until))
        return Done(outcome.value.declarations, outcome.warnings) if isinstance(outcome, Done) else outcome

    def proof(path: Path, guest_id: GuestId) -> Outcome[object]:
        return print_proof(program.desk(), program.papers.leaves(), PrintProof(path, (guest_id,)))

    return ActServices(
        send_again=lambda guest_id: send_again(program.desk(), SendAgain((guest_id,))),
        extend=extend,
        note_request=lambda guest_id, field, text: note_request(program.desk(), NoteRequest(guest_id, field, text)),
        proof=proof,
    )
