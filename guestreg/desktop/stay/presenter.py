"""What happens on the form: opening, typing, scanning, saving, undoing, the draft. No Qt, no words."""

from typing import assert_never

from guestreg.desktop.contract import Navigator, Place
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.stay import form as f
from guestreg.desktop.stay.checking import Checking, place_of
from guestreg.desktop.stay.editing import Editing
from guestreg.desktop.stay.model import Mode, News, Notice
from guestreg.desktop.stay.needs import StayKnowledge, StayPageView, StayServices
from guestreg.desktop.stay.saved import UNDO_S, Recordings, corrected
from guestreg.desktop.stay.scanning import NumberSeen
from guestreg.desktop.stay.unfinished import card_and_draft, form_of_card
from guestreg.domain.identifiers import GuestId
from guestreg.domain.violation import blocking
from guestreg.services.commands.correct_stay import CorrectStay
from guestreg.services.commands.keep_draft import Draft, Drafts
from guestreg.services.commands.record_stay import Recorded, RecordStay
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from guestreg.services.queries.stay_card import StayCard
from guestreg.services.queries.stay_start import StayStart
from guestreg.services.saving import Wish


class StayPresenter:
    """A `contract.Presenter`: one form at a time, a new stay or the correction of a kept one."""

    def __init__(
        self, view: StayPageView, services: StayServices, known: StayKnowledge, scope: Scope, navigator: Navigator
    ) -> None:
        self._view, self._services, self._known = view, services, known
        self._scope, self._navigator = scope, navigator
        self._recordings = Recordings(services, known, scope, navigator, self._resume)
        self._now: Editing | None = None
        self._aside: Draft | None = None  # what the notice's button brings back
        self._saving = False
        self._in_sight = False
        self._early: list[str] = []

    # -- the page comes and goes

    def open(self, target: object = None) -> None:
        """None: a new stay, or the one begun; a GuestId: her stay, for looking and correcting."""
        self._in_sight = True
        self.keep_draft()
        if target is not None:
            guest_id, begun = GuestId(str(target)), self._now.correction if self._now else None
            self._scope.read(lambda: card_and_draft(self._services, guest_id, begun), self._show_card, topic="form")
        elif not self._is_begun():
            self._scope.read(lambda: (self._services.start(), self._services.drafts()), self._show_new, topic="form")
        else:
            self._show(texts=True)

    def refresh(self) -> None:
        if self._now is None or (self._now.card is None and not self._is_begun()):
            self.open()
            return
        self._now.at(self._known.clock.now())
        self._show()

    def close(self) -> None:
        self._in_sight = False
        self.keep_draft()
        self._scope.close()

    def keep_draft(self) -> None:
        """Write what was typed since the last time."""
        now = self._now
        if now is not None and now.unkept and now.mode is not Mode.LOOK and not self._saving:
            form, now.unkept = now.form, False
            self._scope.write(lambda: self._services.keep(form), lambda outcome: self._kept(now, outcome))

    def put_away(self) -> None:
        """The page goes out of sight: from now on what was typed is where drafts are kept, and nowhere else."""
        was_in_sight, self._in_sight = self._in_sight, False
        if was_in_sight and self._now is not None and self._now.changed:
            self._now.unkept = True
            self.keep_draft()

    def leave(self) -> None:
        """Nothing is recorded; what was typed stays for the next time the form is opened."""
        now = self._now
        self.put_away()
        self._navigator.go(Place.TODAY if now is None or now.card is None else Place.LEDGER)
        if now is not None and now.correction is not None:
            self._navigator.say(self._known.phrasebook.sentence("S-51"))

    # -- the form

    def type_guest(self, name: str, text: str) -> None:
        if self._now is not None and self._now.type_guest(name, text):
            self._show(texts=name in ("kind", "doc_kind"))

    def type_stay(self, name: str, text: str) -> None:
        if self._now is not None and self._now.type_stay(name, text):
            self._show()

    def leave_field(self, name: str) -> None:
        if self._now is not None:
            self._show(texts=self._now.leave_field(name))

    def confirm(self, code: str, confirmed: bool) -> None:
        if self._now is not None:
            self._now.confirm(code, confirmed=confirmed)
            self._show()

    def change_nights(self, change: int) -> None:
        if self._now is not None and self._now.mode is not Mode.LOOK:
            self._now.change_nights(change)
            self._show(texts=True)

    def choose(self, place: int) -> None:
        if self._now is not None and 0 <= place < len(self._now.form.guests):
            self._now.choose(place)
            self._show(texts=True)

    def add_person(self) -> None:
        """A further guest, by hand; one who is still blank is used first."""
        if self._now is None or self._now.card is not None:
            return
        if not f.is_blank(self._now.form.guests[-1]):
            self._now.add_person()
        self._now.chosen = len(self._now.form.guests) - 1
        self._show(texts=True)
        self._view.focus_field("full_name")

    def remove_person(self, place: int) -> None:
        if self._now is not None and self._now.card is None and place < len(self._now.form.guests):
            self._now.remove_person(place)
            self._show(texts=True)

    def scan(self, text: str) -> None:
        """Text of a card, or a typed number; the text itself is forgotten here. A quick scanner may be first."""
        if self._now is None:
            self._early.append(text)
        if self._now is None or self._now.card is not None:
            return
        seen = self._now.scan(text)
        self._show(texts=True)
        if isinstance(seen, NumberSeen):
            self._view.focus_field("full_name")
        else:
            self._view.focus_scan()

    def answer_notice(self) -> None:
        """The notice's button: bring back a guest or a form put aside, discard a resumed one, go on with another."""
        now = self._now
        if now is None or now.notice is None:
            return
        match now.notice.news:
            case News.REMOVED:
                now.bring_back()
                self._show(texts=True)
            case News.RESUMED:
                self._aside = now.form
                self._scope.write(lambda: (self._services.drop(None), self._services.start())[1], self._begin_anew)
            case News.CORRECTING if now.card is not None:
                self._aside, kept, guest_id = now.form, now.card.kept, now.card.kept.guests[now.chosen].id
                self._scope.write(
                    lambda: (self._services.drop(kept.id), self._services.card(guest_id))[1], self._show_card_anew
                )
            case News.TO_CORRECT if self._aside is not None and self._aside.corrects is not None:
                self.open(self._aside.corrects.guest_id)
            case News.DISCARDED | News.MOVED_ON if self._aside is not None:
                now.type_over(self._aside)
                self._show(texts=True)
            case _:
                return

    # -- saving

    def save(self, *, later: bool = False) -> None:
        now = self._now
        if now is None or self._saving or now.mode is Mode.LOOK:
            return
        now.at(self._known.clock.now())
        now.checking.try_all()
        self._show()
        if blocking(now.checking.found):
            self._view.focus_problems()
            return
        self._saving = True
        entry, card, services = f.entry_of(now.form), now.card, self._services
        if card is not None:
            correct = CorrectStay(card.kept.id, entry, Wish(later=later), ends_draft=True, versions=card.versions)
            self._scope.write(lambda: services.correct(correct), self._saved)
        else:
            record = RecordStay(entry, Wish(later=True) if later else Wish(undo_s=UNDO_S), ends_draft=True)
            self._scope.write(lambda: services.record(record), self._saved)

    def jump(self, number: int) -> None:
        """To the field of a line of the summary."""
        if self._now is None or number >= len(self._now.checking.problems):
            return
        problem = self._now.checking.problems[number]
        if problem.guest is not None:
            self.choose(problem.guest)
        self._view.focus_field(place_of(problem))

    def _saved(self, outcome: Outcome[Recorded]) -> None:
        self._saving = False
        now = self._now
        assert now is not None
        match outcome:
            case Done(recorded):
                self._now = None
                if now.card is None:
                    self._recordings.tell(recorded, now.form)
                    return
                self._navigator.go(Place.LEDGER)
                self._navigator.say(corrected(self._known.phrasebook, recorded, now.card))
            case Refused(violations):
                now.checking.refuse(violations)
                self._show()
                self._view.focus_problems()
            case Failed(code, params):
                now.notice = Notice(News.CODE, code=code, params=params)
                self._show()
            case _:
                assert_never(outcome)

    def _kept(self, now: Editing, outcome: Outcome[None]) -> None:
        now.note_kept(outcome)
        if self._in_sight or self._now is not now:
            return
        if not now.unkept:
            self._now = None
        elif isinstance(outcome, Done):
            self.keep_draft()

    # -- forms arriving

    def _show_new(self, found: tuple[StayStart | None, Drafts]) -> None:
        start, drafts = found
        if start is None or self._is_begun():
            return
        if drafts.new is not None:
            self._resume(start, drafts.new, Notice(News.RESUMED, len(drafts.new.guests)))
        else:
            self._now = self._editing(start, f.new_form(start, self._known.rules))
            if drafts.corrections:
                self._aside = drafts.corrections[0]
                self._now.notice = Notice(News.TO_CORRECT, name=self._aside.guests[0].fields.get("full_name", ""))
            self._show(texts=True)
        self._view.focus_scan()
        early, self._early = self._early, []
        for text in early:
            self.scan(text)

    def _resume(self, start: StayStart, form: Draft, notice: Notice | None = None) -> None:
        self._now = self._editing(start, form)
        self._now.changed = self._now.unkept = True
        self._now.notice = notice
        self._show(texts=True)

    def _is_begun(self) -> bool:
        """A new stay of which something was typed: it stays."""
        return self._now is not None and self._now.card is None and self._now.changed

    def _begin_anew(self, start: StayStart | None) -> None:
        self._now = None
        self._show_new((start, Drafts()))
        self._note(Notice(News.DISCARDED))

    def _note(self, notice: Notice) -> None:
        if self._now is not None:
            self._now.notice = notice
            self._show()

    def _show_card(self, found: tuple[StayCard, Draft | None] | None) -> None:
        if found is None:
            self._navigator.say(self._known.phrasebook.sentence("E-92"))
            return
        card, draft = found
        now = self._now = self._editing(
            StayStart(card.now, card.house, "", "", card.clock_in_doubt), form_of_card(card)
        )
        if not now.take_card(card, draft):
            self._aside = draft
            self._scope.write(lambda: self._services.drop(card.kept.id), lambda _outcome: None)
        asked = next((error.field for error in card.questioned(card.chosen) if error.field), "")
        self._show(texts=True)
        self._view.focus_field(asked or "full_name")

    def _show_card_anew(self, card: StayCard | None) -> None:
        self._show_card(None if card is None else (card, None))
        self._note(Notice(News.DISCARDED))

    def _editing(self, start: StayStart, form: Draft) -> Editing:
        return Editing(start, form, Checking(self._known.catalogue, self._known.rules), self._known.rules)

    def _show(self, *, texts: bool = False) -> None:
        if self._now is not None:
            self._view.show_page(self._now.page())
            if texts:
                self._view.show_texts(self._now.form, self._now.chosen)
