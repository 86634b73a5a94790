"""What the form's presenter is given: its view, the verbs, what it may know. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from guestreg.desktop.stay.model import Page
from guestreg.domain.catalogue import Catalogue
from guestreg.domain.declaration import Declaration
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.domain.rules import Rules
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.commands.cancel_stay import CancelStay
from guestreg.services.commands.correct_stay import CorrectStay
from guestreg.services.commands.keep_draft import Draft, Drafts
from guestreg.services.commands.record_stay import Recorded, RecordStay
from guestreg.services.outcome import Outcome
from guestreg.services.queries.stay_card import StayCard
from guestreg.services.queries.stay_start import StayStart


class StayPageView(Protocol):
    """What the presenter asks of its view."""

    def show_page(self, page: Page) -> None: ...

    def show_texts(self, form: Draft, chosen: int) -> None:
        """Put the form's texts into the fields."""
        ...

    def focus_field(self, name: str) -> None: ...

    def focus_scan(self) -> None: ...

    def focus_problems(self) -> None: ...


@dataclass(frozen=True, slots=True)
class StayServices:
    """The verbs and looks of this page, each on the ledger in use. `send_now` ends every wait."""

    start: Callable[[], StayStart | None]
    card: Callable[[GuestId], StayCard | None]
    record: Callable[[RecordStay], Outcome[Recorded]]
    correct: Callable[[CorrectStay], Outcome[Recorded]]
    cancel: Callable[[CancelStay], Outcome[tuple[Declaration, ...]]]
    drafts: Callable[[], Drafts]
    keep: Callable[[Draft], Outcome[None]]
    drop: Callable[[StayId | None], Outcome[None]]
    send_now: Callable[[], None]


@dataclass(frozen=True, slots=True)
class StayKnowledge:
    """What doesn't change while the page lives."""

    clock: Clock
    catalogue: Catalogue
    rules: Rules
    phrasebook: Phrasebook
