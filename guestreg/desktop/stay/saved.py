"""What is said of a stay just recorded, and how it is taken back while nothing has left. No Qt."""

from collections.abc import Callable
from datetime import datetime

from guestreg.desktop.contract import Navigator, Place, Undo
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.stay.needs import StayKnowledge, StayServices
from guestreg.domain.declaration import Declaration, State
from guestreg.domain.identifiers import GuestId
from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.commands.cancel_stay import CancelStay
from guestreg.services.commands.keep_draft import Draft
from guestreg.services.commands.record_stay import Recorded
from guestreg.services.outcome import Done, Failed, Outcome
from guestreg.services.queries.stay_card import StayCard
from guestreg.services.queries.stay_start import StayStart

UNDO_S = 20


class Recordings:
    """`reopen` brings the form of a stay taken back to the page, before the page comes to the front."""

    def __init__(
        self,
        services: StayServices,
        known: StayKnowledge,
        scope: Scope,
        navigator: Navigator,
        reopen: Callable[[StayStart, Draft], None],
    ) -> None:
        self._services, self._known, self._scope, self._navigator = services, known, scope, navigator
        self._reopen = reopen

    def tell(self, recorded: Recorded, form: Draft) -> None:
        """Back to the first page; there the stay is offered to be taken back while all of it waits."""
        saved = self._known.phrasebook.sentence("S-01", _numbers(recorded))
        seconds = _undo_seconds(recorded.declarations, self._known.clock.now())
        self._navigator.go(Place.TODAY)
        if seconds == 0:
            self._navigator.say(saved)
            return
        ids = tuple(guest.id for guest in recorded.kept.guests)
        self._navigator.offer_undo(Undo(saved, seconds, lambda: self._undo(ids, form), self._services.send_now))

    def _undo(self, ids: tuple[GuestId, ...], form: Draft) -> None:
        command = CancelStay(ids, "undone")
        self._scope.write(
            lambda: (self._services.cancel(command), self._services.start()),
            lambda answer: self._undone(answer[0], answer[1], form),
        )

    def _undone(self, outcome: Outcome[tuple[Declaration, ...]], start: StayStart | None, form: Draft) -> None:
        if not isinstance(outcome, Done) or start is None:
            code, params = (outcome.code, outcome.params) if isinstance(outcome, Failed) else ("E-42", {})
            self._navigator.say(self._known.phrasebook.sentence(code, params))
            return
        self._reopen(start, form)
        self._navigator.go(Place.STAY)
        self._navigator.say(self._known.phrasebook.sentence("S-04"))


def corrected(phrasebook: Phrasebook, recorded: Recorded, card: StayCard) -> str:
    """What became of a correction; where no way takes it by itself, what remains to be done."""
    if recorded.kept == card.kept:
        return phrasebook.sentence("S-52")
    shut = (one.reason for one in recorded.declarations if one.state is State.WINDOW_CLOSED and one.version > 1)
    reason = next((one for one in shut if one is not None), None)
    return phrasebook.sentence("S-05") if reason is None else phrasebook.sentence(reason.code, reason.params)


def _numbers(recorded: Recorded) -> dict[str, str]:
    """How many guests, and their numbers in the register."""
    numbers = [guest.register_no for guest in recorded.kept.guests]
    span = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    return {"n": str(len(numbers)), "numbers": span}


def _undo_seconds(declarations: tuple[Declaration, ...], now: datetime) -> int:
    """How long all of them still wait; 0 when one may leave at once or the person chose to send later."""
    waits = [(one.not_before_at - now).total_seconds() for one in declarations if one.not_before_at is not None]
    if len(waits) < sum(1 for one in declarations if one.wire is not None):
        return 0
    return min(round(min(waits)), UNDO_S) if waits and max(waits) <= UNDO_S else 0
