"""Search keys: marks, đ, order of marks, Telex and VNI letters all lead to the same key."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guestreg.domain.search import fold, initials, query_keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Nguyễn Thị Hoá", "nguyen thi hoa"),
        ("Nguyễn Thị Hóa", "nguyen thi hoa"),
        ("Đặng", "dang"),
        ("đặng", "dang"),
        ("Ánh", "anh"),
        ("  ƯỞNG   Ơ  ", "uong o"),
        ("Weiß", "weiss"),
        ("İnönü", "inonu"),
        ("김민준", unicodedata.normalize("NFD", "김민준")),
        ("P.101", "p.101"),
        ("", ""),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key
    assert fold(unicodedata.normalize("NFD", text)) == key


@given(st.text())
def test_fold_is_stable_and_blind_to_case_and_normal_form(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("name", "letters"), [("Nguyễn Thị Hoá", "nth"), ("Đặng", "d"), ("", ""), ("Sùng A  Páo", "sap")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("nguyen thi hoa", "Nguyễn Thị Hoá"),
        ("nguyeenx thij hoaf", "Nguyễn Thị Hoà"),
        ("nguyeenx thij hoas", "Nguyễn Thị Hoá"),
        ("nguyenxe thij hoas", "Nguyễn Thị Hoá"),
        ("Nguyeenx Thij Hoas", "Nguyễn Thị Hoá"),
        ("nguye6n4 thi5 hoa2", "Nguyễn Thị Hoà"),
        ("nguyen64 thi5 hoa1", "Nguyễn Thị Hoá"),
        ("ddawngj", "Đặng"),
        ("dangwdj", "Đặng"),
        ("d9a8ng5", "Đặng"),
        ("dang589", "Đặng"),
        ("Anhs", "Ánh"),
        ("anh1", "Ánh"),
        ("giangf a paos", "Giàng A Páo"),
        ("wngr", "Ửng"),
        ("suwowngf", "Sường"),
        ("quoocs", "Quốc"),
        ("tr", "Trần"),
        ("nguyeenx th", "Nguyễn Thị"),
        ("hoà", "Hòa"),
    ],
)
def test_what_was_typed_finds_the_name(typed: str, name: str) -> None:
    assert any(key in fold(name) for key in query_keys(typed))


@pytest.mark.parametrize("typed", ["4821", "p101", "anderson", "nha san 1", "smith", "x", "011090000017", "c01x00t47"])
def test_what_is_no_vietnamese_stays_as_typed(typed: str) -> None:
    assert query_keys(typed) == (typed,)


@pytest.mark.parametrize(("typed", "name"), [("nguyeenx", "Trần"), ("hoaf", "Hà"), ("ddawngj", "Đông")])
def test_decoding_finds_no_other_name(typed: str, name: str) -> None:
    assert not any(key in fold(name) for key in query_keys(typed))


@given(st.text())
def test_the_plain_key_comes_first_and_none_twice(text: str) -> None:
    keys = query_keys(text)
    assert keys[:1] == ((fold(text),) if fold(text) else ())
    assert len(set(keys)) == len(keys) <= 3
    assert all(keys)
