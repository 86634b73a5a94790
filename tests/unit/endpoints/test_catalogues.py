"""The lists the ministry gives out: text ids, both spellings of keys, no test rows, never empty by mistake."""

import httpx
import pytest

from guestreg.endpoints.http import HttpLine
from guestreg.endpoints.kbtt.catalogues import (
    CAP_BYTES,
    Catalogue,
    CatalogueFailure,
    CatalogueReader,
    CatalogueRow,
)
from tests.fakes.clock import FakeClock
from tests.fakes.scripted_police import BASE_URL, Answering, dated, envelope


class Lists:
    """A reader over one scripted answer, and the requests it made."""

    def __init__(self, answer: httpx.Response | Exception) -> None:
        self.requests: list[httpx.Request] = []
        self._answer = answer
        line = HttpLine(BASE_URL, clock=FakeClock(), user_agent="x", transport=Answering(self._reply))
        self.reader = CatalogueReader(line)

    def _reply(self, request: httpx.Request) -> httpx.Response | Exception:
        self.requests.append(request)
        return self._answer


def rows(*entries: object) -> httpx.Response:
    return dated(200, envelope(data=list(entries)))


@pytest.mark.parametrize(
    ("catalogue", "entry", "row", "target"),
    [
        (
            Catalogue.NATIONALITIES,
            {"maQT": "D", "tenQT": " Đức ", "tenQTEn": "Germany"},
            CatalogueRow("D", "Đức", "Germany"),
            "dm-qt/3th/get-all",
        ),
        (
            Catalogue.PROVINCES,
            {"maTT": 302, "tenTT": "Điện  Biên", "tenTTEn": "Dien Bien", "maTTChu": "DB"},
            CatalogueRow("302", "Điện Biên", "Dien Bien"),
            "dm-tinh-tp/get-all",
        ),
        (Catalogue.REASONS, {"id": 1, "name": "Du lịch"}, CatalogueRow("1", "Du lịch"), "ly-do-cu-tru/get-all"),
        (
            Catalogue.DOCUMENT_KINDS,
            {"Id": "8", "Name": "Thẻ Căn Cước"},
            CatalogueRow("8", "Thẻ Căn Cước"),
            "loai-giay-to/get-all",
        ),
        (
            Catalogue.RESIDENCE_KINDS,
            {"id": 1, "Name": "Thường trú"},
            CatalogueRow("1", "Thường trú"),
            "noi-cu-tru/get-all",
        ),
    ],
)
def test_each_list_becomes_plain_rows(catalogue: Catalogue, entry: object, row: CatalogueRow, target: str) -> None:
    lists = Lists(rows(entry))
    assert lists.reader.read(catalogue) == (row,)
    assert (lists.requests[0].method, lists.requests[0].url.raw_path.decode()) == (
        "GET",
        f"/cms-backend/public/{target}",
    )
    assert "Authorization" not in lists.requests[0].headers


def test_communes_are_asked_for_by_province_and_strays_dropped() -> None:
    good = {"maPhuongXa": 302903203, "tenPhuongXa": "Xã Na Son", "tenPhuongXaEn": "x", "trucThuocTinh": 302}
    strays = [good | {"maPhuongXa": "11111"}, good | {"maPhuongXa": "302900001", "tenPhuongXa": "Xã TEST 1"}, {}]
    lists = Lists(rows(good, *strays, good))
    assert lists.reader.read(Catalogue.COMMUNES, province="302") == (
        CatalogueRow("302903203", "Xã Na Son", "x", "302"),
    )
    assert lists.requests[0].url.params["trucThuocTinh"] == "302"


def test_labels_are_nfc() -> None:
    lists = Lists(rows({"id": 1, "name": "Du li\u0323ch"}))
    assert lists.reader.read(Catalogue.REASONS) == (CatalogueRow("1", "Du lịch"),)


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (httpx.ConnectError("x"), CatalogueFailure.NO_ANSWER),
        (dated(500), CatalogueFailure.NO_ANSWER),
        (dated(302), CatalogueFailure.NO_ANSWER),
        (dated(200, "<html>"), CatalogueFailure.NOT_UNDERSTOOD),
        (dated(200, b""), CatalogueFailure.NOT_UNDERSTOOD),
        (dated(200, envelope()), CatalogueFailure.NOT_UNDERSTOOD),
        (dated(200, envelope("500", data=[{"id": 1, "name": "x"}])), CatalogueFailure.NOT_UNDERSTOOD),
        (rows(), CatalogueFailure.NOT_UNDERSTOOD),
        (rows("x"), CatalogueFailure.NOT_UNDERSTOOD),
        (rows({"id": True, "name": "x"}), CatalogueFailure.NOT_UNDERSTOOD),
        (dated(200, b" " * (CAP_BYTES + 1)), CatalogueFailure.NOT_UNDERSTOOD),
        (rows(*[{"id": n, "name": "x"} for n in range(9)]), CatalogueFailure.TOO_SMALL),
    ],
)
def test_a_failed_answer_is_never_an_empty_list(answer: httpx.Response | Exception, failure: CatalogueFailure) -> None:
    assert Lists(answer).reader.read(Catalogue.REASONS, held=20) is failure


def test_half_of_what_is_held_is_taken() -> None:
    lists = Lists(rows(*[{"id": n, "name": "x"} for n in range(10)]))
    assert len(lists.reader.read(Catalogue.REASONS, held=20)) == 10
