"""Which of the rules' findings a form shows, and when: a field that was left, or everything after the first try.

No Qt, no rule of its own: findings come from `domain.entry`, from the verb that refused, and from a scan.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from guestreg.desktop.stay.form import as_written, entry_of
from guestreg.desktop.stay.model import Ask
from guestreg.domain.catalogue import Catalogue
from guestreg.domain.citizen_card import MARKS_LOST
from guestreg.domain.declaration import FieldError
from guestreg.domain.entry.standing import Standing
from guestreg.domain.entry.stay import FIELDS as _STAY_FIELDS
from guestreg.domain.entry.stay import Checked, read_stay
from guestreg.domain.rules import Rules
from guestreg.domain.violation import Severity, Violation, blocking
from guestreg.services.commands.keep_draft import Draft
from guestreg.services.queries.stay_start import StayStart

_PLACES = {"arrival": "arrival_day", "planned_departure": "departure_day", "res_province": "res_commune"}
_EMPTY = "E-10"
_WITHOUT_NUMBER = frozenset({"E-74", "E-75"})


def place_of(violation: Violation) -> str:
    """The form's field for a field of the field lists; of a child without a number, her paper's."""
    if violation.code in _WITHOUT_NUMBER:
        return "doc_kind"
    if violation.guest is None or violation.field == "res_province":
        return _PLACES.get(violation.field, violation.field)
    return violation.field


@dataclass(slots=True)
class Checking:
    """Remembers what was left, what the verb refused and which scanned names nobody has looked at.

    `tried`: somebody wanted to save. `fresh`: places of guests who came after that; nothing was asked of them yet.
    """

    catalogue: Catalogue
    rules: Rules
    tried: bool = False
    fresh: frozenset[int] = frozenset()
    _left: set[tuple[int | None, str]] = field(default_factory=set)
    _refused: tuple[Violation, ...] = ()
    _unread: set[int] = field(default_factory=set)
    _returned: tuple[Violation, ...] = ()
    _asked: dict[tuple[int, str], str] = field(default_factory=dict)
    found: tuple[Violation, ...] = ()

    def look(self, form: Draft, start: StayStart, standing: Standing | None) -> None:
        """Judge the form anew; `standing` is the stay it corrects."""
        outcome = read_stay(
            entry_of(form),
            start.house,
            self.catalogue,
            self.rules,
            start.now,
            standing,
            clock_in_doubt=start.clock_in_doubt,
        )
        found = outcome.warnings if isinstance(outcome, Checked) else outcome
        scanned = tuple(
            Violation(MARKS_LOST, "full_name", place, severity=Severity.ASK)
            for place in sorted(self._unread)
            if place < len(form.guests) and MARKS_LOST not in form.guests[place].confirmed
        )
        self.found = tuple(_as_seen(one, form) for one in (*found, *scanned, *self._refused))
        for one in self.found:
            if one.severity is Severity.ASK and one.guest is not None:
                self._asked[one.guest, one.code] = place_of(one)

    def try_all(self) -> None:
        """Somebody wants to save: all that is missing is said from now on, of everybody on the form."""
        self.tried, self.fresh = True, frozenset()

    def welcome(self, guest: int) -> None:
        """A guest came to this place."""
        self.fresh |= {guest}

    def let_go(self, guest: int) -> None:
        """The guest at this place went; those behind moved up."""
        self.fresh = frozenset(place - (place > guest) for place in self.fresh if place != guest)
        self.forget_guests()

    def leave(self, guest: int | None, name: str) -> None:
        self._left.add((guest, name))

    def edit(self, guest: int | None, name: str) -> None:
        """The verb's refusal of this field no longer holds, nor the doubt about a scanned name."""
        self._refused = tuple(one for one in self._refused if (one.guest, place_of(one)) != (guest, name))
        self._returned = tuple(one for one in self._returned if place_of(one) != name)
        if guest is not None and name == "full_name":
            self._unread.discard(guest)

    def confirm(self, code: str, guest: int) -> None:
        """The verb's doubt of this code is answered."""
        self._refused = tuple(one for one in self._refused if (one.guest, one.code) != (guest, code))

    def refuse(self, violations: tuple[Violation, ...]) -> None:
        """Findings only the verb could make, such as the same guest twice in the book."""
        known = {(one.code, one.guest, one.field) for one in self.found}
        self._refused = tuple(one for one in violations if (one.code, one.guest, one.field) not in known)
        self.try_all()

    def quote_police(self, guest: int, errors: tuple[FieldError, ...]) -> None:
        """What the police said stands at its field until that is changed; it keeps nothing from being saved."""
        for error in errors:
            place = None if error.field in _STAY_FIELDS else guest
            said = Violation("E-09", error.field, place, {"text": error.text}, Severity.WARN)
            self._returned = (*self._returned, said)

    def doubt_name(self, guest: int) -> None:
        self._unread.add(guest)

    def forget_guests(self) -> None:
        """Places have changed their people."""
        self._left = {key for key in self._left if key[0] is None}
        self._refused, self._unread, self._asked = (), set(), {}

    @property
    def problems(self) -> tuple[Violation, ...]:
        """For the summary; empty until the person tried to save."""
        return tuple(one for one in blocking(self.found) if self._is_due(one))

    def missing(self, guest: int) -> int:
        return len({place_of(one) for one in blocking(self.found) if one.guest == guest})

    def errors(self, guest: int) -> Mapping[str, Violation]:
        """What stands above the fields of this guest and of the stay; the first of each field."""
        shown = {place_of(one): one for one in reversed(self._returned) if one.guest in (None, guest)}
        for one in blocking(self.found):
            name = place_of(one)
            left = (one.guest, name) in self._left and one.code != _EMPTY
            due = self._is_due(one) or left or one.code == MARKS_LOST
            if one.guest in (None, guest) and due and (name not in shown or shown[name].severity is Severity.WARN):
                shown[name] = one
        return shown

    def _is_due(self, violation: Violation) -> bool:
        return self.tried and violation.guest not in self.fresh

    def warnings(self, guest: int) -> Mapping[str, Violation]:
        warned = [one for one in self.found if one.severity is Severity.WARN and one.guest in (None, guest)]
        return {place_of(one): one for one in reversed(warned)}

    def asks(self, form: Draft, guest: int) -> Mapping[str, Ask]:
        """Doubts of this guest, confirmed or not, by field."""
        errors = self.errors(guest)
        confirmed = form.guests[guest].confirmed
        return {
            name: Ask(code, code in confirmed)
            for (place, code), name in self._asked.items()
            if place == guest and (code in confirmed or (name in errors and errors[name].code == code))
        }


def _as_seen(violation: Violation, form: Draft) -> Violation:
    """The sentence quotes the text as it stands in the field."""
    if violation.guest is not None or "typed" not in violation.params:
        return violation
    day, clock = place_of(violation), place_of(violation).replace("_day", "_time")
    typed = form.stay.get(day, "") if as_written(form.stay.get(day, "")) else form.stay.get(clock, "")
    return replace(violation, params={**violation.params, "typed": typed})
