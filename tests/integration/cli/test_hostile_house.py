"""Hostile strings in every field of the house and its endpoint: refused with a reason, or kept and printed whole."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.endpoint import endpoint_faults
from guestreg.domain.entry.house import FIELDS, HouseEntry
from guestreg.domain.entry.reading import Typed
from guestreg.domain.establishment import Establishment
from guestreg.domain.text import clean
from guestreg.platform.paths import find_paths
from guestreg.platform.settings import load_settings, save_settings
from guestreg.ports.settings import LedgerSettings, Settings
from tests.fakes.clock import FakeClock
from tests.integration.cli.house_toml import house_tables, write_set_up
from tests.integration.cli.ledger_file import row_counts
from tests.integration.cli.terminal import Terminal
from tests.integration.cli.test_hostile import kept_form, squeezed
from tests.integration.documents.paper_reading import Paper
from tests.tables.hostile import HOSTILE, Hostile
from tests.tables.house_rules import HOUSE, NOTIFIERS, PEOPLE, REAL, ROOMS, TEXTS
from tests.tables.rules import NOW

pytestmark = pytest.mark.timeout(240)

LISTS = {"rooms": (1, 20), "notifiers": (2, 160)}
LONGEST = {**TEXTS, **LISTS}
NEEDED = {"name", "address_detail", "kind", "province", "commune", "owner_name", "phone", "rooms", "notifiers"}
ONLY_DIGITS = {"phone", "police_phone", "border_post_phone", "notifier_phone", "owner_id_number"}
"""What is counted in digits, whatever signs stand between them."""


def in_toml(text: str) -> str:
    """A file can't hold half a surrogate pair."""
    return text.encode(errors="replace").decode()


@dataclass
class Case:
    """One string in every field of a house."""

    hostile: Hostile
    refused: dict[str, str] = field(default_factory=dict)
    said: list[dict[str, Any]] = field(default_factory=list)
    rows_before: dict[str, int] = field(default_factory=dict)
    rows_after: dict[str, int] = field(default_factory=dict)
    house: Establishment | None = None
    answer: dict[str, Any] = field(default_factory=dict)
    head: str = ""

    @property
    def text(self) -> str:
        return in_toml(self.hostile.text)

    @property
    def hidden(self) -> bool:
        return self.hostile.hidden and self.text == self.hostile.text

    @property
    def typed(self) -> set[str]:
        """The fields that carry it in the house that was then set up."""
        return set() if self.hostile.blank else LONGEST.keys() - self.refused.keys()

    def entry(self, fields: set[str]) -> HouseEntry:
        house = {**HOUSE, **dict.fromkeys(fields - LISTS.keys(), self.text)}
        everywhere = fields >= set(FIELDS)
        rooms = ((self.text, self.text if everywhere else "1"),) if "rooms" in fields else ROOMS
        people = ((self.text, self.text if everywhere else ""),) if "notifiers" in fields else NOTIFIERS
        return HouseEntry(Typed(house), rooms, people)


CASES = [Case(hostile) for hostile in HOSTILE]
by_name = pytest.mark.parametrize("case", CASES, ids=lambda case: case.hostile.name)


@dataclass(frozen=True, slots=True)
class Book:
    terminal: Terminal
    plain_head: str
    """Of a house called Mm at Qq."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUESTREG_KEYRING", "none")
        folder = tmp_path_factory.mktemp("hostile_house")
        terminal = Terminal(folder / "data", FakeClock(NOW))
        with terminal.keeping_open():
            plain = HouseEntry(Typed({**HOUSE, "name": "Mm", "address_detail": "Qq"}), ROOMS, NOTIFIERS)
            terminal.json("setup", write_set_up(folder, house_tables(plain), {"kind": "practice"}))
            plain_head = printed_head(terminal, folder)
            for case in CASES:
                type_in(terminal, case, folder)
        yield Book(terminal, plain_head)


def type_in(terminal: Terminal, case: Case, folder: Path) -> None:
    def set_up(fields: set[str]) -> Any:
        return terminal(
            *("setup", write_set_up(folder, house_tables(case.entry(fields)), {"kind": "practice"}), "--json")
        )

    case.rows_before = row_counts(terminal.data)
    everywhere = set_up({*FIELDS, *LISTS})
    case.rows_after = row_counts(terminal.data)
    assert everywhere.status == 1
    case.said = everywhere.json["violations"]
    case.refused = {one["field"]: one["code"] for one in reversed(case.said)}
    done = set_up(case.typed)
    assert done.status == 0, done.err
    case.answer = done.json
    program = terminal.program()
    try:
        case.house = program.desk().reader.establishment()
    finally:
        program.close()
    if case.typed:
        case.head = printed_head(terminal, folder)


def printed_head(terminal: Terminal, folder: Path) -> str:
    """Every word above the table."""
    terminal.json("print", "register", "-o", folder / "so.pdf")
    paper = Paper(folder / "so.pdf")
    _, levels = paper.ruled[0]
    return " ".join(word.text for word in paper.pages[0] if word.bottom > levels[0])


@by_name
def test_a_refusal_has_a_reason_and_leaves_no_row(book: Book, case: Case) -> None:
    assert case.said
    assert all(one["text"] and one["code"].startswith("E-") for one in case.said)
    assert case.rows_after == case.rows_before


@by_name
def test_what_can_be_typed_is_refused_for_nothing_else(book: Book, case: Case) -> None:
    kept = kept_form(case.text) or ""
    for name, (least, most) in LONGEST.items():
        if case.hidden:
            assert case.refused.get(name) == "E-56", name
        elif case.hostile.blank:
            assert case.refused.get(name) == ("E-10" if name in NEEDED else None), name
        elif not least <= len(kept) <= most:
            assert case.refused.get(name) == "E-54", name
        elif name in (*PEOPLE, "notifiers") and not case.hostile.person:
            assert case.refused.get(name) == "E-55", name
        elif name == "rooms":
            assert case.refused.get(name) == "E-84", "its beds are hostile too"
        else:
            assert name not in case.refused


@by_name
def test_what_is_chosen_or_counted_is_refused(book: Book, case: Case) -> None:
    counted = set(FIELDS) - LONGEST.keys()
    if case.hostile.blank:
        assert {name for name in counted if name in case.refused} == NEEDED & counted
    else:
        digits = "".join(sign for sign in case.text if sign not in " .-()+")
        allowed = ONLY_DIGITS if digits.isascii() and digits.isdigit() else set()
        assert counted - case.refused.keys() <= allowed


@by_name
def test_the_ledger_keeps_it_unchanged(book: Book, case: Case) -> None:
    house = case.house
    assert house is not None
    for name in case.typed:
        kept = {"rooms": house.rooms[0].name, "notifiers": house.notifiers[0].name}.get(name)
        assert (kept or getattr(house, name)) == kept_form(case.text), name


@by_name
def test_json_gives_it_back_unchanged(book: Book, case: Case) -> None:
    assert case.answer["establishment"]["name"] == (kept_form(case.text) if "name" in case.typed else HOUSE["name"])


@by_name
def test_the_head_of_the_register_shows_it_whole(book: Book, case: Case) -> None:
    assert bool(case.head) is bool(case.typed)
    assert not case.typed or not missing(book, case, case.head)


def missing(book: Book, case: Case, head: str) -> Counter[str]:
    """Letters of name and address that are not in the head; those of the form itself don't count."""
    values = [kept_form(case.text) if name in case.typed else HOUSE[name] for name in ("name", "address_detail")]
    wanted = sum((Counter(squeezed(value)) for value in values), Counter())
    return wanted + Counter(squeezed(book.plain_head)) - Counter("MmQq") - Counter(squeezed(head))


def test_a_letter_lost_in_the_head_would_be_missed(book: Book) -> None:
    case = next(one for one in CASES if one.hostile.name == "hmong")
    assert missing(book, case, case.head.replace("P", "", 1)) == Counter("P")


def test_an_account_or_address_that_is_refused_says_why_and_begins_nothing(empty: Terminal, tmp_path: Path) -> None:
    house = house_tables(CASES[0].entry(set()))
    with empty.keeping_open():
        for hostile in HOSTILE:
            text = in_toml(hostile.text)
            tries = [{"address": text}, {"account": text}] if refused(text) else [{"address": text}]
            for place in tries:
                answer = empty("setup", write_set_up(tmp_path, house, {**REAL, **place}), "--json")
                assert answer.status == 1, hostile.name
                (found,) = answer.json["violations"]
                assert (found["field"], bool(found["text"])) == (f"endpoint_{next(iter(place))}", True)
    assert load_settings(find_paths(empty.data).settings) == Settings()
    assert list(empty.data.rglob("*.db")) == []


def test_an_account_that_is_taken_is_kept_as_typed(tmp_path: Path) -> None:
    taken = [clean(one.text) for one in HOSTILE if not refused(one.text)]
    assert len(taken) > 30
    ledgers = (LedgerSettings(str(no), EndpointKind.KBTT, account=each) for no, each in enumerate(taken))
    settings = Settings(ledgers=tuple(ledgers))
    save_settings(tmp_path / "settings.toml", settings)
    assert load_settings(tmp_path / "settings.toml") == settings


def refused(account: str) -> bool:
    return bool(endpoint_faults(EndpointKind.KBTT, REAL["address"], account))
