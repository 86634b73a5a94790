"""Hostile strings in every field: refused with a reason, or the same in ledger, JSON, PDF and at the endpoint."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from guestreg.domain.entry.citizen import FIELDS as OF_CITIZENS
from guestreg.domain.entry.foreigner import FIELDS as OF_FOREIGNERS
from guestreg.domain.entry.stay import FIELDS as OF_STAYS
from guestreg.receiver.kbtt.record import Record
from tests.fakes.clock import FakeClock
from tests.integration.cli.ledger_file import ledger_of, opened, row_counts
from tests.integration.cli.terminal import Terminal
from tests.integration.documents.paper_reading import Paper
from tests.tables.hostile import HOSTILE, Hostile
from tests.tables.rules import CITIZEN, FOREIGNER, NOW, STAY

pytestmark = pytest.mark.timeout(240)

STAY_TEXTS = {"room": (0, 20), "reason_text": (0, 200), "note": (0, 250)}
CITIZEN_TEXTS = {"doc_kind_name": (2, 60), "doc_issue_place": (0, 120), "res_address": (0, 250)}
FOREIGNER_TEXTS = {
    "passport_issue_place": (0, 120),
    "entry_paper_kind": (0, 60),
    "entry_paper_number": (0, 30),
    "entry_gate": (0, 120),
    "entry_purpose": (0, 120),
    "border_permit_number": (0, 30),
    "home_address": (0, 250),
}
PEOPLE_OF_CITIZENS = {"full_name": (2, 160), "notifier": (2, 160)}
PEOPLE_OF_FOREIGNERS = {"full_name": (1, 160), "notifier": (2, 160)}
STORED_AS = {"passport_issue_place": "doc_issue_place"}
"""Columns named otherwise than the field."""
BIDI_MARKS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u200e\u200f\u2066\u2067\u2069"))


def kept_form(text: str) -> str | None:
    """What the field lists ask for: NFC, trimmed, single blanks; nothing left is no value."""
    return " ".join(normalize("NFC", text).split()) or None


def squeezed(text: str | None) -> str:
    return "".join(normalize("NFC", text or "").translate(BIDI_MARKS).split())


def is_printed(text: str, cell: str) -> bool:
    """Every letter of it, in no order: text from the right and marks that lie over a page are drawn in pieces."""
    return not Counter(squeezed(text)) - Counter(squeezed(cell))


@dataclass
class Case:
    """One string in every field of one kind of guest."""

    hostile: Hostile
    foreign: bool
    number: str
    refused: dict[str, str] = field(default_factory=dict)
    """Field to code, of a stay in which every field is hostile."""
    rows_before: dict[str, int] = field(default_factory=dict)
    rows_after: dict[str, int] = field(default_factory=dict)
    said: list[dict[str, Any]] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)
    """The fields that carry the string in the stay that was then recorded."""
    register_no: int = 0

    @property
    def name(self) -> str:
        return f"{self.hostile.name}-{'foreigner' if self.foreign else 'citizen'}"

    @property
    def good(self) -> dict[str, str]:
        if self.foreign:
            return {**FOREIGNER, "passport_number": self.number}
        return {**CITIZEN, "kind": "citizen", "doc_number": self.number}

    @property
    def texts(self) -> dict[str, tuple[int, int]]:
        if self.foreign:
            return {**STAY_TEXTS, **PEOPLE_OF_FOREIGNERS, **FOREIGNER_TEXTS}
        return {**STAY_TEXTS, **PEOPLE_OF_CITIZENS, **CITIZEN_TEXTS}

    @property
    def fields(self) -> set[str]:
        return {*OF_STAYS, *(OF_FOREIGNERS if self.foreign else OF_CITIZENS)} - {"kind"}

    def stay(self, fields: set[str]) -> dict[str, Any]:
        """A stay in which these fields are hostile and the others good."""
        stay, guest = {**STAY, "reason": "20", "reason_text": "Dự hội"}, dict(self.good)
        for name in fields:
            (stay if name in OF_STAYS else guest)[name] = self.hostile.text
        return {**stay, "guests": [{**guest, "confirm": ["E-57"]}]}


CASES = [
    Case(hostile, foreign, f"P{number:06d}" if foreign else f"0011900{number:05d}")
    for number, hostile in enumerate(HOSTILE)
    for foreign in (False, True)
]
by_name = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@dataclass(frozen=True, slots=True)
class Evening:
    """Everything after all strings were typed, sent and printed."""

    terminal: Terminal
    printed: dict[str, list[str]]
    taken_in: dict[str, dict[str, Any]]
    stored: dict[str, dict[str, Any]]
    shown: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUESTREG_KEYRING", "none")
        folder = tmp_path_factory.mktemp("hostile")
        terminal = Terminal(folder / "data", FakeClock(NOW))
        terminal.json("setup", "--practice")
        with terminal.keeping_open():
            for case in CASES:
                type_in(terminal, case)
            shown = {case.name: terminal.json("show", str(case.register_no)) for case in CASES}
        terminal.json("send", "--until-idle", "--timeout", "120")
        terminal.json("print", "register", "-o", folder / "so.pdf")
        rows = {cells[0]: cells for cells in Paper(folder / "so.pdf").all_rows()}
        yield Evening(terminal, rows, police_record(terminal.data), stored_rows(terminal.data), shown)


def type_in(terminal: Terminal, case: Case) -> None:
    case.rows_before = row_counts(terminal.data)
    typed = json.dumps(case.stay(case.fields), ensure_ascii=False).encode(errors="backslashreplace")
    everywhere = terminal("add", "-", "--json", stdin=typed)
    case.rows_after = row_counts(terminal.data)
    if everywhere.status == 1:
        case.said = everywhere.json["violations"]
        case.refused = {one["field"]: one["code"] for one in case.said}
    case.typed = dict.fromkeys(case.texts.keys() - case.refused.keys(), case.hostile.text)
    if case.hostile.blank:
        case.typed = {}
    done = terminal.json("add", "-", stdin=case.stay(set(case.typed)))
    case.register_no = done["guests"][0]["register_no"]


def police_record(data: Path) -> dict[str, dict[str, Any]]:
    record = Record(data / "practice" / "police.db")
    try:
        return {stay.document.number: stay.element for stay in record.stays()}
    finally:
        record.close()


def stored_rows(data: Path) -> dict[str, dict[str, Any]]:
    """Guest and stay in one dictionary, by register number."""
    connection = opened(ledger_of(data), data / "keys")
    try:
        found = connection.execute("SELECT g.*, s.* FROM guests g JOIN stays s ON s.id = g.stay_id")
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found]
    finally:
        connection.close()
    return {str(row["register_no"]): row for row in rows}


def test_the_table_has_enough_strings_and_no_name_twice() -> None:
    assert len(HOSTILE) >= 60
    assert len({one.name for one in HOSTILE}) == len(HOSTILE)
    assert len({one.text for one in HOSTILE}) == len(HOSTILE)


@by_name
def test_a_refusal_has_a_reason_and_leaves_no_row(evening: Evening, case: Case) -> None:
    assert case.said
    assert all(one["text"] and one["code"].startswith("E-") for one in case.said)
    assert case.rows_after == case.rows_before


@by_name
def test_what_can_be_typed_is_refused_for_nothing_else(evening: Evening, case: Case) -> None:
    """Free text is refused for hidden characters and its length alone, a name also for what no name has."""
    kept = kept_form(case.hostile.text) or ""
    for name, (least, most) in case.texts.items():
        if case.hostile.hidden:
            assert case.refused.get(name) == "E-56", name
        elif case.hostile.blank:
            assert case.refused.get(name) == ("E-10" if name in PEOPLE_OF_CITIZENS else None)
        elif not least <= len(kept) <= most:
            assert case.refused.get(name) == "E-54", name
        elif name in PEOPLE_OF_CITIZENS and not case.hostile.person:
            assert case.refused.get(name) == "E-55", name
        elif name == "full_name" and case.foreign:
            assert case.refused.get(name) in (None, "E-76")
        elif name == "reason_text":
            assert case.refused.get(name) in (None, "E-72"), "the reason itself is hostile here"
        else:
            assert name not in case.refused


@by_name
def test_what_is_chosen_from_lists_or_counted_is_always_refused(evening: Evening, case: Case) -> None:
    chosen = case.fields - case.texts.keys() - {"phone", "guardian", "doc_number", "passport_number"}
    if case.hostile.blank:
        needed = {"arrival", "planned_departure", "sex", "birth_date"}
        assert {name for name in needed if case.refused.get(name) == "E-10"} == needed
    else:
        assert {name for name in chosen if name not in case.refused} <= {"reason"} & case.refused.keys()


@by_name
def test_the_ledger_keeps_it_unchanged(evening: Evening, case: Case) -> None:
    row = evening.stored[str(case.register_no)]
    for name, text in case.typed.items():
        assert row[STORED_AS.get(name, name)] == kept_form(text), name


@by_name
def test_json_gives_it_back_unchanged(evening: Evening, case: Case) -> None:
    stay = evening.shown[case.name]["stay"]
    given = {**stay, **stay["guests"][0]}
    for name, text in case.typed.items():
        assert given[name] == kept_form(text), name
    assert evening.shown[case.name]["full_name"] == given["full_name"]


@by_name
def test_the_paper_shows_it_whole(evening: Evening, case: Case) -> None:
    cells = evening.printed[str(case.register_no)]
    address = "home_address" if case.foreign else "res_address"
    columns = {"full_name": 1, "doc_issue_place": 5, "passport_issue_place": 5, address: 6, "room": 9, "notifier": 10}
    for name, column in {**columns, "note": 12, "border_permit_number": 12}.items():
        if name in case.typed:
            assert is_printed(kept_form(case.hostile.text) or "", cells[column]), name


def test_a_letter_lost_on_paper_would_be_missed() -> None:
    assert is_printed("Hoa", "T Hoa 20:42")
    assert not is_printed("Hoaa", "T Hoa 20:42")


@by_name
def test_the_endpoint_reads_what_was_typed(evening: Evening, case: Case) -> None:
    element = evening.taken_in[case.number]
    wire = (
        {"room": "soPhong"}
        if case.foreign
        else {
            "room": "soPhong",
            "note": "ghiChu",
            "reason_text": "lyDoChiTiet",
            "full_name": "hoTen",
            "res_address": "diaChi",
        }
    )
    for name, key in wire.items():
        if name in case.typed:
            assert element[key] == kept_form(case.hostile.text), name
    if case.foreign:
        assert element["hoTen"].isascii()
        assert element["hoTen"].replace(" ", "").isalpha()
