"""The shipped lists: whole, in the ministry's spelling, with names people know; damaged ones are refused."""

import importlib.util
import shutil
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest

from guestreg.domain.catalogue import Ask, Catalogue
from guestreg.platform.catalogue_files import COLUMNS, CatalogueFileError, load_catalogue
from guestreg.platform.country_names import country_names
from guestreg.platform.resources import resource_dir

FOLDER = resource_dir() / "catalogues"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(FOLDER)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "catalogues"))


def test_counts(catalogue: Catalogue) -> None:
    assert len(catalogue.places.provinces) == 34
    assert len(catalogue.places.communes) == 3321
    assert sum(nationality.in_sheet for nationality in catalogue.nationalities) == 205
    assert [choice.code for choice in catalogue.reasons] == list(range(1, 21))
    assert [choice.code for choice in catalogue.document_kinds] == list(range(1, 10))
    assert [choice.code for choice in catalogue.residence_kinds] == [1, 2, 3]
    assert catalogue.sheet_only_document_kinds == {9}


def test_every_list_says_where_it_is_from(catalogue: Catalogue) -> None:
    assert set(catalogue.origins) == set(COLUMNS)
    for origin in catalogue.origins.values():
        assert "Bộ Công an" in origin.source
        assert "Ministry of Public Security" in origin.source_en
        assert origin.as_of == "2026-08"


@pytest.mark.parametrize("name", [*(f"{name}.csv" for name in COLUMNS), "catalogue.toml"])
def test_files_are_composed_and_plain(name: str) -> None:
    content = (FOLDER / name).read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", content)
    assert "\r" not in content
    assert not content.startswith("\ufeff")


def test_codes_hold_together(catalogue: Catalogue) -> None:
    places = catalogue.places
    assert len({commune.code for commune in places.communes}) == 3321
    for commune in places.communes:
        assert places.province(commune.province_code)
        assert commune.code[:4] == commune.province_code + "9"
        assert len(commune.code) == 9
        assert commune.name.startswith(("Xã ", "Phường ", "Đặc khu "))


@pytest.mark.parametrize(
    ("province", "communes"), [("302", 45), ("301", 38), ("303", 75), ("205", 99), ("211", 124), ("203", 56)]
)
def test_highland_provinces_are_whole(catalogue: Catalogue, province: str, communes: int) -> None:
    assert len(catalogue.places.communes_of(province)) == communes


@pytest.mark.parametrize(
    ("typed", "code"),
    [("sin suoi ho", "301903394"), ("na hy", "302903169"), ("nam nen", "302903194"), ("mdrak", "605924412")],
)
def test_known_communes_are_found(catalogue: Catalogue, typed: str, code: str) -> None:
    assert [commune.code for commune in catalogue.places.match_communes(typed)] == [code]


def test_every_commune_means_itself_by_its_own_name(catalogue: Catalogue) -> None:
    for commune in catalogue.places.communes[::17]:
        assert catalogue.places.match_communes(commune.name, commune.province_code) == (commune,)
        bare = commune.name.split(" ", 2 if commune.name.startswith("Đặc khu") else 1)[-1]
        assert catalogue.places.match_communes(bare, commune.province_code) == (commune,)


@pytest.mark.parametrize(
    ("code", "vietnamese", "label"),
    [
        ("VNM", "Việt Nam", "Viet Nam"),
        ("D", "Đức", "Germany"),
        ("KOR", "Hàn Quốc", "Korea (South)"),
        ("USA", "Hoa Kỳ", "United States of America"),
        ("FRA", "Pháp", "France"),
        ("GBR", "Anh", "United Kingdom of Great Britain and Northern Ireland"),
        ("VAT", "Thành Vatican", "Holy See (Vatican City State )"),
        ("LAO", "Lào", "Lao Peoples Democratic Republic"),
    ],
)
def test_countries_are_called_what_people_call_them(
    catalogue: Catalogue, code: str, vietnamese: str, label: str
) -> None:
    nationality = catalogue.nationality(code)
    assert nationality is not None
    assert (nationality.name_vi, nationality.label) == (vietnamese, label)


def test_every_nationality_has_its_names_and_no_passport_code_means_two(catalogue: Catalogue) -> None:
    assert all(nationality.name_vi and nationality.name_en for nationality in catalogue.nationalities)
    printed = [code for nationality in catalogue.nationalities for code in nationality.mrz]
    assert len(printed) == len(set(printed))
    assert len({nationality.name_vi for nationality in catalogue.nationalities}) == len(catalogue.nationalities)


def test_every_offered_sheet_entry_is_derived_from_its_own_code(catalogue: Catalogue) -> None:
    for nationality in catalogue.nationalities:
        if nationality.offered and nationality.in_sheet:
            assert catalogue.from_mrz(nationality.code, sheet=True) == nationality.code


@pytest.mark.parametrize(
    ("printed", "by_interface", "by_sheet"),
    [
        ("D<<", "D", "D"),
        ("D", "D", "D"),
        ("DEU", "D", "D"),
        ("GBR", "GBR", "GBR"),
        ("GBD", "GBD", "GBD"),
        ("GBN", "GBN", Ask.NOT_IN_SHEET),
        ("GBO", "GBO", Ask.NOT_IN_SHEET),
        ("GBP", "GBP", Ask.NOT_IN_SHEET),
        ("GBS", "GBS", Ask.NOT_IN_SHEET),
        ("RKS", "RKS", "RKS"),
        ("XKX", "RKS", "RKS"),
        ("UNK", "RKS", "RKS"),
        ("UNO", "UNO", "UNO"),
        ("XXA", Ask.STATELESS, Ask.STATELESS),
        ("XXB", Ask.STATELESS, Ask.STATELESS),
        ("XXC", Ask.STATELESS, Ask.STATELESS),
        ("XXX", Ask.STATELESS, Ask.STATELESS),
        ("VNM", "VNM", "VNM"),
        ("kor", "KOR", "KOR"),
        ("HKG", Ask.UNLISTED, Ask.UNLISTED),
        ("MAC", Ask.UNLISTED, Ask.UNLISTED),
        ("UTO", Ask.UNLISTED, Ask.UNLISTED),
        ("0RQ", Ask.UNLISTED, Ask.UNLISTED),
        ("SC-", Ask.UNLISTED, Ask.UNLISTED),
        ("YUG", Ask.UNLISTED, Ask.UNLISTED),
        ("<<<", Ask.UNLISTED, Ask.UNLISTED),
        ("", Ask.UNLISTED, Ask.UNLISTED),
    ],
)
def test_from_a_passport(catalogue: Catalogue, printed: str, by_interface: str | Ask, by_sheet: str | Ask) -> None:
    assert catalogue.from_mrz(printed) == by_interface
    assert catalogue.from_mrz(printed, sheet=True) == by_sheet


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("duc", "D"), ("Đức", "D"), ("ddwcs", "D"), ("germany", "D"), ("deu", "D"), ("de", "D"), ("han quoc", "KOR"),
        ("my", "USA"), ("mỹ", "USA"), ("hoa ky", "USA"), ("us", "USA"), ("uc", "AUS"), ("anh", "GBR"), ("y", "ITA"),
        ("phap", "FRA"), ("trung", "CHN"), ("nhat", "JPN"), ("viet nam", "VNM"), ("khong ro", "0RQ"),
    ],
)  # fmt: skip
def test_a_typed_country_comes_first(catalogue: Catalogue, typed: str, first: str) -> None:
    assert catalogue.find_nationalities(typed)[0].code == first


def test_what_is_never_offered_is_not_found(catalogue: Catalogue) -> None:
    assert catalogue.nationality("SC-")
    assert "SC-" not in {nationality.code for nationality in catalogue.find_nationalities("")}
    assert catalogue.find_nationalities("scotland") == ()
    assert catalogue.find_nationalities("khong ro", sheet=True) == ()


def test_labels_by_code(catalogue: Catalogue) -> None:
    assert catalogue.reason(1) == "Du lịch"
    assert catalogue.reason(15) == "Báo chí, phóng viên"
    assert catalogue.document_kind(8) == "Thẻ Căn Cước"
    assert catalogue.residence_kind(3) == "Khác"
    assert catalogue.reason(21) is catalogue.document_kind(0) is catalogue.residence_kind(4) is None


def _builder() -> ModuleType:
    path = FOLDER.parent.parent / "installer" / "build_catalogues.py"
    spec = importlib.util.spec_from_file_location("build_catalogues", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_names_of_countries_are_those_of_the_builder(copied: Path) -> None:
    shipped = (FOLDER / "nationalities.csv").read_text(encoding="utf-8")
    assert _builder().made_again() == shipped
    spoilt = copied / "nationalities.csv"
    spoilt.write_text(shipped.replace("Hàn Quốc", "Nam Hàn"), encoding="utf-8")
    assert _builder().made_again(copied) == shipped != spoilt.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(COLUMNS))
def test_a_list_with_a_row_missing_is_refused(copied: Path, name: str) -> None:
    path = copied / f"{name}.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    with pytest.raises(CatalogueFileError, match=name):
        load_catalogue(copied)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("communes.csv", "code,name", "name,code"),
        ("stay_reasons.csv", "20,", "x,"),
        ("stay_reasons.csv", "20,", "20,1,"),
        ("catalogue.toml", "count = 34", "count ="),
        ("catalogue.toml", "[provinces]", "[provins]"),
    ],
)
def test_a_damaged_list_is_refused(copied: Path, name: str, old: str, new: str) -> None:
    path = copied / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueFileError):
        load_catalogue(copied)


def test_a_missing_list_is_told_as_such(copied: Path) -> None:
    (copied / "communes.csv").unlink()
    with pytest.raises(FileNotFoundError):
        load_catalogue(copied)


def test_the_names_of_countries_alone_are_those_of_the_catalogue() -> None:
    listed = {one.code: (one.name_vi, one.name_en) for one in load_catalogue(FOLDER).nationalities if one.in_sheet}
    assert country_names(FOLDER) == listed
