"""What the portal takes of a sheet or an XML and what it drops without a word."""

from __future__ import annotations

from datetime import date

import pytest

from guestreg.receiver.kbtt.catalogues import Catalogues
from guestreg.receiver.kbtt.guest_xml import guest_records
from guestreg.receiver.kbtt.portal_intake import PortalIntake
from guestreg.receiver.kbtt.portal_rows import UploadedGuest, citizens, foreigners, foreigners_of_xml
from guestreg.receiver.kbtt.practice_clock import PracticeClock
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.settings import SimulatorSettings
from guestreg.receiver.kbtt.workbook import sheet_rows
from tests.fakes.portal_sheets import (
    citizen_row,
    citizens_sheet,
    foreigner_record,
    foreigner_row,
    foreigners_sheet,
    foreigners_xml,
)
from tests.fakes.practice_police import HandClock


class Portal:
    """Takes files in and gives the document numbers of all that is stored then."""

    def __init__(self, record: Record, clock: HandClock, catalogues: Catalogues) -> None:
        self._record = record
        self._catalogues = catalogues
        self._intake = PortalIntake(SimulatorSettings(), record, PracticeClock(clock), catalogues)

    def citizens(self, file: bytes) -> list[str]:
        return self._take(citizens(sheet_rows(file, "DS_KHACH_VIET_NAM_LUU_TRU"), self._catalogues))

    def foreigners(self, file: bytes) -> list[str]:
        return self._take(foreigners(sheet_rows(file, "KBTT"), self._catalogues))

    def foreigners_of_xml(self, file: bytes) -> list[str]:
        return self._take(foreigners_of_xml(guest_records(file), self._catalogues))

    def _take(self, guests: list[UploadedGuest]) -> list[str]:
        self._intake.take(guests, "0" * 64)
        return [stay.document.number for stay in self._record.stays()]


@pytest.fixture
def portal(record: Record, clock: HandClock, catalogues: Catalogues) -> Portal:
    return Portal(record, clock, catalogues)


@pytest.mark.parametrize(
    "wrong",
    [
        {"B": ""},
        {"C": ""},
        {"C": "1990-05-17"},
        {"C": "31/02/1990"},
        {"C": date(1990, 5, 17)},
        {"D": "F"},
        {"D": "F - Nu"},
        {"D": "F - Nữ "},
        {"E": ""},
        {"E": "D - Germany"},
        {"F": ""},
        {"F": "8 - Thẻ căn cước"},
        {"F": "9 - Giấy Tờ Khác"},
        {"G": "Giấy xác nhận"},
        {"H": ""},
        {"H": 11190000001},
        {"H": "01119000000"},
        {"J": "4 - Khác"},
        {"K": "999 - Điện Biên"},
        {"L": "101900004 - Phường Ba Đình"},
        {"L": "11111 - Test xã 1"},
        {"N": ""},
        {"N": "19/11/2026"},
        {"N": "22/11/2026"},
        {"N": "21/11/0026"},
        {"O": ""},
        {"O": "20/11/2026"},
        {"Q": ""},
        {"Q": "1"},
        {"Q": "20 - Mục đích khác"},
        {"R": "thăm bản"},
    ],
)
def test_a_citizens_row_the_portal_does_not_like_is_dropped_without_a_word(
    portal: Portal, wrong: dict[str, object]
) -> None:
    file = citizens_sheet(citizen_row(**wrong), citizen_row(H="011190000002"))

    assert portal.citizens(file) == ["011190000002"]


@pytest.mark.parametrize(
    "right",
    [
        {"A": "", "I": "", "J": "", "K": "", "L": "", "M": "", "P": "", "S": ""},
        {"F": "9 - Giấy Tờ Khác", "G": "Giấy xác nhận"},
        {"L": "302903194 - Xã Nậm Nèn"},
        {"N": "20/11/2026"},
        {"O": "21/11/2026"},
        {"Q": "20 - Mục đích khác", "R": "thăm bản"},
    ],
)
def test_a_citizens_row_may_leave_out_or_hold(portal: Portal, right: dict[str, object]) -> None:
    assert portal.citizens(citizens_sheet(citizen_row(**right))) == ["011190000001"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"B": ""},
        {"B": "ANNA-MARIA"},
        {"C": "1974"},
        {"D": "D"},
        {"E": "X - Khác"},
        {"F": "D"},
        {"F": "DEU - Germany"},
        {"F": "GBN - United Kingdom National Overseas"},
        {"G": ""},
        {"G": 123456789},
        {"G": "C01 X00T47"},
        {"G": "C01X00T4701"},
        {"I": "19/11/2026"},
        {"I": date(2026, 11, 21)},
        {"J": ""},
        {"J": "20/11/2026"},
        {"I": "01/01/0001", "J": "02/01/0001", "K": "02/01/0001"},
        {"I": "01/11/2026", "J": "02/11/2026", "K": "02/11/2026", "L": "30/10/2026"},
        {"I": "", "K": "21/11/2026"},
        {"K": "20/11/2026"},
        {"K": "22/11/2026"},
        {"L": ""},
        {"L": "20/11/2026"},
    ],
)
def test_a_foreigners_row_the_portal_does_not_like_is_dropped_without_a_word(
    portal: Portal, wrong: dict[str, object]
) -> None:
    file = foreigners_sheet(foreigner_row(**wrong), foreigner_row(G="X1"))

    assert portal.foreigners(file) == ["X1"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"ma_quoc_tich": "DEU"},
        {"ma_quoc_tich": None},
        {"ma_quoc_tich": "GBN"},
        {"gioi_tinh": "F - Nữ"},
        {"thoi_han_tam_tru": None},
        {"so_ho_chieu": ""},
        {"ngay_den": "2026-11-21"},
        {"quoc_tich": "D"},
    ],
)
def test_a_record_the_portal_does_not_like_is_dropped_without_a_word(
    portal: Portal, wrong: dict[str, str | None]
) -> None:
    file = foreigners_xml(foreigner_record(**wrong), foreigner_record(so_ho_chieu="X1"))

    assert portal.foreigners_of_xml(file) == ["X1"]
