"""Any guests a form let in stand in the file as they went in, as text alone, and the practice portal takes them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from guestreg.domain.dates import local
from guestreg.domain.guest import BirthPrecision, Citizen, Foreigner
from guestreg.domain.text import fold_to_mrz
from guestreg.platform.resources import resource_dir
from guestreg.ports.exporter import UploadForm, UploadGuest, UploadKind
from guestreg.receiver.kbtt.catalogues import Catalogues, read_catalogues
from guestreg.receiver.kbtt.guest_xml import guest_records
from guestreg.receiver.kbtt.portal_intake import PortalIntake
from guestreg.receiver.kbtt.portal_rows import UploadedGuest
from guestreg.receiver.kbtt.portal_rows import citizens as rows_of_citizens
from guestreg.receiver.kbtt.portal_rows import foreigners as rows_of_foreigners
from guestreg.receiver.kbtt.portal_rows import foreigners_of_xml as rows_of_xml
from guestreg.receiver.kbtt.practice_clock import PracticeClock
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.settings import SimulatorSettings
from guestreg.receiver.kbtt.workbook import sheet_rows
from tests.fakes.practice_police import HandClock
from tests.fakes.upload_guests import NOW, TODAY, citizens, foreigners, light_form, uploads

CITIZENS, FOREIGNERS = "DS_KHACH_VIET_NAM_LUU_TRU", "KBTT"


def several(guests: st.SearchStrategy[Any]) -> st.SearchStrategy[list[UploadGuest]]:
    """Different people."""
    return st.lists(uploads(guests), min_size=1, max_size=6, unique_by=lambda one: one.guest.doc_number)


def written(form: UploadForm, guests: list[UploadGuest]) -> bytes:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "file"
        form.write(guests, target, NOW)
        return target.read_bytes()


def day(at: date) -> str:
    return at.strftime("%d/%m/%Y")


def born(guest: Citizen | Foreigner) -> str:
    year_only = guest.birth_precision is BirthPrecision.Y
    return f"01/01/{guest.birth_date.year}" if year_only else day(guest.birth_date)


def expected_citizen(one: UploadGuest) -> dict[str, str | None]:
    """What stands in the columns without a list."""
    guest, stay = one.guest, one.stay
    assert isinstance(guest, Citizen)
    return {
        "B": guest.full_name,
        "C": born(guest),
        "G": guest.doc_kind_name,
        "H": guest.doc_number,
        "I": guest.phone,
        "M": guest.res_address,
        "N": day(stay.arrival),
        "O": day(local(one.departed_at or stay.planned_departure)),
        "P": stay.room,
        "R": stay.reason_text,
        "S": stay.note,
    }


def codes_of_citizen(one: UploadGuest) -> dict[str, object]:
    guest = one.guest
    assert isinstance(guest, Citizen)
    return {
        "D": guest.sex,
        "E": "VNM",
        "F": guest.doc_kind,
        "J": guest.residence_kind,
        "K": guest.res_province,
        "L": guest.res_commune,
        "Q": one.stay.reason,
    }


def expected_foreigner(one: UploadGuest) -> dict[str, str | None]:
    guest, stay = one.guest, one.stay
    assert isinstance(guest, Foreigner)
    return {
        "B": fold_to_mrz(guest.full_name),
        "C": born(guest),
        "G": guest.passport_number,
        "H": stay.room,
        "I": day(stay.arrival),
        "J": day(stay.planned_departure),
        "K": day(local(one.departed_at)) if one.departed_at else None,
        "L": day(guest.permitted_until),
    }


@settings(max_examples=15)
@given(several(citizens()))
def test_citizens_are_read_back_as_they_went_in(guests: list[UploadGuest]) -> None:
    file = written(light_form(UploadKind.CITIZENS_SHEET), guests)
    sheet = openpyxl.load_workbook(io.BytesIO(file))[CITIZENS]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_name(CITIZENS).to_python()
    assert len(rows) == 4 + len(guests)
    for number, one in enumerate(guests, start=5):
        for column, text in expected_citizen(one).items():
            cell = sheet[f"{column}{number}"]
            assert cell.value == text
            assert text is None or (cell.data_type, cell.number_format) == ("s", "@")
            assert rows[number - 1][ord(column) - 65] == (text or "")
        for column, code in codes_of_citizen(one).items():
            shown = sheet[f"{column}{number}"].value
            assert (shown.partition(" - ")[0] if shown else None) == (None if code is None else str(code))
        assert {type(cell) for cell in rows[number - 1]} == {str}


@settings(max_examples=15)
@given(several(foreigners()))
def test_foreigners_are_read_back_as_they_went_in(guests: list[UploadGuest]) -> None:
    file = written(light_form(UploadKind.FOREIGNERS_SHEET), guests)
    sheet = openpyxl.load_workbook(io.BytesIO(file))[FOREIGNERS]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_name(FOREIGNERS).to_python()
    assert len(rows) == 3 + len(guests)
    for number, one in enumerate(guests, start=4):
        for column, text in expected_foreigner(one).items():
            cell = sheet[f"{column}{number}"]
            assert cell.value == text
            assert text is None or (cell.data_type, cell.number_format) == ("s", "@")
        assert sheet[f"F{number}"].value.partition(" - ")[0] == one.guest.nationality
        assert {type(cell) for cell in rows[number - 1]} == {str}


@settings(max_examples=15)
@given(several(foreigners()))
def test_the_xml_is_read_back_as_it_went_in(guests: list[UploadGuest]) -> None:
    root = ElementTree.fromstring(written(light_form(UploadKind.FOREIGNERS_XML), guests), forbid_dtd=True)
    assert (root.tag, [guest.tag for guest in root]) == ("KHAI_BAO_TAM_TRU", ["THONG_TIN_KHACH"] * len(guests))
    for number, (found, one) in enumerate(zip(root, guests, strict=True), start=1):
        sheet = expected_foreigner(one)
        wanted = [
            ("so_thu_tu", str(number)),
            ("ho_ten", sheet["B"]),
            ("ngay_sinh", sheet["C"]),
            ("ngay_sinh_dung_den", one.guest.birth_precision.value),
            ("gioi_tinh", one.guest.sex.value),
            ("ma_quoc_tich", one.guest.nationality),
            ("so_ho_chieu", sheet["G"]),
            ("so_phong", sheet["H"]),
            ("ngay_den", sheet["I"]),
            ("ngay_di_du_kien", sheet["J"]),
            *([("ngay_tra_phong", sheet["K"])] if one.departed_at else []),
            ("thoi_han_tam_tru", sheet["L"]),
        ]
        assert [(tag.tag, tag.text) for tag in found] == wanted


@pytest.fixture(scope="module")
def lists() -> Catalogues:
    return read_catalogues(resource_dir() / "catalogues")


def taken(guests: list[UploadedGuest], lists: Catalogues) -> int:
    """How many of them the practice portal stores."""
    settings = SimulatorSettings()
    with TemporaryDirectory() as folder:
        record = Record(Path(folder) / "police.db")
        try:
            PortalIntake(settings, record, PracticeClock(HandClock(NOW)), lists).take(guests, "0" * 64)
            return len(list(record.stays()))
        finally:
            record.close()


@settings(max_examples=15)
@given(guests=several(citizens()))
def test_the_portal_takes_every_citizen_nothing_is_said_against(lists: Catalogues, guests: list[UploadGuest]) -> None:
    form = light_form(UploadKind.CITIZENS_SHEET)
    accepted = [one for one in guests if not form.objections(one, TODAY)]
    rows = rows_of_citizens(sheet_rows(written(form, accepted), CITIZENS), lists)
    assert taken(rows, lists) == len(accepted)


@settings(max_examples=15)
@given(guests=several(foreigners()), xml=st.booleans())
def test_the_portal_takes_every_foreigner_nothing_is_said_against(
    lists: Catalogues, guests: list[UploadGuest], xml: bool
) -> None:
    form = light_form(UploadKind.FOREIGNERS_XML if xml else UploadKind.FOREIGNERS_SHEET)
    accepted = [one for one in guests if not form.objections(one, TODAY)]
    file = written(form, accepted)
    rows = rows_of_xml(guest_records(file), lists) if xml else rows_of_foreigners(sheet_rows(file, FOREIGNERS), lists)
    assert taken(rows, lists) == len(accepted)
