"""Reads tonight and does what its buttons say. No Qt, no words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from guestreg.desktop.contract import Navigator, Place, Undo
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.today.model import Notice, TodayModel, Unfinished, model_of
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.services.outcome import Failed, Outcome
from guestreg.services.queries.today import Today

if TYPE_CHECKING:
    from guestreg.services.commands.keep_draft import Draft, Drafts

UNDO_S = 20


class TodayPage(Protocol):
    def show_today(self, model: TodayModel) -> None: ...

    def show_unfinished(self, form: Unfinished | None) -> None: ...


class DraftServices(NamedTuple):
    """What was typed and not recorded. `kept` is None until the book is open for writing."""

    kept: Callable[[], Drafts | None]
    keep: Callable[[Draft], Outcome[None]]
    drop: Callable[[StayId | None], Outcome[None]]


class TodayServices(NamedTuple):
    """`sent_to` (None in practice) and `police_phone` are read anew each time: house and endpoint can change."""

    today: Callable[[], Today]
    sent_to: Callable[[], str | None]
    police_phone: Callable[[], str]
    send_now: Callable[[], None]
    drafts: DraftServices
    sentence: Callable[[str], str]


class TodayPresenter:
    """A `contract.Presenter`."""

    def __init__(self, page: TodayPage, services: TodayServices, scope: Scope, navigator: Navigator) -> None:
        self._page, self._services, self._scope, self._navigator = page, services, scope, navigator
        self._model: TodayModel | None = None
        self._draft: Draft | None = None

    def open(self, target: object = None) -> None:
        self.refresh()

    def refresh(self) -> None:
        self._scope.read(self._load, self._show, topic="today")
        # Behind the draft that the page just left still writes.
        self._scope.write(self._services.drafts.kept, self._show_drafts)

    def close(self) -> None:
        self._scope.close()

    def press_banner(self) -> None:
        """The banner's one button."""
        if self._model is None:
            return
        match self._model.notice:
            case Notice.HELD | Notice.OTHER_WAY | Notice.TO_CORRECT:
                self._navigator.go(Place.OUTBOX)
            case Notice.DONE | Notice.NOBODY:
                self._navigator.go(Place.STAY)
            case _ if not self._model.by_itself:
                self._navigator.go(Place.OUTBOX)
            case _:
                self._scope.write(self._services.send_now, lambda _nothing: self.refresh())

    def go_on(self) -> None:
        """With what is unfinished."""
        if self._draft is not None:
            corrects = self._draft.corrects
            self._navigator.go(Place.STAY, corrects.guest_id if corrects else None)

    def discard(self) -> None:
        """What is unfinished."""
        draft = self._draft
        if draft is not None:
            stay_id = _stay_of(draft)
            self._scope.write(lambda: self._services.drafts.drop(stay_id), lambda done: self._discarded(done, draft))

    def open_guest(self, guest_id: GuestId) -> None:
        self._navigator.go(Place.LEDGER, guest_id)

    def go(self, place: Place) -> None:
        self._navigator.go(place)

    def _load(self) -> TodayModel:
        services = self._services
        return model_of(services.today(), sent_to=services.sent_to(), police_phone=services.police_phone())

    def _discarded(self, outcome: Outcome[None], draft: Draft) -> None:
        if isinstance(outcome, Failed):
            self._navigator.say(self._services.sentence(outcome.code))
        else:
            said = self._services.sentence("S-50")
            self._navigator.offer_undo(Undo(said, UNDO_S, lambda: self._bring_back(draft)))
        self.refresh()

    def _bring_back(self, draft: Draft) -> None:
        """Not over one begun since."""
        drafts = self._services.drafts

        def keep() -> None:
            kept = drafts.kept()
            if kept is not None and kept.of(_stay_of(draft)) is None:
                drafts.keep(draft)

        self._scope.write(keep, lambda _nothing: self.refresh())

    def _show_drafts(self, drafts: Drafts | None) -> None:
        waiting = () if drafts is None else ((drafts.new,) if drafts.new else ()) + drafts.corrections
        self._draft = waiting[0] if waiting else None
        self._page.show_unfinished(_unfinished(waiting[0], len(waiting) - 1) if waiting else None)

    def _show(self, model: TodayModel) -> None:
        self._model = model
        self._page.show_today(model)


def _stay_of(draft: Draft) -> StayId | None:
    return draft.corrects.stay_id if draft.corrects else None


def _unfinished(draft: Draft, more: int) -> Unfinished:
    if draft.corrects is None:
        return Unfinished(len(draft.guests), "", more)
    return Unfinished(0, draft.guests[0].fields.get("full_name", ""), more)
