"""Call 12: leaving early, staying longer, and each refusal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.fakes.practice_police import citizen
from tests.unit.receiver.conftest import Police


def early(**changes: Any) -> dict[str, Any]:
    return {"loai": "TS", "soGiayTo": "011190000001", "loaiGiayTo": 8} | changes


def longer(until: str = "2026-11-25 12:00:00", **changes: Any) -> dict[str, Any]:
    return early(loai="GH", thoiGianStr=until) | changes


REFUSED: list[tuple[dict[str, Any], str]] = [
    (early(loai="XX"), "Loại phải là GH hoặc TS"),
    (early(loai=""), "Loại không được để trống"),
    (early(loaiGiayTo=9), "Loại giấy tờ phải có giá trị từ 1 đến 8"),
    (early(soGiayTo="0111"), "Thẻ Căn Cước phải gồm đúng 12 chữ số"),
    (
        early(soGiayTo="011190000009"),
        "Số Giấy tờ 011190000009 với loại giấy tờ là Thẻ Căn Cước đang không tồn tại trong hệ thống Cslt",
    ),
    (
        early(loaiGiayTo=1),
        "Số Giấy tờ 011190000001 với loại giấy tờ là Thẻ CCCD đang không tồn tại trong hệ thống Cslt",
    ),
    (longer(thoiGianStr=""), "Thời gian không được để trống"),
    (longer("25/11/2026"), "Thời gian không đúng định dạng YYYY-MM-DD HH:mm:ss"),
    (longer("2026-11-23 12:00:00"), "Thời hạn tạm trú phải lớn ngày đi hiện tại"),
    (longer("2026-12-22 00:00:00"), "Ngày gia hạn không được vượt quá 30 ngày kể từ ngày đến CSLT"),
]


@pytest.mark.parametrize(("element", "sentence"), REFUSED)
def test_a_change_that_breaks_a_rule_is_refused_and_changes_nothing(
    police: Police, element: dict[str, Any], sentence: str
) -> None:
    police.declare(5, citizen())
    before = police.record.stays()

    short = police.change(element)
    police.set(voice="long")
    long = police.change(element)

    assert short.message == f"Bản ghi 1: {sentence}"
    assert long.message == f"Bản ghi 1: {sentence}. Vui lòng kiểm tra lại thông tin trước khi gửi."
    assert police.record.stays() == before


def test_leaving_early_ends_the_stay_so_the_guest_may_come_again(police: Police) -> None:
    police.declare(5, citizen())
    police.clock.advance(hours=13)  # 08:30 in Vietnam

    assert police.change(early()).message == "Thành công"
    assert police.record.stays()[0].checked_out == datetime.fromisoformat("2026-11-22 08:30:00")
    assert "không tồn tại" in police.change(early()).message
    again = citizen(ngayDenCsltStr="2026-11-22 08:30:00")
    assert police.declare(5, again).status == 200


def test_thirty_days_after_arrival_is_the_last_day_of_an_extension(police: Police) -> None:
    police.declare(5, citizen())

    answer = police.change(longer("2026-12-21 23:59:59"))

    assert (answer.message, answer.data) == ("Thành công", None)
    assert police.record.stays()[0].planned_departure == datetime.fromisoformat("2026-12-21 23:59:59")


def test_a_stay_that_ended_by_itself_can_no_longer_be_changed(police: Police) -> None:
    police.declare(5, citizen())
    police.clock.advance(hours=40, minutes=30)  # noon of the planned day

    assert "không tồn tại" in police.change(early()).message


def test_the_same_document_twice_refuses_both(police: Police) -> None:
    police.declare(5, citizen())

    assert police.change(longer(), early()).message == "Bản ghi 2: Bị trùng giấy tờ với bản ghi 1"
    assert police.record.stays()[0].checked_out is None


def test_an_empty_list_has_its_own_sentence(police: Police) -> None:
    assert police.change().message == "Danh sách đổi ngày trả phòng không được để trống"
