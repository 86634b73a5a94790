"""What the ministry would surely refuse, found before anything leaves, in the ministry's own words.

`terms` calls it. An arrival that is too old is not looked for: the endpoint's window is the outbox's matter,
and our clock may be wrong.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from guestreg.domain.dates import local
from guestreg.domain.declaration import FieldError

WORDS_ARRIVAL = "Ngày đến Cslt phải là ngày hiện tại hoặc hôm qua"
WORDS_DEPARTURE_PAST = "Ngày đi dự kiến phải lớn hoặc bằng ngày hôm qua"
WORDS_DEPARTURE_ORDER = "Ngày đi dự kiến phải lớn hoặc bằng ngày đến Cslt"
WORDS_PERMITTED = "Thời hạn tạm trú phải lớn hoặc bằng hôm nay"


@dataclass(frozen=True, slots=True)
class NumberRule:
    """What the authority takes as a number of one kind of paper."""

    form: re.Pattern[str]
    code: str
    words: str


_TWELVE = re.compile(r"[0-9]{12}")
_LONG = re.compile(r"[A-Za-z0-9]{1,20}")
_PASSPORT = re.compile(r"[A-Za-z0-9]{1,10}")
_NUMBERS = {
    1: NumberRule(_TWELVE, "E-13", "Thẻ CCCD phải gồm đúng 12 chữ số"),
    2: NumberRule(re.compile(r"[0-9]{9}|[0-9]{12}"), "E-37", "Thẻ CMND phải gồm 9 hoặc 12 chữ số"),
    3: NumberRule(_LONG, "E-37", "Giấy phép lái xe phải gồm chữ và số, tối đa 20 ký tự"),
    4: NumberRule(_PASSPORT, "E-37", "Hộ chiếu phải gồm chữ và số, tối đa 10 ký tự"),
    6: NumberRule(_LONG, "E-37", "Thẻ BHYT phải gồm chữ và số, tối đa 20 ký tự"),
    8: NumberRule(_TWELVE, "E-13", "Thẻ Căn cước phải gồm đúng 12 chữ số"),
}
_ANY_NUMBER = NumberRule(re.compile(r"[!-~]+"), "E-37", "Số giấy tờ không được có khoảng trắng")
_MRZ_NAME = re.compile(r"[A-Z]+(?: [A-Z]+)*")


def check(
    wire: bytes, now: datetime, *, nationalities: frozenset[str] | None, room_required: bool
) -> tuple[FieldError, ...]:
    """All that is surely wrong. `nationalities`: the codes taken, None when no list is at hand."""
    (element,) = json.loads(wire)
    if "loai" in element:
        return tuple(_number(element))
    found = list(_dates(element, local(now).date()))
    if room_required and "soPhong" not in element:
        found.append(FieldError("room", "E-10", "Số phòng không được để trống"))
    found += _foreigner(element, nationalities) if "soHoChieu" in element else _citizen(element)
    return tuple(found)


def _dates(element: Mapping[str, Any], today: date) -> Iterator[FieldError]:
    arrival = datetime.fromisoformat(element["ngayDenCsltStr"])
    departure = datetime.fromisoformat(element["ngayDiDuKienStr"])
    if arrival.date() > today:
        yield FieldError("arrival", "E-38", WORDS_ARRIVAL)
    if departure.date() < today - timedelta(days=1):
        yield FieldError("planned_departure", "E-09", WORDS_DEPARTURE_PAST)
    if departure < arrival:
        yield FieldError("planned_departure", "E-18", WORDS_DEPARTURE_ORDER)
    permitted = element.get("thoiHanTamTruStr")
    if permitted is not None and datetime.fromisoformat(permitted).date() < today:
        yield FieldError("permitted_until", "E-09", WORDS_PERMITTED)


def _foreigner(element: Mapping[str, Any], nationalities: frozenset[str] | None) -> Iterator[FieldError]:
    if not _MRZ_NAME.fullmatch(element["hoTen"]):
        yield FieldError("full_name", "E-09", "Họ tên chỉ gồm chữ cái A-Z và khoảng trắng")
    if not _PASSPORT.fullmatch(element["soHoChieu"]):
        yield FieldError("passport_number", "E-37", "Số hộ chiếu phải gồm chữ và số, tối đa 10 ký tự")
    nationality = element["quocTich"]
    if nationalities is not None and nationality not in nationalities:
        yield FieldError("nationality", "E-09", f"quốc tịch {nationality} không tồn tại trong hệ thống")


def _citizen(element: Mapping[str, Any]) -> Iterator[FieldError]:
    yield from _number(element)
    if element["lyDoCuTru"] == 20 and "lyDoChiTiet" not in element:
        yield FieldError("reason_text", "E-10", "Lý do chi tiết không được để trống")


def _number(element: Mapping[str, Any]) -> Iterator[FieldError]:
    kind: int = element.get("loaiGiayTo", 0)
    if kind not in range(1, 9):
        yield FieldError("doc_kind", "E-09", "Loại giấy tờ phải có giá trị từ 1 đến 8")
        return
    rule = _NUMBERS.get(kind, _ANY_NUMBER)
    if not rule.form.fullmatch(element.get("soGiayTo", "")):
        yield FieldError("doc_number", rule.code, rule.words)
