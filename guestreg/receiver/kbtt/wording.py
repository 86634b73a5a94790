"""The sentences of refusal, to the letter where the interface's guide gives them.

Called by validation, duplicates, departure and declaring. It must not know when a sentence applies.
Sentences without a source (marked "own") follow the shape of the known ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

DECLARATION = "Bản khai báo"
CHANGE = "Bản ghi"
ADVICE = "Vui lòng kiểm tra lại thông tin trước khi gửi."

ARRIVAL_OUTSIDE_WINDOW = "Ngày đến Cslt phải là ngày hiện tại hoặc hôm qua"
DEPARTURE_BEFORE_YESTERDAY = "Ngày đi dự kiến phải lớn hoặc bằng ngày hôm qua"
DEPARTURE_BEFORE_ARRIVAL = "Ngày đi dự kiến phải lớn hoặc bằng ngày đến Cslt"
PERMITTED_STAY_OVER = "Thời hạn tạm trú phải lớn hoặc bằng hôm nay"
STILL_STAYING = "Số hộ chiếu đang tạm trú tại CSLT và chưa checkout"
OVERLAPPING = "Đã tồn tại khai báo trùng thời gian tại CSLT"
NOT_LATER_THAN_DEPARTURE = "Thời hạn tạm trú phải lớn ngày đi hiện tại"
BEYOND_THIRTY_DAYS = "Ngày gia hạn không được vượt quá 30 ngày kể từ ngày đến CSLT"
DOCUMENT_KIND_RANGE = "Loại giấy tờ phải có giá trị từ 1 đến 8"
CHANGE_KIND = "Loại phải là GH hoặc TS"
NO_CHANGES = "Danh sách đổi ngày trả phòng không được để trống"

# own
NO_DECLARATIONS = "Danh sách khai báo không được để trống"
NOT_READABLE = "Dữ liệu không đúng định dạng"
SEX_CHOICE = "Giới tính phải là M hoặc F"
PRECISION_CHOICE = "Loại ngày tháng năm sinh phải là D hoặc Y"
YEAR_ONLY_SHAPE = "Ngày tháng năm sinh phải là ngày 01 tháng 01 khi chỉ biết năm sinh"
NAME_LETTERS = "Họ tên chỉ được gồm chữ cái và khoảng trắng, tối đa 160 ký tự"
PASSPORT_SHAPE = "Số hộ chiếu chỉ được gồm chữ và số, tối đa 10 ký tự"
REASON_TEXT_ONLY_FOR_OTHER = "Lý do chi tiết chỉ được nhập khi lý do cư trú là 20"


def nationality_unknown(code: str) -> str:
    return f"quốc tịch {code} không tồn tại trong hệ thống"


def exact_digits(label: str, counts: str) -> str:
    return f"{label} phải gồm đúng {counts} chữ số"


def letters_and_digits(label: str, at_most: int | None) -> str:
    limit = f", tối đa {at_most} ký tự" if at_most is not None else ""
    return f"{label} chỉ được gồm chữ và số{limit}"


def missing(label: str) -> str:
    return f"{label} không được để trống"


def wrong_shape(label: str, shape: str | None = None) -> str:
    return f"{label} không đúng định dạng" + (f" {shape}" if shape else "")


def outside_range(label: str, low: int, high: int) -> str:
    return f"{label} phải có giá trị từ {low} đến {high}"


def place_unknown(label: str, code: str) -> str:
    return f"{label} {code} không tồn tại trong hệ thống"


def still_staying_in_full(label: str, number: str) -> str:
    return f"Loại giấy tờ '{label}' và Số giấy tờ '{number}' đang tạm trú tại CSLT và chưa checkout"


def overlapping_in_full(from_on: date, to_on: date) -> str:
    return f"Khách đã có khai báo tạm trú từ {from_on.isoformat()} đến {to_on.isoformat()} tại cơ sở lưu trú này"


def no_such_stay(label: str, number: str) -> str:
    return f"Số Giấy tờ {number} với loại giấy tờ là {label} đang không tồn tại trong hệ thống Cslt"


def same_document_as(position: int) -> str:
    return f"Bị trùng giấy tờ với bản ghi {position}"


def message(prefix: str, clauses: Iterable[tuple[int, str]], with_advice: bool) -> str:
    """All errors of all persons in one text; positions count from 1."""
    text = ", ".join(f"{prefix} {position}: {sentence}" for position, sentence in clauses)
    return f"{text}. {ADVICE}" if with_advice else text
