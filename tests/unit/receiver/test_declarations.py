"""Every rule of calls 4 and 5 and its sentence, in both voices."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.practice_police import citizen, foreigner
from tests.unit.receiver.conftest import Police

ADVICE = ". Vui lòng kiểm tra lại thông tin trước khi gửi."

BOTH: list[tuple[dict[str, Any], str]] = [
    ({"hoTen": None}, "Họ tên không được để trống"),
    ({"hoTen": "  "}, "Họ tên không được để trống"),
    ({"hoTen": 7}, "Họ tên không đúng định dạng"),
    ({"gioiTinh": None}, "Giới tính không được để trống"),
    ({"gioiTinh": "X"}, "Giới tính phải là M hoặc F"),
    ({"ngayThangNamSinhStr": None}, "Ngày tháng năm sinh không được để trống"),
    ({"ngayThangNamSinhStr": "17/05/1990"}, "Ngày tháng năm sinh không đúng định dạng YYYY-MM-DD"),
    ({"ngayThangNamSinhStr": "1990-02-30"}, "Ngày tháng năm sinh không đúng định dạng YYYY-MM-DD"),
    ({"ngayThangNamSinhStr": "١٩٩٠-05-17"}, "Ngày tháng năm sinh không đúng định dạng YYYY-MM-DD"),
    ({"ngayDenCsltStr": None}, "Ngày đến Cslt không được để trống"),
    ({"ngayDenCsltStr": "2026-11-21"}, "Ngày đến Cslt không đúng định dạng YYYY-MM-DD HH:mm:ss"),
    ({"ngayDenCsltStr": "2026-11-21T18:00:00"}, "Ngày đến Cslt không đúng định dạng YYYY-MM-DD HH:mm:ss"),
    ({"ngayDenCsltStr": "2026-11-21 24:00:00"}, "Ngày đến Cslt không đúng định dạng YYYY-MM-DD HH:mm:ss"),
    ({"ngayDenCsltStr": "2026-11-19 23:59:59"}, "Ngày đến Cslt phải là ngày hiện tại hoặc hôm qua"),
    ({"ngayDenCsltStr": "2026-11-22 00:00:00"}, "Ngày đến Cslt phải là ngày hiện tại hoặc hôm qua"),
    ({"ngayDiDuKienStr": None}, "Ngày đi dự kiến không được để trống"),
    ({"ngayDiDuKienStr": "2026-11-21 17:59:59"}, "Ngày đi dự kiến phải lớn hoặc bằng ngày đến Cslt"),
    ({"soPhong": 3}, "Số phòng không đúng định dạng"),
]
FOREIGNER: list[tuple[dict[str, Any], str]] = [
    ({"hoTen": "O'NEILL"}, "Họ tên chỉ được gồm chữ cái và khoảng trắng, tối đa 160 ký tự"),
    ({"hoTen": "A" * 161}, "Họ tên chỉ được gồm chữ cái và khoảng trắng, tối đa 160 ký tự"),
    ({"quocTich": None}, "Quốc tịch không được để trống"),
    ({"quocTich": "DEU"}, "quốc tịch DEU không tồn tại trong hệ thống"),
    ({"soHoChieu": None}, "Số hộ chiếu không được để trống"),
    ({"soHoChieu": "C01 X00"}, "Số hộ chiếu chỉ được gồm chữ và số, tối đa 10 ký tự"),
    ({"soHoChieu": "C01X00T4712"}, "Số hộ chiếu chỉ được gồm chữ và số, tối đa 10 ký tự"),
    ({"loaiNgayThangNamSinh": None}, "Loại ngày tháng năm sinh không được để trống"),
    ({"loaiNgayThangNamSinh": "M"}, "Loại ngày tháng năm sinh phải là D hoặc Y"),
    (
        {"loaiNgayThangNamSinh": "Y"},
        "Ngày tháng năm sinh phải là ngày 01 tháng 01 khi chỉ biết năm sinh",
    ),
    ({"thoiHanTamTruStr": None}, "Thời hạn tạm trú không được để trống"),
    ({"thoiHanTamTruStr": "2026-11-20 23:59:59"}, "Thời hạn tạm trú phải lớn hoặc bằng hôm nay"),
]
CITIZEN: list[tuple[dict[str, Any], str]] = [
    ({"soDienThoai": 912345678}, "Số điện thoại không đúng định dạng"),
    ({"noiCuTru": 4}, "Nơi cư trú phải có giá trị từ 1 đến 3"),
    ({"noiCuTru": "1"}, "Nơi cư trú không đúng định dạng"),
    ({"maTT": "999", "maPX": None}, "Tỉnh thành phố 999 không tồn tại trong hệ thống"),
    ({"maPX": "302900000"}, "Phường xã 302900000 không tồn tại trong hệ thống"),
    ({"maPX": "101900004"}, "Phường xã 101900004 không tồn tại trong hệ thống"),
    ({"lyDoCuTru": None}, "Lý do cư trú không được để trống"),
    ({"lyDoCuTru": 21}, "Lý do cư trú phải có giá trị từ 1 đến 20"),
    ({"lyDoCuTru": True}, "Lý do cư trú không đúng định dạng"),
    ({"lyDoCuTru": 20}, "Lý do chi tiết không được để trống"),
    ({"lyDoChiTiet": "đi lễ"}, "Lý do chi tiết chỉ được nhập khi lý do cư trú là 20"),
    ({"loaiGiayTo": None}, "Loại giấy tờ không được để trống"),
    ({"loaiGiayTo": 9}, "Loại giấy tờ phải có giá trị từ 1 đến 8"),
    ({"loaiGiayTo": 0}, "Loại giấy tờ phải có giá trị từ 1 đến 8"),
    ({"soGiayTo": None}, "Số giấy tờ không được để trống"),
    ({"loaiGiayTo": 1, "soGiayTo": "01119000"}, "Thẻ CCCD phải gồm đúng 12 chữ số"),
    ({"loaiGiayTo": 8, "soGiayTo": "0111900000012"}, "Thẻ Căn Cước phải gồm đúng 12 chữ số"),
    ({"loaiGiayTo": 2, "soGiayTo": "0111900000"}, "Thẻ CMND phải gồm đúng 9 hoặc 12 chữ số"),
    ({"loaiGiayTo": 3, "soGiayTo": "A" * 21}, "Giấy phép lái xe chỉ được gồm chữ và số, tối đa 20 ký tự"),
    ({"loaiGiayTo": 6, "soGiayTo": "GD 1"}, "Thẻ BHYT chỉ được gồm chữ và số, tối đa 20 ký tự"),
    ({"loaiGiayTo": 4, "soGiayTo": "B1234567890"}, "Hộ chiếu chỉ được gồm chữ và số, tối đa 10 ký tự"),
    ({"loaiGiayTo": 5, "soGiayTo": "12/2020"}, "Giấy khai sinh chỉ được gồm chữ và số"),
]
RULES = (
    [(4, foreigner, change, sentence) for change, sentence in BOTH + FOREIGNER]
    + [(5, citizen, change, sentence) for change, sentence in BOTH + CITIZEN]
)  # fmt: skip
TAKEN: list[tuple[int, dict[str, Any]]] = [
    (4, {"soPhong": None}),
    (4, {"quocTich": "0RQ"}),
    (4, {"quocTich": "GBN"}),
    (4, {"loaiNgayThangNamSinh": "Y", "ngayThangNamSinhStr": "1974-01-01"}),
    (4, {"ngayDenCsltStr": "2026-11-20 00:00:00"}),
    (4, {"thoiHanTamTruStr": "2026-11-21 00:00:00"}),
    (4, {"ngayDiDuKienStr": "2026-11-21 18:00:00"}),
    (5, {"noiCuTru": None, "maTT": None, "maPX": None, "diaChi": None}),
    (5, {"lyDoCuTru": 20, "lyDoChiTiet": "đi lễ"}),
    (5, {"loaiGiayTo": 2, "soGiayTo": "012345678"}),
    (5, {"loaiGiayTo": 3, "soGiayTo": "A" * 20}),
    (5, {"loaiGiayTo": 7, "soGiayTo": "011190000001"}),
    (5, {"ngayDenCsltStr": "2026-11-20 23:59:59"}),
]


@pytest.mark.parametrize(("call", "person", "change", "sentence"), RULES)
def test_a_broken_rule_is_named_and_nothing_is_stored(
    police: Police, call: int, person: Any, change: dict[str, Any], sentence: str
) -> None:
    short = police.declare(call, person(**change))
    police.set(voice="long")
    long = police.declare(call, person(**change))

    assert (short.status, short.code, short.data) == (400, "400", None)
    assert short.message == f"Bản khai báo 1: {sentence}"
    assert long.message == f"Bản khai báo 1: {sentence}{ADVICE}"
    assert police.record.stays() == []


@pytest.mark.parametrize(("call", "change"), TAKEN)
def test_what_the_rules_allow_is_taken(police: Police, call: int, change: dict[str, Any]) -> None:
    person = foreigner(**change) if call == 4 else citizen(**change)

    answer = police.declare(call, person)

    assert (answer.status, answer.message, answer.data) == (200, "Thành công", None)
    assert [stay.element for stay in police.record.stays()] == [person]


@pytest.mark.parametrize(
    "kind",
    [
        "Khách sạn, nhà trọ",
        "Khu công nghiệp, chế xuất",
        "Chung cư, cơ sở y tế, kí túc xá",
        "Chung cư",
    ],
)
@pytest.mark.parametrize("call", [4, 5])
def test_some_kinds_of_establishment_must_name_the_room(police: Police, call: int, kind: str) -> None:
    police.set(establishment_kind=kind)
    person = foreigner(soPhong=None) if call == 4 else citizen(soPhong=None)

    assert police.declare(call, person).message == "Bản khai báo 1: Số phòng không được để trống"


def test_all_errors_of_all_persons_come_in_one_message_and_all_are_refused(police: Police) -> None:
    answer = police.declare(
        5,
        citizen(gioiTinh="X", soGiayTo="1"),
        citizen(),
        citizen(soGiayTo="011190000002", lyDoCuTru=None),
        "không phải bản ghi",
    )

    assert answer.message == (
        "Bản khai báo 1: Giới tính phải là M hoặc F, "
        "Bản khai báo 1: Thẻ Căn Cước phải gồm đúng 12 chữ số, "
        "Bản khai báo 3: Lý do cư trú không được để trống, "
        "Bản khai báo 4: Dữ liệu không đúng định dạng"
    )
    assert police.record.stays() == []


def test_a_departure_before_yesterday_is_refused_twice_over(police: Police) -> None:
    answer = police.declare(4, foreigner(ngayDiDuKienStr="2026-11-19 12:00:00"))

    assert answer.message == (
        "Bản khai báo 1: Ngày đi dự kiến phải lớn hoặc bằng ngày hôm qua, "
        "Bản khai báo 1: Ngày đi dự kiến phải lớn hoặc bằng ngày đến Cslt"
    )


@pytest.mark.parametrize("call", [4, 5])
def test_an_empty_array_is_refused(police: Police, call: int) -> None:
    assert police.declare(call).message == "Danh sách khai báo không được để trống"


def test_the_window_follows_the_clock_of_the_police_in_vietnam_time(police: Police) -> None:
    arrival = citizen(ngayDenCsltStr="2026-11-21 18:00:00")
    police.clock.advance(hours=28, minutes=29, seconds=59)  # 23:59:59 of the next day in Vietnam
    open_still = police.declare(5, arrival)
    police.clock.advance(seconds=1)
    closed = police.declare(5, arrival | {"soGiayTo": "011190000002"})

    assert open_still.status == 200
    assert closed.message == "Bản khai báo 1: Ngày đến Cslt phải là ngày hiện tại hoặc hôm qua"
