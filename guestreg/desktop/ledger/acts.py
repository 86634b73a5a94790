"""What else can be done for a line: tell another way, stay longer, note what the police ask, keep the proof.

The strip's verbs come here; each says what became of it and leads on where a person has the next step. No Qt, no words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Protocol

from guestreg.desktop.contract import Navigator, Place
from guestreg.desktop.kit.lanes import Scope
from guestreg.domain.dates import TypedDate, at_local, local, moment_text, typed_date, typed_time
from guestreg.domain.declaration import Declaration, State
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.ports.clock import Clock
from guestreg.ports.reading import GuestLine
from guestreg.services.outcome import Done, Outcome, Refused


class ActsPage(Protocol):
    def show_trouble(self, code: str, params: dict[str, str]) -> None: ...

    def said(self, code: str, params: dict[str, str]) -> str:
        """The sentence of a piece of good news."""
        ...

    def stored_words(self, path: Path) -> str: ...


@dataclass(frozen=True, slots=True)
class ActServices:
    """`extend` and `note_request` give the versions as they stand then."""

    send_again: Callable[[GuestId], Outcome[object]]
    extend: Callable[[StayId, datetime], Outcome[tuple[Declaration, ...]]]
    note_request: Callable[[GuestId, str, str], Outcome[object]]
    proof: Callable[[Path, GuestId], Outcome[object]]


class LineActs:
    """The verbs of one line in hand."""

    def __init__(self, page: ActsPage, services: ActServices, clock: Clock, scope: Scope, navigator: Navigator) -> None:
        self._page, self._services, self._clock = page, services, clock
        self._scope, self._navigator = scope, navigator

    def tell(self, line: GuestLine) -> None:
        self._navigator.go(Place.TELLING, line.guest_id)

    def send_again(self, line: GuestLine) -> None:
        """Over the wire, with the same bytes; what was told another way stays in the history."""
        self._scope.write(
            lambda: self._services.send_again(line.guest_id), lambda outcome: self._done(outcome, "S-71", {"n": "1"})
        )

    def extend(self, line: GuestLine, day: str, clock: str) -> None:
        """Until the typed day and time."""
        read, wall = typed_date(day, local(self._clock.now()).date(), ahead=True), typed_time(clock)
        if not isinstance(read, TypedDate) or not isinstance(wall, time):
            self._page.show_trouble("E-58", {})
            return
        until = at_local(read.date, wall)
        self._scope.write(
            lambda: self._services.extend(line.stay_id, until), lambda outcome: self._extended(outcome, until)
        )

    def note_request(self, line: GuestLine, field: str, text: str) -> None:
        """The police ask for a correction of what they were told."""
        number = {"no": str(line.register_no)}
        self._scope.write(
            lambda: self._services.note_request(line.guest_id, field, text),
            lambda outcome: self._done(outcome, "S-72", number),
        )

    def store_proof(self, line: GuestLine, path: Path) -> None:
        def stored(outcome: Outcome[object]) -> None:
            if isinstance(outcome, Done):
                self._navigator.say(self._page.stored_words(path))
            else:
                self._done(outcome, "", {})

        self._scope.write(lambda: self._services.proof(path, line.guest_id), stored)

    # -- inside

    def _extended(self, outcome: Outcome[tuple[Declaration, ...]], until: datetime) -> None:
        if isinstance(outcome, Done):
            by_hand = tuple(one.guest_id for one in outcome.value if one.state is State.WINDOW_CLOSED)
            if by_hand:
                self._navigator.go(Place.TELLING, by_hand)
        self._done(outcome, "S-08", {"until": moment_text(until)})

    def _done(self, outcome: Outcome[object], code: str, params: dict[str, str]) -> None:
        if isinstance(outcome, Done):
            self._navigator.say(self._page.said(code, params))
            return
        one = outcome.violations[0] if isinstance(outcome, Refused) else outcome
        self._page.show_trouble(one.code, dict(one.params))
