"""The ministry's refusals: one Vietnamese text taken apart into clauses, each read by a table.

`answers` calls it. Nothing is ever cut at commas or full stops, since unknown texts have both inside.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guestreg.domain.declaration import FieldError
from guestreg.domain.guest import GuestKind

_PREFIX = re.compile(r"(?:Bản khai báo|Bản ghi) ([0-9]{1,9}) ?:", re.IGNORECASE)
_ADVICE = re.compile(r"(?:^|[.!?;,:]) ?Vui lòng\b.*$", re.IGNORECASE)
_ADVICE_BEGINS = "vui lòng"
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, repr=False)
class Clause:
    """One complaint. `number` is the position in the array, None for the whole request.

    `text` are the words as shown, `core` the same without the sentence of advice, which is never parsed.
    """

    number: int | None
    text: str
    core: str


class Meaning(StrEnum):
    """What a clause says about the declaration."""

    ALREADY = "already"
    WINDOW = "window"
    FIELD = "field"
    NOT_STAYING = "not_staying"
    NOT_LATER = "not_later"
    PROGRAM = "program"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """A clause understood. `number`, `arrival_on`, `departure_on` only when an "already" names them."""

    meaning: Meaning
    error: FieldError
    number: str | None = None
    arrival_on: date | None = None
    departure_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    pattern: re.Pattern[str]
    meaning: Meaning
    field: str
    code: str


NUMBER = "#number"
"""Stands for the document number's field, which is named differently for citizens and foreigners."""


def _row(pattern: str, meaning: Meaning, field: str, code: str) -> _Row:
    blanks = unicodedata.normalize("NFC", pattern).replace(" ", r"\s")
    return _Row(re.compile(blanks, re.IGNORECASE), meaning, field, code)


_DAY = r"(?P<{}>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?: [0-9:.]+)?"
_QUOTE = "['‘’\"“”]"
_PAPERS = (
    "Thẻ CMND|CMND|(?:Số )?Hộ chiếu|Giấy phép lái xe|Thẻ BHYT|Thẻ bảo hiểm y tế|Giấy khai sinh"
    "|Thông báo số định danh cá nhân|Số giấy tờ"
)
_STAYING = "đang tạm trú tại CSLT"

TABLE: Mapping[str, _Row] = {
    "R1": _row("Ngày đến Cslt phải là ngày hiện tại hoặc hôm qua", Meaning.WINDOW, "arrival", "E-38"),
    "R2": _row("Ngày đi dự kiến phải lớn hoặc bằng ngày hôm qua", Meaning.FIELD, "planned_departure", "E-09"),
    "R3": _row("Ngày đi dự kiến phải lớn hoặc bằng ngày đến Cslt", Meaning.FIELD, "planned_departure", "E-18"),
    "R4": _row("Thời hạn tạm trú phải lớn hoặc bằng hôm nay", Meaning.FIELD, "permitted_until", "E-09"),
    "R5": _row("Thẻ (?:CCCD|Căn cước) phải gồm đúng 12 chữ số", Meaning.FIELD, NUMBER, "E-13"),
    "R5b": _row(f"(?:{_PAPERS}) (?:phải|chỉ được) (?:gồm|có) .{{1,120}}", Meaning.FIELD, NUMBER, "E-37"),
    "R6": _row("quốc tịch .{0,40} không tồn tại trong hệ thống", Meaning.FIELD, "nationality", "E-09"),
    "R7": _row(f"Số hộ chiếu {_STAYING} và chưa check-?out", Meaning.ALREADY, NUMBER, "E-33"),
    "R8": _row("Đã tồn tại khai báo trùng thời gian tại CSLT", Meaning.ALREADY, "", "E-33"),
    "R9": _row(
        f"Loại giấy tờ {_QUOTE}.{{0,80}}?{_QUOTE} và Số giấy tờ {_QUOTE}(?P<number>.{{0,80}}?){_QUOTE} "
        f"{_STAYING} và chưa check-?out",
        Meaning.ALREADY,
        NUMBER,
        "E-33",
    ),
    "R10": _row(
        f"Khách đã có khai báo tạm trú từ {_DAY.format('arrival')} đến {_DAY.format('departure')} "
        "tại cơ sở lưu trú này",
        Meaning.ALREADY,
        "",
        "E-33",
    ),
    "R11": _row(f"Khách {_STAYING}", Meaning.ALREADY, "", "E-33"),
    "R12": _row(
        "Số giấy tờ .{1,80} với loại giấy tờ là .{1,80} đang không tồn tại trong hệ thống Cslt",
        Meaning.NOT_STAYING,
        NUMBER,
        "E-185",
    ),
    "R13": _row("Thời hạn tạm trú phải lớn (?:hơn )?ngày đi hiện tại", Meaning.NOT_LATER, "planned_departure", "E-09"),
    "R14": _row(
        "Ngày gia hạn không được vượt quá 30 ngày kể từ ngày đến CSLT",
        Meaning.FIELD,
        "planned_departure",
        "E-35",
    ),
    "R15": _row("Loại giấy tờ phải có giá trị từ 1 đến 8", Meaning.FIELD, "doc_kind", "E-09"),
    "R16": _row(
        "Loại phải là GH hoặc TS|Bị trùng giấy tờ với bản ghi [0-9]+|Danh sách đổi ngày trả phòng không được để trống",
        Meaning.PROGRAM,
        "",
        "E-53",
    ),
}


def clauses(message: str) -> tuple[Clause, ...]:
    """The clauses of a refusal in order; a text without prefix is one clause about the whole request."""
    normal = _one_line(message)
    marks = list(_PREFIX.finditer(normal))
    ends = [mark.start() for mark in marks[1:]] + [len(normal)]
    found = [_clause(int(mark[1]), normal[mark.end() : end]) for mark, end in zip(marks, ends, strict=False)]
    before = normal[: marks[0].start()] if marks else normal
    return tuple(clause for clause in (_clause(None, before), *found) if clause.text)


def _one_line(message: str) -> str:
    lines = [_trimmed(line) for line in unicodedata.normalize("NFC", message).splitlines()]
    joined = "".join(f"{'.' if line.casefold().startswith(_ADVICE_BEGINS) else ''} {line}" for line in lines if line)
    return _BLANKS.sub(" ", joined)


def _clause(number: int | None, raw: str) -> Clause:
    text = _trimmed(raw)
    return Clause(number, text, _trimmed(_ADVICE.sub("", text)))


def _trimmed(text: str) -> str:
    return _BLANKS.sub(" ", text).strip().rstrip(",. ")


def read_clause(clause: Clause, guest_kind: GuestKind) -> Reading:
    """What `clause` says of the one person that was sent; unknown words stay under no field."""
    if clause.number in (None, 1):
        for row in TABLE.values():
            if match := row.pattern.fullmatch(clause.core):
                return _reading(row, match.groupdict().get, clause.text, guest_kind)
    return Reading(Meaning.UNKNOWN, FieldError("", "E-09", clause.text))


def _reading(row: _Row, said: Callable[[str], str | None], text: str, guest_kind: GuestKind) -> Reading:
    number_field = "passport_number" if guest_kind is GuestKind.FOREIGNER else "doc_number"
    error = FieldError(number_field if row.field == NUMBER else row.field, row.code, text)
    arrival_on, departure_on = _day(said("arrival")), _day(said("departure"))
    if arrival_on is None or departure_on is None:
        arrival_on = departure_on = None
    return Reading(row.meaning, error, said("number") or None, arrival_on, departure_on)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
