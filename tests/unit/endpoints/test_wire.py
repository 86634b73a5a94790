"""Declaration documents become the ministry's bytes, byte for byte as on file."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from guestreg.domain.guest import BirthPrecision
from guestreg.endpoints.kbtt import wire
from tests.fakes.kbtt_documents import CITIZEN, FOREIGNER, citizen, document, early, foreigner, longer

GOLDEN = Path(__file__).parents[2] / "golden" / "kbtt"
FULL_CITIZEN = replace(
    CITIZEN,
    phone="0912000001",
    residence_kind=1,
    res_province="302",
    res_commune="302903203",
    res_address="Bản Mẫu, “Nậm\\Pồ”",
    doc_issued_on=date(2024, 10, 1),
)


def element(made: bytes) -> dict[str, Any]:
    (only,) = json.loads(made)
    return dict(only)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("citizen", document(CITIZEN)),
        ("citizen-full", document(FULL_CITIZEN, reason=20, reason_text="Thăm mộ", note="Đi xe máy")),
        ("foreigner", document(FOREIGNER)),
        ("early", early()),
        ("longer", longer()),
    ],
)
def test_bytes_are_those_on_file(name: str, made: bytes) -> None:
    assert wire.build(made) == (GOLDEN / f"{name}.json").read_bytes()


def test_what_is_not_there_is_left_out() -> None:
    assert set(element(wire.build(document(CITIZEN, room=None)))) == {
        "hoTen", "gioiTinh", "ngayThangNamSinhStr", "ngayDenCsltStr", "ngayDiDuKienStr", "lyDoCuTru", "loaiGiayTo",
        "soGiayTo",
    }  # fmt: skip
    assert "soPhong" not in element(wire.build(document(FOREIGNER, room=None)))


@pytest.mark.parametrize("make", [citizen, foreigner])
def test_a_year_alone_is_its_first_day(make: Any) -> None:
    born = element(wire.build(make(birth_date=date(1950, 6, 7), birth_precision=BirthPrecision.Y)))
    assert born["ngayThangNamSinhStr"] == "1950-01-01"
    assert born.get("loaiNgayThangNamSinh") == ("Y" if make is foreigner else None)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Erika Mustermann", "ERIKA MUSTERMANN"),
        ("Þórður Ægisson", "THORDUR AEGISSON"),
        ("Anne-Marie d'Été", "ANNE MARIE DETE"),
        ("Nguyễn Đức", "NGUYEN DUC"),
        ("김민수", "김민수"),
    ],
)
def test_foreign_names_are_folded_and_left_when_they_cannot_be(typed: str, sent: str) -> None:
    assert element(wire.build(foreigner(full_name=typed)))["hoTen"] == sent


def test_a_citizens_name_keeps_its_marks() -> None:
    assert element(wire.build(citizen(full_name="Sùng Thị Mẫu")))["hoTen"] == "Sùng Thị Mẫu"


def test_times_are_vietnams_with_seconds_of_zero() -> None:
    late = datetime(2026, 11, 21, 17, 5, 59, tzinfo=UTC)
    assert element(wire.build(document(CITIZEN, arrival=late)))["ngayDenCsltStr"] == "2026-11-22 00:05:00"


def test_a_reasons_words_go_only_with_the_other_reason() -> None:
    assert "lyDoChiTiet" not in element(wire.build(document(CITIZEN, reason=1, reason_text="Thăm mộ")))
    assert element(wire.build(document(CITIZEN, reason=20, reason_text="Thăm mộ")))["lyDoChiTiet"] == "Thăm mộ"


def test_pictures_and_foreigners_notes_never_go() -> None:
    for guest in (CITIZEN, FOREIGNER):
        assert not [key for key in element(wire.build(document(guest))) if key.endswith("B64")]
    assert "ghiChu" not in element(wire.build(document(FOREIGNER, note="ở lại bản")))
