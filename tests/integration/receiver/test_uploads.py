"""The portal's three uploads over real HTTP: always "import thành công", and only the list says what was taken."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest

from guestreg.receiver.kbtt.settings import SimulatorSettings
from tests.fakes.portal_sheets import (
    CITIZENS_PATH,
    FOREIGNERS_PATH,
    FOREIGNERS_XML_PATH,
    XLSX,
    XML,
    citizen_row,
    citizens_sheet,
    foreigner_record,
    foreigner_row,
    foreigners_sheet,
    foreigners_xml,
    sheet,
)
from tests.fakes.practice_police import Caller, HandClock, Reply, citizen, foreigner

SAID = (200, {"message": "import thành công"})
NOT_THIS_KIND = (400, {"message": "File không đúng định dạng"})


def upload(caller: Caller, path: str, file: bytes) -> tuple[int, Any]:
    reply = caller.request("POST", path, file, XML if path.endswith(".xml") else XLSX)
    return reply.status, reply.envelope


def numbers(caller: Caller) -> list[str]:
    return [stay["document_number"] for stay in caller.practice("stays")]


def listed(caller: Caller) -> list[dict[str, str]]:
    reply: Reply = caller.request("GET", "/portal/danh-sach.csv")
    return list(csv.DictReader(io.StringIO(reply.body.decode("utf-8-sig"))))


def test_citizens_are_taken_from_row_five_on(caller: Caller) -> None:
    file = citizens_sheet(citizen_row(), citizen_row(H="011190000002"), sample=citizen_row(H="011190000099"))

    assert upload(caller, CITIZENS_PATH, file) == SAID
    assert numbers(caller) == ["011190000001", "011190000002"]
    stay = caller.practice("stays")[0]
    assert (stay["call"], stay["arrival"], stay["planned_departure"]) == (
        5,
        "2026-11-21 12:00:00",
        "2026-11-23 12:00:00",
    )
    assert stay["body_sha256"] == hashlib.sha256(file).hexdigest()
    same = citizen(ngayDenCsltStr="2026-11-21 12:00:00")
    assert stay["element"] == same


def test_foreigners_are_taken_from_row_four_on(caller: Caller) -> None:
    file = foreigners_sheet(foreigner_row(), foreigner_row(G="X1", D="M - Tháng"), sample=foreigner_row(G="X99"))

    assert upload(caller, FOREIGNERS_PATH, file) == SAID
    assert numbers(caller) == ["C01X00T47", "X1"]
    assert caller.practice("stays")[0]["element"] == foreigner(ngayDenCsltStr="2026-11-21 12:00:00")


def test_a_guest_in_the_samples_row_is_lost(caller: Caller) -> None:
    """Negative control of the two tests above: the row is skipped by position, whatever it holds."""
    upload(caller, CITIZENS_PATH, citizens_sheet(sample=citizen_row()))
    upload(caller, FOREIGNERS_PATH, foreigners_sheet(sample=foreigner_row()))

    assert numbers(caller) == []


def test_the_xml_has_no_sample(caller: Caller) -> None:
    file = foreigners_xml(foreigner_record(), foreigner_record(so_ho_chieu="X1", ma_quoc_tich="0RQ"))

    assert upload(caller, FOREIGNERS_XML_PATH, file) == SAID
    assert numbers(caller) == ["C01X00T47", "X1"]
    assert caller.practice("stays")[0]["element"] == foreigner(ngayDenCsltStr="2026-11-21 12:00:00")


def test_the_list_tells_the_truth_about_an_upload(caller: Caller) -> None:
    upload(caller, CITIZENS_PATH, citizens_sheet(citizen_row(), citizen_row(H="12"), citizen_row(H="011190000003")))
    upload(caller, FOREIGNERS_XML_PATH, foreigners_xml(foreigner_record()))

    rows = [(row["Đối tượng"], row["Số giấy tờ"], row["Đến lúc"]) for row in listed(caller)]
    assert rows == [
        ("Công dân Việt Nam", "011190000001", "21/11/2026 12:00"),
        ("Công dân Việt Nam", "011190000003", "21/11/2026 12:00"),
        ("Người nước ngoài", "C01X00T47", "21/11/2026 12:00"),
    ]


def test_tags_out_of_order_or_in_another_house_are_dropped(caller: Caller) -> None:
    backwards = dict(reversed(foreigner_record().items()))
    other_root = foreigners_xml(foreigner_record()).replace(b"KHAI_BAO_TAM_TRU", b"KhaiBaoTamTru")

    assert upload(caller, FOREIGNERS_XML_PATH, foreigners_xml(backwards)) == SAID
    assert upload(caller, FOREIGNERS_XML_PATH, other_root) == SAID
    assert numbers(caller) == []


def test_a_foreigner_who_has_left_may_come_late(caller: Caller) -> None:
    late = {"ngay_den": "01/11/2026", "ngay_di_du_kien": "03/11/2026", "thoi_han_tam_tru": "10/11/2026"}
    upload(caller, FOREIGNERS_XML_PATH, foreigners_xml(foreigner_record(**late)))
    assert numbers(caller) == []

    upload(caller, FOREIGNERS_XML_PATH, foreigners_xml(foreigner_record(**late, ngay_tra_phong="03/11/2026")))
    assert [(row["Đến lúc"], row["Đã trả phòng"]) for row in listed(caller)] == [
        ("01/11/2026 12:00", "03/11/2026 12:00")
    ]


def test_a_guest_already_there_is_dropped_and_may_return_after_leaving(caller: Caller, clock: HandClock) -> None:
    caller.log_in()
    caller.call(5, [citizen(ngayDiDuKienStr="2026-11-22 12:00:00")])
    upload(caller, CITIZENS_PATH, citizens_sheet(citizen_row()))
    assert len(numbers(caller)) == 1

    clock.advance(days=1)
    again = citizen_row(N="22/11/2026", O="24/11/2026")
    upload(caller, CITIZENS_PATH, citizens_sheet(again, again))
    assert len(numbers(caller)) == 2


def test_the_room_is_asked_of_foreigners_by_kind_of_house(start: Callable[..., Caller]) -> None:
    caller = start(settings=SimulatorSettings(establishment_kind="Khách sạn, nhà trọ"))
    upload(caller, FOREIGNERS_PATH, foreigners_sheet(foreigner_row(H="")))
    upload(caller, CITIZENS_PATH, citizens_sheet(citizen_row(P="")))

    assert numbers(caller) == ["011190000001"]


def test_the_sheets_of_old_are_taken_for_empty_ones(caller: Caller) -> None:
    assert upload(caller, CITIZENS_PATH, sheet("Sheet1", [citizen_row() for _ in range(9)])) == SAID
    eleven = {column: value for column, value in foreigner_row().items() if column != "L"}
    assert upload(caller, FOREIGNERS_PATH, foreigners_sheet(eleven)) == SAID
    assert numbers(caller) == []


@pytest.mark.parametrize("path", [CITIZENS_PATH, FOREIGNERS_PATH, FOREIGNERS_XML_PATH])
@pytest.mark.parametrize("file", [b"", b"\xff\xfe\x00", b"PK\x03\x04 cut", b"<html>"])
def test_a_file_of_another_kind_is_refused(caller: Caller, path: str, file: bytes) -> None:
    assert upload(caller, path, file) == NOT_THIS_KIND


def test_a_file_over_twenty_megabytes_is_refused_unread(caller: Caller) -> None:
    largest = b" " * (20 * 2**20)
    assert upload(caller, FOREIGNERS_XML_PATH, largest) == NOT_THIS_KIND
    assert upload(caller, FOREIGNERS_XML_PATH, largest + b" ") == (413, {"message": "File quá lớn"})


def test_every_upload_is_noted(caller: Caller) -> None:
    file = citizens_sheet(citizen_row())
    upload(caller, CITIZENS_PATH, file)
    upload(caller, CITIZENS_PATH, b"x")

    seen = caller.practice("requests")
    assert [(one["call"], one["path"], one["status"], one["outcome"]) for one in seen] == [
        (0, CITIZENS_PATH, 200, "uploaded"),
        (0, CITIZENS_PATH, 400, "refused"),
    ]
    assert seen[0]["body_sha256"] == hashlib.sha256(file).hexdigest()


@pytest.mark.parametrize("headers", [{"Content-Type": "text/plain"}, XML | {"Host": "example.test"}, {}])
def test_a_web_page_can_not_upload_through_this_machines_browser(caller: Caller, headers: dict[str, str]) -> None:
    reply = caller.request("POST", FOREIGNERS_XML_PATH, foreigners_xml(foreigner_record()), headers)

    assert reply.status == 403
    assert numbers(caller) == []
