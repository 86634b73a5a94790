"""Every rule of the field lists as one row: what is changed in a good stay, and the code it must give.

Times are relative to NOW; `GOOD` is a stay without a single violation.
"""

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime

from guestreg.domain.violation import Severity

NOW = datetime(2026, 11, 21, 13, 42, tzinfo=UTC)
"""20:42 in Vietnam."""

CITIZEN = {
    "full_name": "Nguyễn Thị Hoa",
    "birth_date": "05/03/1990",
    "sex": "F",
    "doc_kind": "8",
    "doc_number": "001190000017",
}
FOREIGNER = {
    "kind": "foreigner",
    "full_name": "Anna Maria Eriksson",
    "nationality": "SWE",
    "passport_number": "L898902C3",
    "sex": "F",
    "birth_date": "12/08/1974",
    "permitted_until": "20/12/2026",
}
STAY = {
    "arrival": "2026-11-21T18:00",
    "planned_departure": "2026-11-22T12:00",
    "room": "Phòng 1",
    "reason": "1",
    "notifier": "Lò Thị Say",
}
REFUSE, WARN, ASK = Severity.REFUSE, Severity.WARN, Severity.ASK


@dataclass(frozen=True, slots=True)
class Rule:
    """`stay` and `guest` are the changed fields; `guests` replaces the whole list. `place` is the guest's index."""

    code: str
    field: str
    severity: Severity = REFUSE
    guest: dict[str, str] = dataclasses.field(default_factory=dict)
    stay: dict[str, str] = dataclasses.field(default_factory=dict)
    foreign: bool = False
    guests: tuple[dict[str, str], ...] | None = None
    place: int | None = 0

    @property
    def name(self) -> str:
        changed = {**self.stay, **self.guest}
        return f"{self.code}-{self.field}-" + ",".join(f"{k}={v[:18]}" for k, v in changed.items())

    def people(self) -> tuple[dict[str, str], ...]:
        if self.guests is not None:
            return self.guests
        return ({**(FOREIGNER if self.foreign else CITIZEN), **self.guest},)

    def whole_stay(self) -> dict[str, str]:
        return {**STAY, **self.stay}


def _missing(names: str, *, foreign: bool = False) -> tuple[Rule, ...]:
    return tuple(Rule("E-10", name, guest={name: ""}, foreign=foreign) for name in names.split())


def _wrong_departures(*, foreign: bool) -> tuple[Rule, ...]:
    return (
        Rule("E-135", "actual_departure", guest={"actual_departure": "sáng nay"}, foreign=foreign),
        Rule("E-70", "actual_departure", guest={"actual_departure": "2026-11-21T17:00"}, foreign=foreign),
        Rule("E-71", "actual_departure", guest={"actual_departure": "2026-11-21T21:30"}, foreign=foreign),
    )


CHILD = {"full_name": "Nguyễn Bảo Ngọc", "birth_date": "05/09/2020", "sex": "F", "guardian": "1"}

CITIZEN_RULES = (
    *_missing("full_name birth_date sex doc_kind doc_number"),
    *_wrong_departures(foreign=False),
    Rule("E-54", "full_name", guest={"full_name": "Á", "doc_number": "001190000017"}),
    Rule("E-54", "full_name", guest={"full_name": "Nguyễn " + "A" * 160}),
    Rule("E-55", "full_name", guest={"full_name": "Nguyễn <b>Hoa</b>"}),
    Rule("E-55", "full_name", guest={"full_name": "Nguyễn 2"}),
    Rule("E-56", "full_name", guest={"full_name": "Nguyễn\u202eHoa"}),
    Rule("E-56", "res_address", guest={"res_address": "Bản\x00Mẫu"}),
    Rule("E-57", "full_name", ASK, guest={"full_name": "Sùng"}),
    Rule("E-140", "full_name", WARN, guest={"full_name": "Nguyễn 王"}),
    Rule("E-140", "res_address", WARN, guest={"res_address": "Bản ကို"}),
    Rule("E-11", "birth_date", guest={"birth_date": "31/02/1990"}),
    Rule("E-58", "birth_date", guest={"birth_date": "mùa xuân"}),
    Rule("E-136", "birth_date", guest={"birth_date": "29/02/1991"}),
    Rule("E-12", "birth_date", guest={"birth_date": "22/11/2026"}),
    Rule("E-59", "birth_date", guest={"birth_date": "31/12/1899"}),
    Rule("E-60", "birth_date", WARN, guest={"birth_date": "1990"}),
    Rule("E-62", "sex", guest={"sex": "X"}),
    Rule("E-62", "nationality", guest={"kind": "citizen", "nationality": "SWE"}),
    Rule("E-62", "doc_kind", guest={"doc_kind": "10"}),
    Rule("E-10", "doc_kind_name", guest={"doc_kind": "9", "doc_number": "A1"}),
    Rule("E-54", "doc_kind_name", guest={"doc_kind": "9", "doc_kind_name": "x" * 61, "doc_number": "A1"}),
    Rule("E-13", "doc_number", guest={"doc_number": "01109000017"}),
    Rule("E-13", "doc_number", guest={"doc_number": "01109000001A", "doc_kind": "1"}),
    Rule("E-63", "doc_number", guest={"doc_kind": "2", "doc_number": "1234567890"}),
    Rule("E-37", "doc_number", guest={"doc_kind": "3", "doc_number": "A" * 21}),
    Rule("E-37", "doc_number", guest={"doc_kind": "6", "doc_number": "Đ123"}),
    Rule("E-37", "doc_number", guest={"doc_kind": "4", "doc_number": "A1234567890"}),
    Rule("E-64", "doc_number", guest={"doc_kind": "5", "doc_number": "1" * 31}),
    Rule("E-65", "doc_number", WARN, guest={"doc_kind": "7", "doc_number": "12345"}),
    Rule("E-14", "doc_number", WARN, guest={"sex": "M"}),
    Rule("E-14", "doc_number", WARN, guest={"birth_date": "05/03/1991"}),
    Rule("E-66", "doc_issued_on", guest={"doc_issued_on": "22/11/2026"}),
    Rule("E-58", "doc_issued_on", guest={"doc_issued_on": "2020"}),
    Rule("E-67", "doc_kind", WARN, guest={"doc_kind": "1", "doc_issued_on": "01/07/2024"}),
    Rule("E-54", "doc_issue_place", guest={"doc_issue_place": "x" * 121}),
    Rule("E-68", "phone", guest={"phone": "gọi sau"}),
    Rule("E-142", "phone", WARN, guest={"phone": "091234567"}),
    Rule("E-142", "phone", WARN, guest={"phone": "0912 345 6789"}, foreign=True),
    Rule("E-68", "phone", guest={"phone": "0" * 16}),
    Rule("E-62", "residence_kind", guest={"residence_kind": "4"}),
    Rule("E-62", "res_province", guest={"res_province": "999"}),
    Rule("E-62", "res_commune", guest={"res_commune": "11111"}),
    Rule("E-69", "res_commune", guest={"res_province": "101", "res_commune": "302903203"}),
    Rule("E-54", "res_address", guest={"res_address": "x" * 251}),
    Rule("E-73", "guardian", guest={"guardian": "1"}),
    Rule("E-73", "guardian", guest={"guardian": "7"}),
    Rule("E-73", "guardian", guests=(CHILD | {"guardian": "2"}, CHILD | {"guardian": "1"})),
    Rule("E-74", "doc_number", guests=(CITIZEN, CHILD | {"birth_date": "21/11/2012"}), place=1),
    Rule("E-75", "doc_number", WARN, guests=(CITIZEN, CHILD), place=1),
    Rule("E-87", "doc_number", guests=(CITIZEN, CITIZEN), place=1),
    Rule("E-88", "ethnicity", guest={"ethnicity": "x"}),
)

FOREIGNER_RULES = (
    *_missing("full_name passport_number sex birth_date permitted_until", foreign=True),
    *_wrong_departures(foreign=True),
    Rule("E-10", "nationality", guest={"nationality": "", "kind": "foreigner"}, foreign=True),
    Rule("E-54", "full_name", guest={"full_name": "A " * 81}, foreign=True),
    Rule("E-57", "full_name", ASK, guest={"full_name": "Specimen"}, foreign=True),
    Rule("E-76", "full_name", guest={"full_name": "Анна Мария"}, foreign=True),
    Rule("E-62", "nationality", guest={"nationality": "DEU"}, foreign=True),
    Rule("E-62", "nationality", guest={"nationality": "YUG"}, foreign=True),
    Rule("E-77", "nationality", WARN, guest={"nationality": "VNM"}, foreign=True),
    Rule("E-37", "passport_number", guest={"passport_number": "L898902C3XX"}, foreign=True),
    Rule("E-37", "passport_number", guest={"passport_number": "L89/902"}, foreign=True),
    Rule("E-62", "passport_kind", guest={"passport_kind": "other"}, foreign=True),
    Rule("E-66", "passport_issued_on", guest={"passport_issued_on": "22/11/2026"}, foreign=True),
    Rule("E-54", "passport_issue_place", guest={"passport_issue_place": "x" * 121}, foreign=True),
    Rule("E-78", "passport_expires_on", WARN, guest={"passport_expires_on": "21/11/2026"}, foreign=True),
    Rule("E-79", "permitted_until", guest={"permitted_until": "20/11/2026"}, foreign=True),
    Rule("E-36", "permitted_until", WARN, guest={"permitted_until": "21/11/2026"}, foreign=True),
    Rule("E-80", "permitted_until", ASK, guest={"passport_expires_on": "20/12/2026"}, foreign=True),
    Rule("E-58", "permitted_until", guest={"permitted_until": "2027"}, foreign=True),
    Rule("E-81", "entry_on", guest={"entry_on": "22/11/2026"}, foreign=True),
    Rule("E-54", "entry_paper_kind", guest={"entry_paper_kind": "x" * 61}, foreign=True),
    Rule("E-54", "entry_paper_number", guest={"entry_paper_number": "x" * 31}, foreign=True),
    Rule("E-58", "entry_paper_until", guest={"entry_paper_until": "?"}, foreign=True),
    Rule("E-54", "entry_gate", guest={"entry_gate": "x" * 121}, foreign=True),
    Rule("E-54", "entry_purpose", guest={"entry_purpose": "x" * 121}, foreign=True),
    Rule("E-54", "border_permit_number", guest={"border_permit_number": "x" * 31}, foreign=True),
    Rule("E-58", "border_permit_until", guest={"border_permit_until": "?"}, foreign=True),
    Rule("E-68", "phone", guest={"phone": "x"}, foreign=True),
    Rule("E-54", "home_address", guest={"home_address": "x" * 251}, foreign=True),
    Rule("E-88", "visa", guest={"visa": "x"}, foreign=True),
)

STAY_RULES = (
    *(Rule("E-10", name, stay={name: ""}, place=None) for name in ("arrival", "planned_departure", "notifier")),
    Rule("E-135", "arrival", stay={"arrival": "tối nay"}, place=None),
    Rule("E-136", "arrival", stay={"arrival": "2026-11-21T25:00"}, place=None),
    Rule("E-11", "arrival", stay={"arrival": "2026-02-30T10:00"}, place=None),
    Rule("E-38", "arrival", stay={"arrival": "2026-11-21T20:53"}, place=None),
    Rule("E-18", "planned_departure", stay={"planned_departure": "2026-11-21T17:59"}, place=None),
    Rule("E-35", "planned_departure", WARN, stay={"planned_departure": "2026-12-21T12:00"}, place=None),
    Rule("E-70", "actual_departure", stay={"actual_departure": "2026-11-21T17:00"}, place=None),
    Rule("E-71", "actual_departure", stay={"actual_departure": "2026-11-21T21:30"}, place=None),
    Rule("E-54", "room", stay={"room": "x" * 21}, place=None),
    Rule("E-62", "reason", stay={"reason": "21"}, place=None),
    Rule("E-10", "reason_text", stay={"reason": "20"}, place=None),
    Rule("E-72", "reason_text", stay={"reason_text": "hội"}, place=None),
    Rule("E-54", "reason_text", stay={"reason": "20", "reason_text": "x" * 201}, place=None),
    Rule("E-54", "note", stay={"note": "x" * 251}, place=None),
    Rule("E-55", "notifier", stay={"notifier": "Lò 1"}, place=None),
    Rule("E-10", "guests", guests=(), place=None),
    Rule("E-88", "colour", stay={"colour": "x"}, place=None),
)

RULES = (*CITIZEN_RULES, *FOREIGNER_RULES, *STAY_RULES)
