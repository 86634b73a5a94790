"""The 12-digit number against its bearer: every published vector and the whole table of the fourth digit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guestreg.domain.citizen_number import NumberDoubt, doubts, is_citizen_number, without_signs
from guestreg.domain.guest import Sex

M, F = Sex.M, Sex.F


@pytest.mark.parametrize(
    ("number", "born", "sex", "expected"),
    [
        ("011090000017", date(1990, 3, 5), M, ()),
        ("012305000023", date(2005, 12, 1), F, ()),
        ("011090000017", date(1990, 3, 5), F, (NumberDoubt.SEX,)),
        ("011090000017", date(1991, 3, 5), M, (NumberDoubt.BIRTH_YEAR,)),
        ("011090000017", date(2090, 3, 5), M, (NumberDoubt.BIRTH_YEAR,)),
        ("011090000017", date(1991, 3, 5), F, (NumberDoubt.SEX, NumberDoubt.BIRTH_YEAR)),
        ("999090000017", date(1990, 3, 5), M, ()),
        (without_signs("011 090 000 017"), date(1990, 3, 5), M, ()),
    ],
)
def test_vector(number: str, born: date, sex: Sex, expected: tuple[NumberDoubt, ...]) -> None:
    assert doubts(number, born, sex) == expected


@given(
    st.dates(date(1900, 1, 1), date(2399, 12, 31)), st.sampled_from(Sex), st.integers(0, 999), st.integers(0, 999999)
)
def test_a_number_made_by_the_rule_fits_its_bearer_alone(born: date, sex: Sex, place: int, chance: int) -> None:
    fourth = (born.year // 100 - 19) * 2 + (sex is F)
    number = f"{place:03}{fourth}{born.year % 100:02}{chance:06}"
    assert doubts(number, born, sex) == ()
    assert doubts(number, born, M if sex is F else F) == (NumberDoubt.SEX,)
    assert doubts(number, date(born.year - 1, 1, 1), sex) == (NumberDoubt.BIRTH_YEAR,)


@pytest.mark.parametrize(
    "number", ["", "01109000017", "01109000001A", "0110900000170", "011 090 000 017", "٠١١٠٩٠٠٠٠٠١٧", "011090000017\n"]
)
def test_anything_but_twelve_digits_is_refused(number: str) -> None:
    assert not is_citizen_number(number)
    with pytest.raises(ValueError):
        doubts(number, date(1990, 3, 5), M)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("011 090 000 017", "011090000017"),
        ("011.090.000-017", "011090000017"),
        (" c01x00t47 ", "C01X00T47"),
        ("011\u00a0090\u2013000\u2011017", "011090000017"),
        ("ab/12", "AB/12"),
        ("ı23", "ı23"),
    ],
)
def test_signs_are_taken_out(typed: str, stored: str) -> None:
    assert without_signs(typed) == stored
