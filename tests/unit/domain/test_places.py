"""Names of communes and provinces as people and cards write them, on a handful of made rows."""

import unicodedata

import pytest

from guestreg.domain.places import Commune, Places, Province

PLACES = Places(
    provinces=(
        Province("101", "TP. Hà Nội"),
        Province("301", "Lai Châu"),
        Province("302", "Điện Biên"),
        Province("411", "TP. Huế"),
        Province("505", "Quảng Ngãi"),
        Province("605", "Đắk Lắk"),
    ),
    communes=(
        Commune("301903394", "Xã Sin Suối Hồ", "301"),
        Commune("302903169", "Xã Nà Hỳ", "302"),
        Commune("302903194", "Xã Nậm Nèn", "302"),
        Commune("411920152", "Xã Chân Mây – Lăng Cô", "411"),
        Commune("505921289", "Xã Sơn Hà", "505"),
        Commune("505921292", "Xã Sơn Hạ", "505"),
        Commune("505921548", "Đặc khu Lý Sơn", "505"),
        Commune("605924412", "Xã M'Drắk", "605"),
        Commune("605924133", "Phường Sơn Hà", "605"),
    ),
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Xã Sin Suối Hồ", "301903394"),
        ("sin suoi ho", "301903394"),
        ("  Sin   Suối  Hồ ", "301903394"),
        ("na hy", "302903169"),
        (unicodedata.normalize("NFD", "Xã Nậm Nèn"), "302903194"),
        ("M’Drắk", "605924412"),
        ("mʼdrak", "605924412"),
        ("xã mdrak", "605924412"),
        ("Chân Mây - Lăng Cô", "411920152"),
        ("chan may–lang co", "411920152"),
        ("Lý Sơn", "505921548"),
        ("dac khu ly son", "505921548"),
        ("Phường Sơn Hà", "605924133"),
        ("phuong son ha", "605924133"),
        ("Xã Sơn Hạ", "505921292"),
        ("Sơn Hạ", "505921292"),
    ],
)
def test_a_written_name_means_one_commune(written: str, code: str) -> None:
    assert [commune.code for commune in PLACES.match_communes(written)] == [code]


@pytest.mark.parametrize(
    ("written", "province", "codes"),
    [
        ("son ha", "505", ["505921289", "505921292"]),
        ("Sơn Hà", None, ["505921289", "605924133"]),
        ("Sơn Hà", "605", ["605924133"]),
        ("Sin Suối", None, []),
        ("Xã", None, []),
        ("", None, []),
        ("Sin Suối Hồ", "302", []),
    ],
)
def test_what_is_not_clear_is_not_guessed(written: str, province: str | None, codes: list[str]) -> None:
    assert [commune.code for commune in PLACES.match_communes(written, province)] == codes


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("TP. Hà Nội", "101"),
        ("Hà Nội", "101"),
        ("thành phố ha noi", "101"),
        ("TP Huế", "411"),
        ("Tỉnh Điện Biên", "302"),
        ("dien bien", "302"),
        ("Sài Gòn", None),
        ("", None),
    ],
)
def test_provinces(written: str, code: str | None) -> None:
    found = PLACES.match_province(written)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("sin", ["301903394"]),
        ("suoi", ["301903394"]),
        ("son", ["505921289", "505921292", "605924133", "505921548"]),
        ("nà h", ["302903169"]),
        ("sin suoois hoof", ["301903394"]),
        ("na2 hy2", ["302903169"]),
        ("m'd", ["605924412"]),
        ("mdr", ["605924412"]),
        ("xa sin", ["301903394"]),
        ("zzz", []),
    ],
)
def test_typing_finds_beginnings_first(typed: str, codes: list[str]) -> None:
    assert [commune.code for commune in PLACES.find_communes(typed)] == codes


def test_an_empty_query_gives_all_in_order() -> None:
    assert PLACES.find_communes(" ") == PLACES.communes
    assert PLACES.find_communes("", "302") == PLACES.communes_of("302") == PLACES.communes[1:3]


def test_lookup_by_code() -> None:
    assert PLACES.commune("302903169") == PLACES.communes[1]
    assert PLACES.province("302") == Province("302", "Điện Biên")
    assert PLACES.commune("302") is None
    assert PLACES.province("30") is None
