"""Refusals are cut at their prefixes alone and read by the table."""

import unicodedata
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guestreg.domain.guest import GuestKind
from guestreg.endpoints.kbtt.refusals import TABLE, Meaning, clauses, read_clause

ADVICE = "Vui lòng kiểm tra lại thông tin trước khi gửi."
CITIZEN, FOREIGNER = GuestKind.CITIZEN, GuestKind.FOREIGNER

KNOWN = [
    ("R1", "Ngày đến Cslt phải là ngày hiện tại hoặc hôm qua", Meaning.WINDOW, "arrival", "E-38"),
    ("R2", "Ngày đi dự kiến phải lớn hoặc bằng ngày hôm qua", Meaning.FIELD, "planned_departure", "E-09"),
    ("R3", "Ngày đi dự kiến phải lớn hoặc bằng ngày đến Cslt", Meaning.FIELD, "planned_departure", "E-18"),
    ("R4", "Thời hạn tạm trú phải lớn hoặc bằng hôm nay", Meaning.FIELD, "permitted_until", "E-09"),
    ("R5", "Thẻ CCCD phải gồm đúng 12 chữ số", Meaning.FIELD, "doc_number", "E-13"),
    ("R5", "Thẻ Căn Cước phải gồm đúng 12 chữ số", Meaning.FIELD, "doc_number", "E-13"),
    ("R5b", "Thẻ CMND phải gồm đúng 9 hoặc 12 chữ số", Meaning.FIELD, "doc_number", "E-37"),
    ("R5b", "Hộ chiếu chỉ được gồm chữ và số, tối đa 10 ký tự", Meaning.FIELD, "doc_number", "E-37"),
    ("R6", "quốc tịch DEU không tồn tại trong hệ thống", Meaning.FIELD, "nationality", "E-09"),
    ("R7", "Số hộ chiếu đang tạm trú tại CSLT và chưa checkout", Meaning.ALREADY, "doc_number", "E-33"),
    ("R8", "Đã tồn tại khai báo trùng thời gian tại CSLT", Meaning.ALREADY, "", "E-33"),
    (
        "R9",
        "Loại giấy tờ 'Thẻ Căn Cước' và Số giấy tờ '011090000017' đang tạm trú tại CSLT và chưa checkout",
        Meaning.ALREADY,
        "doc_number",
        "E-33",
    ),
    (
        "R10",
        "Khách đã có khai báo tạm trú từ 2026-11-21 đến 2026-11-23 tại cơ sở lưu trú này",
        Meaning.ALREADY,
        "",
        "E-33",
    ),
    ("R11", "Khách đang tạm trú tại CSLT", Meaning.ALREADY, "", "E-33"),
    (
        "R12",
        "Số Giấy tờ 011090000017 với loại giấy tờ là Thẻ Căn Cước đang không tồn tại trong hệ thống Cslt",
        Meaning.NOT_STAYING,
        "doc_number",
        "E-185",
    ),
    ("R13", "Thời hạn tạm trú phải lớn ngày đi hiện tại", Meaning.NOT_LATER, "planned_departure", "E-09"),
    (
        "R14",
        "Ngày gia hạn không được vượt quá 30 ngày kể từ ngày đến CSLT",
        Meaning.FIELD,
        "planned_departure",
        "E-35",
    ),
    ("R15", "Loại giấy tờ phải có giá trị từ 1 đến 8", Meaning.FIELD, "doc_kind", "E-09"),
    ("R16", "Loại phải là GH hoặc TS", Meaning.PROGRAM, "", "E-53"),
    ("R16", "Bị trùng giấy tờ với bản ghi 2", Meaning.PROGRAM, "", "E-53"),
    ("R16", "Danh sách đổi ngày trả phòng không được để trống", Meaning.PROGRAM, "", "E-53"),
    ("R0", "Cơ sở đang tạm khóa, liên hệ công an. Mã 7", Meaning.UNKNOWN, "", "E-09"),
]


PREFIXES = ("Bản khai báo 1: ", "Bản ghi 1: ", "BẢN KHAI BÁO  1 :\n", "")
TAILS = ("", ".", ", ", f". {ADVICE}", f"\r\n{ADVICE}", f", {ADVICE}")


@pytest.mark.parametrize(("row", "text", "meaning", "field", "code"), KNOWN)
def test_every_known_refusal_in_both_voices(row: str, text: str, meaning: Meaning, field: str, code: str) -> None:
    for prefix, tail in product(PREFIXES, TAILS):
        (clause,) = clauses(unicodedata.normalize("NFD", prefix + text + tail))
        reading = read_clause(clause, CITIZEN)
        assert (reading.meaning, reading.error.field, reading.error.code) == (meaning, field, code), (prefix, tail)
        assert reading.error.text.startswith(text)


def test_every_row_of_the_table_is_tested() -> None:
    assert set(TABLE) == {row for row, *_ in KNOWN} - {"R0"}


def test_a_number_belongs_to_the_passport_of_a_foreigner() -> None:
    (clause,) = clauses("Bản khai báo 1: Số hộ chiếu đang tạm trú tại CSLT và chưa checkout")
    assert read_clause(clause, FOREIGNER).error.field == "passport_number"


def test_an_already_carries_what_its_words_carry() -> None:
    said = (
        "Bản khai báo 1: Loại giấy tờ 'Thẻ Căn Cước' và Số giấy tờ '011090000017' đang tạm trú tại CSLT và chưa "
        "checkout, Bản khai báo 1: Khách đã có khai báo tạm trú từ 2026-11-21 đến 2026-11-23 tại cơ sở lưu trú này"
    )
    number, dates = (read_clause(clause, CITIZEN) for clause in clauses(said))
    assert (number.number, number.arrival_on) == ("011090000017", None)
    assert (dates.number, dates.arrival_on, dates.departure_on) == (None, date(2026, 11, 21), date(2026, 11, 23))


def test_impossible_dates_are_none() -> None:
    (clause,) = clauses("Khách đã có khai báo tạm trú từ 2026-02-31 đến 2026-11-23 tại cơ sở lưu trú này")
    reading = read_clause(clause, CITIZEN)
    assert (reading.meaning, reading.arrival_on, reading.departure_on) == (Meaning.ALREADY, None, None)


def test_another_persons_clause_and_a_longer_text_stay_unknown() -> None:
    (other,) = clauses("Bản khai báo 2: Khách đang tạm trú tại CSLT")
    (longer,) = clauses("Bản khai báo 1: Khách đang tạm trú tại CSLT khác")
    assert {read_clause(other, CITIZEN).meaning, read_clause(longer, CITIZEN).meaning} == {Meaning.UNKNOWN}


def test_words_before_the_first_prefix_are_kept() -> None:
    assert [(c.number, c.text) for c in clauses("Có lỗi, xem: Bản khai báo 1: A, b. C., Bản khai báo 1: D.")] == [
        (None, "Có lỗi, xem:"),
        (1, "A, b. C"),
        (1, "D"),
    ]


def test_nothing_said_is_no_clause() -> None:
    assert clauses("") == clauses(" \r\n . ") == clauses("Bản khai báo 1: , ") == ()


WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs"), blacklist_characters=":"),
    min_size=1,
    max_size=12,
).filter(lambda word: word.strip(",. "))
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join).map(lambda text: unicodedata.normalize("NFC", text))


@given(
    st.lists(TEXTS.filter(lambda text: text == text.strip(",. ")), min_size=1, max_size=5),
    st.sampled_from([", ", ". ", "\n", ",\r\n"]),
)
def test_any_texts_with_commas_and_full_stops_survive(texts: list[str], separator: str) -> None:
    message = separator.join(f"Bản khai báo 1: {text}" for text in texts)
    assert [(clause.number, clause.text) for clause in clauses(message)] == [(1, text) for text in texts]


@given(st.text(max_size=300))
def test_no_text_brings_it_down(message: str) -> None:
    for clause in clauses(message):
        assert clause.text
        assert read_clause(clause, CITIZEN).error.text == clause.text


def test_long_texts_are_read_in_time_in_proportion() -> None:
    """64 KiB of what makes backtracking expressions slow ends at once; the test's own limit is the control."""
    for piece in ("\n", " ", "Bản ghi ", "Vui lòng ", ". ", "Loại giấy tờ '' và Số giấy tờ '", "Bản khai báo 1:"):
        for clause in clauses(piece * (65_536 // len(piece.encode()))):
            read_clause(clause, CITIZEN)
