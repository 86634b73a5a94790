"""The six lists as given out, and the portal's list of stays."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

from guestreg.receiver.kbtt.catalogue_calls import catalogue, in_version
from guestreg.receiver.kbtt.catalogues import Catalogues, read_catalogues
from guestreg.receiver.kbtt.portal import COLUMNS, stay_list
from guestreg.receiver.kbtt.settings import SimulatorSettings
from tests.fakes.practice_police import citizen, foreigner
from tests.unit.receiver.conftest import Police

SHIPPED = Path(__file__).parents[3] / "resources" / "catalogues"
SETTINGS = SimulatorSettings()


def test_each_list_has_the_keys_of_its_call(catalogues: Catalogues) -> None:
    keys = {call: list(catalogue(call, catalogues, SETTINGS, "302")[0]) for call in range(6, 12)}

    assert keys == {
        6: ["maQT", "tenQT", "tenQTEn"],
        7: ["maTT", "tenTT", "tenTTEn", "maTTChu"],
        8: ["maPhuongXa", "tenPhuongXa", "tenPhuongXaEn", "trucThuocTinh"],
        9: ["id", "name"],
        10: ["id", "name"],
        11: ["id", "name"],
    }


def test_nationalities_hold_more_than_the_sheets_list(catalogues: Catalogues) -> None:
    codes = {row["maQT"] for row in catalogue(6, catalogues, SETTINGS, None)}

    assert {"D", "VNM", "0RQ", "GBN", "GBS"} <= codes
    assert "DEU" not in codes


def test_the_communes_of_a_province_come_with_strays_and_a_decomposed_name(catalogues: Catalogues) -> None:
    rows = catalogue(8, catalogues, SETTINGS, "302")
    names = {row["maPhuongXa"]: str(row["tenPhuongXa"]) for row in rows}

    assert set(names) == {"302903203", "302903194", "11111", "12345"}
    assert names["302903194"] != "Xã Nậm Nèn"
    assert unicodedata.normalize("NFC", names["302903194"]) == "Xã Nậm Nèn"
    assert catalogue(8, catalogues, SETTINGS, "000") == []


def test_kinds_of_paper_end_at_eight(catalogues: Catalogues) -> None:
    assert [row["id"] for row in catalogue(10, catalogues, SETTINGS, None)] == list(range(1, 9))


def test_a_list_may_come_in_another_version(catalogues: Catalogues) -> None:
    rows = catalogue(7, catalogues, SETTINGS, None)
    reasons = catalogue(9, catalogues, SETTINGS, None)

    assert in_version(rows, "catalogue_grown") == [*rows, rows[0] | {"maTT": "999", "tenTT": "Mục mới"}]
    assert in_version(rows, "catalogue_shrunk") == []
    assert in_version(rows, "catalogue_renamed")[0]["tenTT"] == "Điện Biên (tên mới)"
    assert in_version(reasons, "capital_keys")[0] == {"Id": 1, "Name": "Du lịch"}


def test_the_shipped_lists_can_be_read() -> None:
    shipped = read_catalogues(SHIPPED)

    assert len(shipped.provinces) == 34
    assert len(shipped.communes) > 3_000
    assert set(shipped.document_kinds) == {str(kind) for kind in range(1, 10)}
    assert shipped.nationalities["D"] == "Germany"


def test_the_portals_list_shows_what_is_stored(police: Police) -> None:
    police.declare(5, citizen(hoTen="Lò, Thị Mẫu"))
    police.declare(4, foreigner(soPhong=None))
    police.change({"loai": "TS", "soGiayTo": "011190000001", "loaiGiayTo": 8})

    text = stay_list(police.record.stays(), police.catalogues)
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))

    assert text.startswith(b"\xef\xbb\xbf")
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0]["Họ và tên khách"] == "Lò, Thị Mẫu"
    assert rows[0]["Số giấy tờ"] == "011190000001"
    assert rows[0]["Đến lúc"] == "21/11/2026 18:00"
    assert rows[0]["Đã trả phòng"] == "21/11/2026 19:30"
    assert (rows[1]["Quốc tịch"], rows[1]["Phòng/khoa"], rows[1]["Đã trả phòng"]) == ("D", "", "")
