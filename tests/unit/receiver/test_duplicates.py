"""A second declaration of the same guest, and the moment the first stay stops counting."""

from __future__ import annotations

from tests.fakes.practice_police import citizen, foreigner
from tests.unit.receiver.conftest import Police

BARE = (
    "Bản khai báo 1: Số hộ chiếu đang tạm trú tại CSLT và chưa checkout, "
    "Bản khai báo 1: Đã tồn tại khai báo trùng thời gian tại CSLT"
)
ADVICE = ". Vui lòng kiểm tra lại thông tin trước khi gửi."


def test_the_short_voice_says_neither_number_nor_dates(police: Police) -> None:
    police.declare(5, citizen())
    police.declare(4, foreigner())

    assert police.declare(5, citizen()).message == BARE
    assert police.declare(4, foreigner()).message == BARE
    assert len(police.record.stays()) == 2


def test_the_long_voice_names_number_and_dates_of_a_citizen(police: Police) -> None:
    police.set(voice="long")
    police.declare(5, citizen())

    assert police.declare(5, citizen()).message == (
        "Bản khai báo 1: Loại giấy tờ 'Thẻ Căn Cước' và Số giấy tờ '011190000001' đang tạm trú tại CSLT"
        " và chưa checkout, "
        "Bản khai báo 1: Khách đã có khai báo tạm trú từ 2026-11-21 đến 2026-11-23 tại cơ sở lưu trú này" + ADVICE
    )


def test_the_long_voice_stays_bare_for_foreigners(police: Police) -> None:
    police.set(voice="long")
    police.declare(4, foreigner())

    assert police.declare(4, foreigner()).message == BARE + ADVICE


def test_twice_in_one_array_is_refused(police: Police) -> None:
    answer = police.declare(5, citizen(), citizen())

    assert answer.message == BARE.replace("báo 1", "báo 2")
    assert police.record.stays() == []


def test_a_number_counts_without_regard_to_case(police: Police) -> None:
    police.declare(4, foreigner())

    assert police.declare(4, foreigner(soHoChieu="c01x00t47")).message == BARE


def test_another_kind_or_nationality_is_another_document(police: Police) -> None:
    police.declare(5, citizen())
    police.declare(4, foreigner())

    assert police.declare(5, citizen(loaiGiayTo=1)).status == 200
    assert police.declare(4, foreigner(quocTich="KOR")).status == 200


def test_a_stay_ends_by_itself_at_noon_of_the_planned_day(police: Police) -> None:
    police.declare(5, citizen(ngayDiDuKienStr="2026-11-22 20:00:00"))
    next_stay = citizen(ngayDenCsltStr="2026-11-22 20:00:00", ngayDiDuKienStr="2026-11-24 12:00:00")
    police.clock.advance(hours=16, minutes=29)  # 11:59 in Vietnam
    before = police.declare(5, next_stay)
    police.clock.advance(minutes=1)
    after = police.declare(5, next_stay)

    assert before.message == "Bản khai báo 1: Số hộ chiếu đang tạm trú tại CSLT và chưa checkout"
    assert after.status == 200


def test_an_ended_stay_still_refuses_one_that_overlaps_it(police: Police) -> None:
    police.declare(5, citizen(ngayDiDuKienStr="2026-11-22 12:00:00"))
    police.clock.advance(hours=17)

    overlapping = police.declare(5, citizen(ngayDenCsltStr="2026-11-22 11:00:00"))
    following = police.declare(5, citizen(ngayDenCsltStr="2026-11-22 12:00:00"))

    assert overlapping.message == "Bản khai báo 1: Đã tồn tại khai báo trùng thời gian tại CSLT"
    assert following.status == 200


def test_the_same_empty_stay_is_not_taken_twice(police: Police) -> None:
    gone_at_once = citizen(ngayDiDuKienStr="2026-11-21 18:00:00")
    police.declare(5, gone_at_once)

    assert police.declare(5, gone_at_once).status == 400


def test_a_repeat_after_the_window_hears_of_the_window_and_of_the_stay(police: Police) -> None:
    police.declare(5, citizen())
    police.clock.advance(hours=29)

    assert police.declare(5, citizen()).message == (
        "Bản khai báo 1: Ngày đến Cslt phải là ngày hiện tại hoặc hôm qua, " + BARE
    )
