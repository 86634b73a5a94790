"""Whether one declared person satisfies the rules of calls 4 and 5, and the document rules of call 12.

Called by `declare`, `departure` and `portal_intake`. It must not know what is already stored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guestreg.receiver.kbtt import wording
from guestreg.receiver.kbtt.catalogues import Catalogues
from guestreg.receiver.kbtt.fields import LETTERS_AND_DIGITS, Fields
from guestreg.receiver.kbtt.record import Document

FOREIGNERS, CITIZENS = 4, 5
PASSPORT_KIND = 4
OTHER_REASON = 20
LAST_DOCUMENT_KIND = 8
_LONGEST_NAME = 160
_LONGEST_PASSPORT = 10
_NINE_OR_TWELVE = re.compile(r"\d{9}|\d{12}", re.ASCII)
_TWELVE = re.compile(r"\d{12}", re.ASCII)
_LONGEST_NUMBER = {3: 20, 4: 10, 6: 20}


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rules depend on besides the element: lists, the kind of establishment, today in Vietnam.

    The last two are wider on the portal's sheets than on the interface.
    """

    catalogues: Catalogues
    room_is_mandatory: bool
    today: date
    last_document_kind: int = LAST_DOCUMENT_KIND
    birth_precisions: tuple[str, ...] = ("D", "Y")


@dataclass(frozen=True, slots=True)
class Judged:
    """The sentences against one person, and as much of the stay as could be read."""

    errors: tuple[str, ...]
    document: Document | None
    arrival: datetime | None
    planned_departure: datetime | None


def judge_foreigner(element: Mapping[str, object], rules: Rules) -> Judged:
    """The rules of call 4."""
    fields = Fields(element)
    _latin_name(fields)
    nationality = fields.text("quocTich", "Quốc tịch")
    if nationality is not None and nationality not in rules.catalogues.nationalities:
        fields.refuse(wording.nationality_unknown(nationality))
    passport = _passport(fields)
    _sex(fields)
    _birth_with_precision(fields, rules.birth_precisions)
    arrival, planned = _stay_dates(fields, rules.today)
    _room(fields, rules)
    permitted = fields.moment("thoiHanTamTruStr", "Thời hạn tạm trú")
    if permitted is not None and permitted.date() < rules.today:
        fields.refuse(wording.PERMITTED_STAY_OVER)
    fields.text("anhHoChieuB64", "Ảnh hộ chiếu", mandatory=False)
    document = None
    if passport is not None and nationality is not None:
        document = Document(FOREIGNERS, PASSPORT_KIND, passport.upper(), nationality)
    return Judged(tuple(fields.errors), document, arrival, planned)


def judge_citizen(element: Mapping[str, object], rules: Rules) -> Judged:
    """The rules of call 5."""
    fields = Fields(element)
    fields.text("hoTen", "Họ tên")
    _sex(fields)
    fields.day("ngayThangNamSinhStr", "Ngày tháng năm sinh")
    fields.text("soDienThoai", "Số điện thoại", mandatory=False)
    fields.text("ghiChu", "Ghi chú", mandatory=False)
    fields.in_range("noiCuTru", "Nơi cư trú", 3, mandatory=False)
    _residence(fields, rules.catalogues)
    arrival, planned = _stay_dates(fields, rules.today)
    _room(fields, rules)
    _reason(fields)
    document = read_document(fields, rules.catalogues, rules.last_document_kind)
    fields.text("anhTruocB64", "Ảnh mặt trước", mandatory=False)
    fields.text("anhSauB64", "Ảnh mặt sau", mandatory=False)
    return Judged(tuple(fields.errors), document, arrival, planned)


def read_document(fields: Fields, catalogues: Catalogues, last_kind: int = LAST_DOCUMENT_KIND) -> Document | None:
    """Kind and number of a citizen's paper (calls 5 and 12); None when either is wrong."""
    kind = fields.number("loaiGiayTo", "Loại giấy tờ")
    if kind is not None and not 1 <= kind <= last_kind:
        fields.refuse(wording.DOCUMENT_KIND_RANGE)
        kind = None
    number = fields.text("soGiayTo", "Số giấy tờ")
    if kind is None or number is None:
        return None
    objection = _number_objection(kind, number, catalogues.document_label(kind))
    if objection is not None:
        fields.refuse(objection)
        return None
    return Document(CITIZENS, kind, number.upper())


def _number_objection(kind: int, number: str, label: str) -> str | None:
    if kind in (1, 8):
        return None if _TWELVE.fullmatch(number) else wording.exact_digits(label, "12")
    if kind == 2:
        return None if _NINE_OR_TWELVE.fullmatch(number) else wording.exact_digits(label, "9 hoặc 12")
    longest = _LONGEST_NUMBER.get(kind)
    if LETTERS_AND_DIGITS.fullmatch(number) and (longest is None or len(number) <= longest):
        return None
    return wording.letters_and_digits(label, longest)


def _latin_name(fields: Fields) -> None:
    name = fields.text("hoTen", "Họ tên")
    if name is None:
        return
    only_letters = all(sign.isalpha() or sign == " " for sign in name)
    if not only_letters or len(name) > _LONGEST_NAME:
        fields.refuse(wording.NAME_LETTERS)


def _passport(fields: Fields) -> str | None:
    number = fields.text("soHoChieu", "Số hộ chiếu")
    if number is None:
        return None
    if not LETTERS_AND_DIGITS.fullmatch(number) or len(number) > _LONGEST_PASSPORT:
        fields.refuse(wording.PASSPORT_SHAPE)
        return None
    return number


def _sex(fields: Fields) -> None:
    fields.choice("gioiTinh", "Giới tính", ("M", "F"), wording.SEX_CHOICE)


def _birth_with_precision(fields: Fields, precisions: tuple[str, ...]) -> None:
    label = "Loại ngày tháng năm sinh"
    precision = fields.choice("loaiNgayThangNamSinh", label, precisions, wording.PRECISION_CHOICE)
    born = fields.day("ngayThangNamSinhStr", "Ngày tháng năm sinh")
    if precision == "Y" and born is not None and (born.month, born.day) != (1, 1):
        fields.refuse(wording.YEAR_ONLY_SHAPE)


def _stay_dates(fields: Fields, today: date) -> tuple[datetime | None, datetime | None]:
    yesterday = today - timedelta(days=1)
    arrival = fields.moment("ngayDenCsltStr", "Ngày đến Cslt")
    if arrival is not None and arrival.date() not in (today, yesterday):
        fields.refuse(wording.ARRIVAL_OUTSIDE_WINDOW)
    planned = fields.moment("ngayDiDuKienStr", "Ngày đi dự kiến")
    if planned is not None and planned.date() < yesterday:
        fields.refuse(wording.DEPARTURE_BEFORE_YESTERDAY)
    if arrival is not None and planned is not None and planned < arrival:
        fields.refuse(wording.DEPARTURE_BEFORE_ARRIVAL)
    return arrival, planned


def _room(fields: Fields, rules: Rules) -> None:
    fields.text("soPhong", "Số phòng", mandatory=rules.room_is_mandatory)


def _residence(fields: Fields, catalogues: Catalogues) -> None:
    province = fields.text("maTT", "Mã tỉnh thành phố", mandatory=False)
    if province is not None and province not in catalogues.provinces:
        fields.refuse(wording.place_unknown("Tỉnh thành phố", province))
    code = fields.text("maPX", "Mã phường xã", mandatory=False)
    if code is not None:
        commune = catalogues.communes.get(code)
        if commune is None or (province is not None and commune.province_code != province):
            fields.refuse(wording.place_unknown("Phường xã", code))
    fields.text("diaChi", "Địa chỉ", mandatory=False)


def _reason(fields: Fields) -> None:
    reason = fields.in_range("lyDoCuTru", "Lý do cư trú", 20)
    detail = fields.text("lyDoChiTiet", "Lý do chi tiết", mandatory=reason == OTHER_REASON)
    if detail is not None and reason is not None and reason != OTHER_REASON:
        fields.refuse(wording.REASON_TEXT_ONLY_FOR_OTHER)
