"""Who can't go by a file, and that the practice portal would really drop each of them without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from guestreg.domain.guest import Citizen, Foreigner
from guestreg.platform.resources import resource_dir
from guestreg.ports.exporter import UploadForm, UploadGuest, UploadKind, UploadRules
from guestreg.receiver.kbtt.catalogues import read_catalogues
from guestreg.receiver.kbtt.guest_xml import guest_records
from guestreg.receiver.kbtt.portal_rows import citizens, foreigners, foreigners_of_xml
from guestreg.receiver.kbtt.workbook import sheet_rows
from tests.fakes import kept
from tests.fakes.upload_guests import ARRIVAL, NOW, TODAY, form, light_form, upload
from tests.unit.endpoints.test_portal_files_read_back import CITIZENS, FOREIGNERS, taken, written

EARLIER: dict[str, Any] = {"arrival": ARRIVAL - timedelta(days=2)}
BEFORE: dict[str, Any] = {"arrival": ARRIVAL - timedelta(days=9)}
OVER: dict[str, Any] = {**BEFORE, "planned_departure": ARRIVAL - timedelta(days=2)}


def citizen(**changes: Any) -> Citizen:
    return replace(kept.citizen(), **changes)


def foreigner(**changes: Any) -> Foreigner:
    return replace(kept.foreigner(), **changes)


def dropped(one: UploadGuest, form: UploadForm) -> bool:
    lists, file = read_catalogues(resource_dir() / "catalogues"), written(form, [one])
    match form.kind:
        case UploadKind.CITIZENS_SHEET:
            rows = citizens(sheet_rows(file, CITIZENS), lists)
        case UploadKind.FOREIGNERS_SHEET:
            rows = foreigners(sheet_rows(file, FOREIGNERS), lists)
        case _:
            rows = foreigners_of_xml(guest_records(file), lists)
    return taken(rows, lists) == 0


def told(one: UploadGuest, form: UploadForm) -> list[tuple[str, str]]:
    return [(found.code, found.field) for found in form.objections(one, TODAY)]


@pytest.mark.parametrize(
    ("one", "code", "field"),
    [
        (upload(citizen(doc_kind=None, doc_number=None)), "E-75", "doc_number"),
        (upload(citizen(doc_kind=1, doc_number="01119000001")), "E-13", "doc_number"),
        (upload(citizen(doc_kind=2, doc_number="0111900001")), "E-63", "doc_number"),
        (upload(citizen(doc_kind=5, doc_number="12/2019")), "E-37", "doc_number"),
        (upload(citizen(doc_kind=4, doc_number="C0123456789")), "E-37", "doc_number"),
        (upload(citizen(doc_kind=9, doc_number="1")), "E-10", "doc_kind_name"),
        (upload(**EARLIER), "E-30", "arrival"),
        (upload(arrival=ARRIVAL + timedelta(days=1)), "E-38", "arrival"),
        (upload(reason=99), "E-147", "reason"),
    ],
    ids=str,
)
def test_a_citizen_the_portal_would_drop(one: UploadGuest, code: str, field: str) -> None:
    form = light_form(UploadKind.CITIZENS_SHEET)
    assert (code, field) in told(one, form)
    assert dropped(one, form)


@pytest.mark.parametrize(
    ("one", "code", "field"),
    [
        (upload(foreigner(full_name="王小明")), "E-76", "full_name"),
        (upload(foreigner(full_name="Ä" * 81)), "E-54", "full_name"),
        (upload(foreigner(passport_number="C01 X00")), "E-37", "passport_number"),
        (upload(foreigner(passport_number="C01X00T4701")), "E-37", "passport_number"),
        (upload(foreigner(nationality="GBN")), "E-147", "nationality"),
        (upload(foreigner(permitted_until=date(2026, 11, 20))), "E-79", "permitted_until"),
        (upload(foreigner(), **EARLIER), "E-143", "arrival"),
        (upload(foreigner(), arrival=ARRIVAL + timedelta(days=1)), "E-38", "arrival"),
        (upload(foreigner(permitted_until=date(2026, 11, 1)), departed_at=NOW, **BEFORE), "E-79", "permitted_until"),
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", [UploadKind.FOREIGNERS_SHEET, UploadKind.FOREIGNERS_XML])
def test_a_foreigner_the_portal_would_drop(one: UploadGuest, code: str, field: str, kind: UploadKind) -> None:
    form = light_form(kind)
    assert (code, field) in told(one, form)
    assert dropped(one, form)


@pytest.mark.parametrize("departed_at", [None, NOW])
def test_an_end_long_over_is_said(departed_at: datetime | None) -> None:
    """The window of an arrival is as long as that of a departure, so only a longer one shows the rule alone."""
    rules = UploadRules(days_back=30, room_required=False)
    one = upload(departed_at=departed_at, **OVER)
    assert told(one, form(UploadKind.CITIZENS_SHEET, rules=rules)) == (
        [] if departed_at else [("E-144", "planned_departure")]
    )
    assert told(upload(**OVER), light_form(UploadKind.CITIZENS_SHEET)) == [("E-30", "arrival")]


def test_a_foreigner_who_has_left_goes_late() -> None:
    for kind in (UploadKind.FOREIGNERS_SHEET, UploadKind.FOREIGNERS_XML):
        form = light_form(kind)
        left = upload(foreigner(), departed_at=NOW, **BEFORE)
        assert told(left, form) == []
        assert not dropped(left, form)


def test_a_nationality_only_the_xml_knows() -> None:
    one = upload(foreigner(nationality="0RQ"))
    sheet, xml = light_form(UploadKind.FOREIGNERS_SHEET), light_form(UploadKind.FOREIGNERS_XML)
    assert told(one, sheet) == [("E-147", "nationality")]
    assert dropped(one, sheet)
    assert told(one, xml) == []
    assert not dropped(one, xml)


def test_a_room_is_wanted_of_houses_that_must_name_it() -> None:
    strict = UploadRules(days_back=1, room_required=True)
    roomless = upload(foreigner(), room=None)
    assert told(roomless, form(UploadKind.FOREIGNERS_SHEET, rules=strict)) == [("E-10", "room")]
    assert told(roomless, light_form(UploadKind.FOREIGNERS_SHEET)) == []
    assert told(upload(room=None), form(UploadKind.CITIZENS_SHEET, rules=strict)) == []
