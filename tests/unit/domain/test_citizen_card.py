"""The QR code of identity cards: both published payloads, damage, and texts that are no card."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guestreg.domain.citizen_card import NOT_A_CARD, CardRead, read_card
from guestreg.domain.guest import BirthPrecision, Sex

FROM = date(2024, 7, 1)
FIRST = "011090000017|012345678|Vàng A Mẫu|05031990|Nam|Bản Mẫu, Xã Sín Thầu, Mường Nhé, Điện Biên|15082022"
SECOND = "012305000023||Lò Thị Mẫu|01122005|Nữ|Bản Ví Dụ, Phong Thổ, Lai Châu|01102024"


def changed(position: int, value: str, payload: str = FIRST) -> str:
    fields = payload.split("|")
    fields[position] = value
    return "|".join(fields)


def read(text: str) -> CardRead:
    card = read_card(text, FROM)
    assert isinstance(card, CardRead)
    return card


def test_a_card_of_2022() -> None:
    assert read(FIRST) == CardRead(
        id_number="011090000017",
        old_number="012345678",
        full_name="Vàng A Mẫu",
        birth_date=date(1990, 3, 5),
        birth_precision=BirthPrecision.D,
        sex=Sex.M,
        address="Bản Mẫu, Xã Sín Thầu, Mường Nhé, Điện Biên",
        issued_on=date(2022, 8, 15),
        doc_kind=1,
        marks_lost=False,
    )


def test_a_card_of_2024_without_old_number() -> None:
    assert read(SECOND) == CardRead(
        id_number="012305000023",
        old_number=None,
        full_name="Lò Thị Mẫu",
        birth_date=date(2005, 12, 1),
        birth_precision=BirthPrecision.D,
        sex=Sex.F,
        address="Bản Ví Dụ, Phong Thổ, Lai Châu",
        issued_on=date(2024, 10, 1),
        doc_kind=8,
        marks_lost=False,
    )


@pytest.mark.parametrize(("issued", "kind"), [("30062024", 1), ("01072024", 8)])
def test_the_kind_turns_on_the_day_of_issue(issued: str, kind: int) -> None:
    assert read(changed(6, issued)).doc_kind == kind


@pytest.mark.parametrize(
    "text", [FIRST + "\r\n", "\ufeff" + FIRST, FIRST + "|more|still more", f"  {FIRST} ", FIRST + "|\u0000"]
)
def test_what_stands_around_the_seven_fields_does_not_matter(text: str) -> None:
    assert read(text) == read(FIRST)


@pytest.mark.parametrize("written", ["1950", "00001950"])
def test_a_birth_year_alone(written: str) -> None:
    card = read(changed(3, written))
    assert (card.birth_date, card.birth_precision) == (date(1950, 1, 1), BirthPrecision.Y)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "xin chào",
        "011090000017",
        '{"id": "011090000017", "name": "Vàng A Mẫu"}',
        FIRST.replace("|", ","),
        "|".join(FIRST.split("|")[:6]),
        "Số: 011090000017|Họ tên: Vàng A Mẫu||||||",
        changed(0, "01109000001"),
        changed(0, "01109000001A"),
        changed(1, "12345"),
        changed(2, ""),
        changed(2, "Vàng 2"),
        changed(2, "Vàng\u202eA"),
        changed(3, "31021990"),
        changed(3, "5031990"),
        changed(3, ""),
        changed(4, "Male"),
        changed(4, ""),
        changed(6, ""),
        changed(6, "31022022"),
        changed(5, "Bản\u0000Mẫu"),
        "https://example.invalid/?q=" + FIRST,
    ],
)
def test_no_card(text: str) -> None:
    assert read_card(text, FROM) == NOT_A_CARD == "E-39"


@pytest.mark.parametrize(
    "text",
    [
        "012305000023||L Th Mu|01122005|N|Bn V D, Phong Th, Lai Chu|01102024",
        "012305000023||Lo Thi Mau|01122005|Nu|Ban Vi Du, Phong Tho, Lai Chau|01102024",
        "012305000023||L? Th? M?u|01122005|N?|B?n V? D?, Phong Th?, Lai Ch?u|01102024",
        "012305000023||L\ufffd Th\ufffd M\ufffdu|01122005|Nữ|Bản Ví Dụ|01102024",
        "011090000017||NGUYEN VAN AN|05031990|Nam|Ban Mau, Sin Thau, Dien Bien|15082022",
    ],
)
def test_lost_marks_are_said_and_the_rest_is_good(text: str) -> None:
    card = read(text)
    assert card.marks_lost
    assert card.sex is (Sex.F if text.startswith("012305000023") else Sex.M)
    assert card.birth_precision is BirthPrecision.D


@pytest.mark.parametrize(
    "text", [changed(2, "Ly A Phong"), changed(2, "Mai Anh", SECOND), changed(5, "Sa Pa, Lai Chau"), changed(5, "")]
)
def test_a_name_or_address_without_marks_on_a_sound_card_is_fine(text: str) -> None:
    assert not read(text).marks_lost


def test_nothing_of_the_card_shows_in_a_log() -> None:
    assert repr(read(FIRST)) == str(read(FIRST)) == "CardRead(…)"


@given(st.text() | st.lists(st.text(max_size=12), min_size=7, max_size=9).map("|".join))
def test_any_text_is_a_card_or_refused(text: str) -> None:
    assert isinstance(read_card(text, FROM), CardRead) or read_card(text, FROM) == NOT_A_CARD
