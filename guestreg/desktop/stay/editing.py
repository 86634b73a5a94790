"""The form being filled: its texts, whose turn it is, what was found. The presenter drives it; no Qt, no services."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from guestreg.desktop.stay import form as f
from guestreg.desktop.stay.checking import Checking
from guestreg.desktop.stay.model import Mode, News, Notice, Page
from guestreg.desktop.stay.page_values import companions, kind_of, people, shown_fields, stay_words
from guestreg.desktop.stay.scanning import CardSeen, NumberSeen, see
from guestreg.desktop.stay.unfinished import still_fits, typed_over
from guestreg.domain.declaration import State
from guestreg.domain.guest import GuestKind
from guestreg.domain.rules import Rules
from guestreg.ports.reading import GuestLine
from guestreg.services.commands.keep_draft import Draft
from guestreg.services.outcome import Done, Outcome
from guestreg.services.queries.stay_card import StayCard
from guestreg.services.queries.stay_start import StayStart


@dataclass(slots=True)
class Editing:
    """One form up to its save. `changed`: the person typed something; `unkept`: since the last draft."""

    start: StayStart
    form: Draft
    checking: Checking
    rules: Rules
    card: StayCard | None = None
    chosen: int = 0
    changed: bool = False
    unkept: bool = False
    notice: Notice | None = None
    _removed: tuple[Draft, frozenset[int]] | None = field(default=None)

    @property
    def mode(self) -> Mode:
        if self.card is None:
            return Mode.NEW
        return Mode.CORRECT if any(map(self.card.is_open, range(len(self.card.lines)))) else Mode.LOOK

    def take_card(self, card: StayCard, draft: Draft | None) -> bool:
        """A kept stay, with the correction of it begun earlier; False when that one no longer fits."""
        self.card = card
        self.choose(card.chosen)
        for place in range(len(card.lines)):
            self.checking.quote_police(place, card.questioned(place))
        if draft is None:
            return True
        if still_fits(draft, card):
            self.form, self.changed, self.notice = typed_over(draft, card), True, Notice(News.CORRECTING)
            return True
        self.notice = Notice(News.MOVED_ON, int(self.mode is Mode.CORRECT))
        return False

    @property
    def correction(self) -> Draft | None:
        """What was typed over a kept stay; None when nothing was."""
        return self.form if self.card is not None and self.changed else None

    def type_over(self, draft: Draft) -> None:
        """What was typed on another form, of a kept stay as far as it may still be changed."""
        self.notice = None
        if self.card is None:
            self.form, self.chosen = draft, 0
            self.checking.forget_guests()
        else:
            self.form = typed_over(draft, self.card)
        self._touch()

    def at(self, now: datetime) -> None:
        """Judge as of `now`."""
        self.start = replace(self.start, now=now)
        self.look()

    def look(self) -> None:
        self.checking.look(self.form, self.start, self.card.standing if self.card else None)

    def note_kept(self, outcome: Outcome[None]) -> None:
        """A draft that couldn't be written is due again."""
        self.unkept = self.unkept or not isinstance(outcome, Done)

    def is_locked(self, place: int) -> bool:
        """Whether this guest was withdrawn, so that nothing of hers can change here."""
        return self.card is not None and not self.card.is_open(place)

    def choose(self, place: int) -> None:
        """Bring a guest to the front; of one who was withdrawn it is said."""
        self.chosen = place
        if self.card is not None:
            self.notice = self._withdrawn(self.card.lines[place]) if self.is_locked(place) else None

    @staticmethod
    def _withdrawn(line: GuestLine) -> Notice:
        if line.state is State.WINDOW_CLOSED and line.reason is not None:
            return Notice(News.LEFT, code=line.reason.code, params=line.reason.params)
        return Notice(News.LEFT, code="E-130", params={"no": str(line.register_no)})

    def page(self) -> Page:
        self.look()
        checking, chosen = self.checking, self.chosen
        return Page(
            mode=self.mode,
            people=people(self.form, checking),
            chosen=chosen,
            kind=kind_of(self.form, chosen),
            shown=shown_fields(self.form, chosen, border_area=self.start.house.border_area),
            line=stay_words(self.form, self.start.now),
            rooms=tuple(room.name for room in self.start.house.rooms),
            notifiers=tuple(one.name for one in self.start.house.notifiers),
            companions=companions(self.form, chosen),
            problems=checking.problems,
            errors=checking.errors(chosen),
            warnings=checking.warnings(chosen),
            asks=checking.asks(self.form, chosen),
            kept=self.card.lines[chosen] if self.card else None,
            locked=self.is_locked(chosen),
            stay_locked=any(map(self.is_locked, range(len(self.form.guests)))),
            savable=self.mode is not Mode.LOOK and (self.changed or not self.is_locked(chosen)),
            notice=self.notice,
        )

    def type_guest(self, name: str, text: str) -> bool:
        """Whether anything changed."""
        if self.form.guests[self.chosen].fields.get(name, "") == text:
            return False
        if self.is_locked(self.chosen):
            return False
        texts = {name: text}
        if name == "doc_kind" and text in f.WITH_COMPANION and not self.form.guests[self.chosen].fields.get("guardian"):
            texts["guardian"] = f.companion_of(self.form, self.chosen)
        if name == "kind" and text == GuestKind.FOREIGNER and not self.form.guests[self.chosen].fields.get("sex"):
            texts["guardian"] = ""
        self.form = f.with_guest(self.form, self.chosen, texts)
        self.checking.edit(self.chosen, name)
        self._touch()
        return True

    def type_stay(self, name: str, text: str) -> bool:
        if self.form.stay.get(name, "") == text:
            return False
        self.form = f.with_stay(self.form, name, text)
        self.checking.edit(None, name)
        self._touch()
        return True

    def leave_field(self, name: str) -> bool:
        """What is wrong with the field is said from now on. True when another field's text follows from it."""
        self.checking.leave(None if name in self.form.stay else self.chosen, name)
        texts = f.paper_by_age(self.form, self.chosen, self.rules) if name == "birth_date" else {}
        if texts:
            self.form = f.with_guest(self.form, self.chosen, texts)
        return bool(texts)

    def confirm(self, code: str, *, confirmed: bool) -> None:
        old = self.form.guests[self.chosen].confirmed
        now = old | {code} if confirmed else old - {code}
        self.form = f.with_guest(self.form, self.chosen, {}, now)
        self.checking.confirm(code, self.chosen)
        self._touch()

    def change_nights(self, change: int) -> None:
        self.form = f.with_nights(self.form, change)
        self.checking.edit(None, "departure_day")
        self._touch()

    def add_person(self) -> None:
        self._add()
        self.notice = None
        self._touch()

    def remove_person(self, place: int) -> None:
        self._removed, was_alone = (self.form, self.checking.fresh), len(self.form.guests) == 1
        name = self.form.guests[place].fields.get("full_name", "")
        self.form = f.without_guest(self.form, place)
        self.chosen = min(self.chosen if self.chosen < place else max(self.chosen - 1, 0), len(self.form.guests) - 1)
        self.notice = Notice(News.REMOVED, place + 1, name)
        self.checking.let_go(place)
        if was_alone:
            self.checking.welcome(0)
        self._touch()

    def bring_back(self) -> None:
        """The guest removed last."""
        if self._removed is not None:
            (self.form, self.checking.fresh), self._removed, self.notice = self._removed, None, None
            self.chosen = min(self.chosen, len(self.form.guests) - 1)
            self.checking.forget_guests()
            self._touch()

    def scan(self, text: str) -> CardSeen | NumberSeen | None:
        """What was taken into the form, if anything; `notice` says how it went."""
        seen = see(text, self.rules.documents.identity_card_from)
        if seen is None:
            return None
        if isinstance(seen, str):
            self.notice = Notice(News.CODE, code=seen)
            return None
        twice = next((n for n, one in enumerate(self.form.guests) if f.number_of(one) == seen.number), None)
        if twice is not None:
            self.chosen, self.notice = twice, Notice(News.CARD_AGAIN, twice + 1)
            return None
        if not f.is_blank(self.form.guests[self.chosen]):
            self._add()
        self.form = f.with_guest(self.form, self.chosen, seen.texts)
        if isinstance(seen, NumberSeen):
            self.notice = Notice(News.NUMBER_TYPED, self.chosen + 1)
        elif seen.marks_lost:
            self.checking.doubt_name(self.chosen)
            self.notice = Notice(News.CODE, code="E-41")
        else:
            self.notice = Notice(News.CARD_READ, self.chosen + 1, seen.texts["full_name"])
        self._touch()
        return seen

    def _add(self) -> None:
        self.form = f.with_another(self.form)
        self.chosen = len(self.form.guests) - 1
        self.checking.welcome(self.chosen)

    def _touch(self) -> None:
        self.changed = self.unkept = True
