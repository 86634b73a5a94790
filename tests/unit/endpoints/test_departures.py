"""Call 12: where it goes, and what its refusals say of the stay."""

import json

import httpx
import pytest

from guestreg.endpoints.kbtt import wire
from guestreg.ports.endpoint import Accepted, Outcome, ProgramFault, Refused
from tests.fakes.kbtt_documents import citizen, early, longer
from tests.fakes.parcels import parcel_of
from tests.fakes.scripted_police import PATHS, ScriptedPolice, client, dated, envelope, refusal

NOT_STAYING = "Số Giấy tờ 011090000017 với loại giấy tờ là Thẻ Căn Cước đang không tồn tại trong hệ thống Cslt"
NOT_LATER = "Thời hạn tạm trú phải lớn ngày đi hiện tại"
TOO_LONG = "Ngày gia hạn không được vượt quá 30 ngày kể từ ngày đến CSLT"
ALREADY = "Khách đang tạm trú tại CSLT"


def sent(answer: httpx.Response, document: bytes) -> Outcome:
    speaker = client(ScriptedPolice([answer]))
    outcome = speaker.send(parcel_of(document, wire.build(document))).outcome
    speaker.close()
    return outcome


def said(text: str) -> httpx.Response:
    return refusal(f"Bản ghi 1: {text}")


@pytest.mark.parametrize("document", [early(), longer()], ids=["early", "longer"])
def test_a_departure_has_its_own_address_and_goes_as_an_array_of_one(document: bytes) -> None:
    police = ScriptedPolice([dated(200, envelope())])
    speaker = client(police)
    assert speaker.send(parcel_of(document, wire.build(document))).outcome == Accepted()
    speaker.close()
    (request,) = [one for one in police.requests if one.url.path == PATHS.departures]
    assert len(json.loads(request.content)) == 1
    assert request.headers["Authorization"].startswith("Bearer ")


@pytest.mark.parametrize(
    ("document", "text", "field", "code", "worked", "denied"),
    [
        (early(), NOT_STAYING, "doc_number", "E-185", True, True),
        (longer(), NOT_STAYING, "doc_number", "E-185", False, True),
        (longer(), NOT_LATER, "planned_departure", "E-09", True, False),
        (early(), NOT_LATER, "planned_departure", "E-09", False, False),
        (longer(), TOO_LONG, "planned_departure", "E-35", False, False),
        (early(), "Loại giấy tờ phải có giá trị từ 1 đến 8", "doc_kind", "E-09", False, False),
        (early(), "Thẻ CCCD phải gồm đúng 12 chữ số", "doc_number", "E-13", False, False),
        (early(), ALREADY, "", "E-33", False, False),
        (early(), "Ngày đến Cslt phải là ngày hiện tại hoặc hôm qua", "arrival", "E-38", False, False),
        (early(), "Cơ sở đang tạm khóa", "", "E-09", False, False),
    ],
)
def test_its_refusals(document: bytes, text: str, field: str, code: str, worked: bool, denied: bool) -> None:
    outcome = sent(said(text), document)
    assert isinstance(outcome, Refused)
    assert (outcome.may_have_worked, outcome.denies_the_stay) == (worked, denied)
    assert [(error.field, error.code, error.text) for error in outcome.errors] == [(field, code, text)]


@pytest.mark.parametrize(
    "text",
    ["Loại phải là GH hoặc TS", "Bị trùng giấy tờ với bản ghi 2", "Danh sách đổi ngày trả phòng không được để trống"],
)
def test_what_only_the_program_can_do_wrong(text: str) -> None:
    assert sent(said(text), early()) == ProgramFault()


def test_the_same_words_about_a_declaration_deny_nothing() -> None:
    """Negative control: call 5 never speaks of a stay that isn't there."""
    made = citizen()
    speaker = client(ScriptedPolice([refusal(f"Bản khai báo 1: {NOT_STAYING}")]))
    outcome = speaker.send(parcel_of(made, wire.build(made))).outcome
    speaker.close()
    assert isinstance(outcome, Refused)
    assert not outcome.denies_the_stay
