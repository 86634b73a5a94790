"""What may be in a text, what is a name, how passports spell it and how numbers are hidden."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guestreg.domain.text import (
    clean,
    fold_to_mrz,
    forbidden_character,
    is_person_name,
    masked_copy,
    masked_number,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Vàng   A  Mẫu ", "Vàng A Mẫu"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Hoá"), "Nguyễn Thị Hoá"),
        ("Lò\u00a0\u3000Thị Mẫu\n", "Lò Thị Mẫu"),
        ("Lò\tThị", "Lò\tThị"),
        ("a\u0000b", "a\u0000b"),
        ("", ""),
        (" \t\r\n ", ""),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text())
def test_clean_twice_is_clean_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_clean_never_swallows_a_forbidden_character_inside(text: str) -> None:
    framed = clean(f"a{text}a")
    forbidden = [c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) in {"Cc", "Cf", "Cs"}]
    assert all(character in framed for character in forbidden)


@pytest.mark.parametrize(
    "character",
    [
        "\u0000", "\u0007", "\t", "\n", "\r", "\u001b", "\u007f", "\u0085", "\u00ad",
        "\u200b", "\u200c", "\u200d", "\u200e", "\u200f",
        "\u202a", "\u202e", "\u2028", "\u2029", "\u2060", "\u2066", "\u2069", "\ufeff",
        "\ud800", "\ue000", "\ufffe", "\U000e0041", "\U0010ffff",
        "\u3164", "\u115f", "\u2800", "\u0378",
    ],
)  # fmt: skip
def test_a_forbidden_character_is_found_wherever_it_stands(character: str) -> None:
    assert forbidden_character(character) == character
    assert forbidden_character(f"Mẫu{character}A") == character
    assert not is_person_name(f"Mẫu{character}A")


@pytest.mark.parametrize(
    "text",
    [
        "", "Nguyễn Thị Hoá", "'; DROP TABLE guests;--", "<b>", "{{7*7}}", "%n", r"\\host\share", "CON",
        "../..",
        "𠜎 김민준 Müller محمد", "😀", "e\u0301\u0323\u0302", "Bản Mẫu, đường số 5 – ngõ “3”",
    ],
)  # fmt: skip
def test_strange_but_harmless_text_passes(text: str) -> None:
    assert forbidden_character(text) is None


@pytest.mark.parametrize(
    "name",
    [
        "Vàng A Mẫu", "Lò Thị Mẫu", "Ksor Hʼ Mẫu", "H'Hen Niê", "Anne-Marie D’Arc", "Sùng", "김민준", "Мария",
        "สมชาย", "X", "Nguyễn " * 20 + "A",
        unicodedata.normalize("NFD", "Nguyễn Thị Hoá"),
    ],
)  # fmt: skip
def test_names(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "'",
        "' -",
        "Nguyễn 2",
        "A.",
        "A,B",
        "A_B",
        "<b>",
        "😀",
        "A😀",
        "\u0301A",
        "A \u0301",
        "½",
        "A\u202eB",
        "٣",
    ],
)
def test_no_names(text: str) -> None:
    assert not is_person_name(text)


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Vàng A Mẫu", "VANG A MAU"),
        ("Đặng Thị Ưởng", "DANG THI UONG"),
        ("Müller-Lüdenscheidt", "MUELLER LUEDENSCHEIDT"),
        ("Weiß", "WEISS"),
        ("STRAẞE", "STRASSE"),
        ("Bjørn Ærø Ångström", "BJOERN AEROE AANGSTROEM"),
        ("Œuvre Þór Łukasz Ðorđe", "OEUVRE THOR LUKASZ DORDE"),
        ("Işık İnönü", "ISIK INOENUE"),
        ("D’Angelo O'Neil", "DANGELO ONEIL"),
        ("José  María  Ñuñez", "JOSE MARIA NUNEZ"),
        (unicodedata.normalize("NFD", "Müller Hoá"), "MUELLER HOA"),
        ("PARK MIN JUN", "PARK MIN JUN"),
        ("Smith Jr.", "SMITH JR"),
        ("Ĳsbrand Ŋ Ħ Ŧ ĸ ŉ Ŀ", "IJSBRAND N H T Q N L"),
    ],
)
def test_spelled_as_in_a_passport(name: str, spelled: str) -> None:
    assert fold_to_mrz(name) == spelled


@pytest.mark.parametrize("name", ["김민준", "Мария", "محمد", "Ann 2", "😀", "", "--", "李 Ann", "ɐ"])
def test_no_passport_spelling(name: str) -> None:
    assert fold_to_mrz(name) is None


@given(st.text())
def test_a_spelling_has_capital_letters_and_single_blanks_alone(name: str) -> None:
    spelled = fold_to_mrz(name)
    if spelled is not None:
        assert set(spelled) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ ")
        assert spelled == " ".join(spelled.split()) != ""
        assert fold_to_mrz(spelled) == spelled


@pytest.mark.parametrize(
    ("number", "screen", "copy"),
    [
        ("011090004821", "…4821", "0110••••••21"),
        ("011012345617", "…5617", "0110••••••17"),
        ("C01X00T47", "…0T47", "C01X•••47"),
        ("12345678", "…5678", "••••••78"),
        ("1234", "…34", "••34"),
        ("1", "…1", "•"),
        ("", "", ""),
    ],
)
def test_hidden_numbers(number: str, screen: str, copy: str) -> None:
    assert masked_number(number) == screen
    assert masked_copy(number) == copy
