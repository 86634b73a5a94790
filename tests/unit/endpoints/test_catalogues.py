"""The lists the ministry gives out: text ids, both spellings of keys, no test rows, never empty by mistake."""

import httpx
import pytest

from guestreg.domain.code_list import CodeRow, ListFailure, ListName
from guestreg.endpoints.http import HttpLine
from guestreg.endpoints.kbtt.catalogues import CAP_BYTES, CatalogueReader
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
            ListName.NATIONALITIES,
            {"maQT": "D", "tenQT": " Đức ", "tenQTEn": "Germany"},
            CodeRow("D", "Đức", "Germany"),
            "dm-qt/3th/get-all",
        ),
        (
            ListName.PROVINCES,
            {"maTT": 302, "tenTT": "Điện  Biên", "tenTTEn": "Dien Bien", "maTTChu": "DB"},
            CodeRow("302", "Điện Biên", "Dien Bien"),
            "dm-tinh-tp/get-all",
        ),
        (ListName.REASONS, {"id": 1, "name": "Du lịch"}, CodeRow("1", "Du lịch"), "ly-do-cu-tru/get-all"),
        (
            ListName.DOCUMENT_KINDS,
            {"Id": "8", "Name": "Thẻ Căn Cước"},
            CodeRow("8", "Thẻ Căn Cước"),
            "loai-giay-to/get-all",
        ),
        (
            ListName.RESIDENCE_KINDS,
            {"id": 1, "Name": "Thường trú"},
            CodeRow("1", "Thường trú"),
            "noi-cu-tru/get-all",
        ),
    ],
)
def test_each_list_becomes_plain_rows(catalogue: ListName, entry: object, row: CodeRow, target: str) -> None:
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
    assert lists.reader.read(ListName.COMMUNES, province="302") == (CodeRow("302903203", "Xã Na Son", "x", "302"),)
    assert lists.requests[0].url.params["trucThuocTinh"] == "302"


def test_labels_are_nfc() -> None:
    lists = Lists(rows({"id": 1, "name": "Du li\u0323ch"}))
    assert lists.reader.read(ListName.REASONS) == (CodeRow("1", "Du lịch"),)


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (httpx.ConnectError("x"), ListFailure.NO_ANSWER),
        (dated(500), ListFailure.NOT_UNDERSTOOD),
        (dated(302), ListFailure.NOT_UNDERSTOOD),
        (dated(200, "<html>"), ListFailure.NOT_UNDERSTOOD),
        (dated(200, b""), ListFailure.NOT_UNDERSTOOD),
        (dated(200, envelope()), ListFailure.NOT_UNDERSTOOD),
        (dated(200, envelope("500", data=[{"id": 1, "name": "x"}])), ListFailure.NOT_UNDERSTOOD),
        (rows(), ListFailure.NOT_UNDERSTOOD),
        (rows("x"), ListFailure.NOT_UNDERSTOOD),
        (rows({"id": True, "name": "x"}), ListFailure.NOT_UNDERSTOOD),
        (dated(200, b" " * (CAP_BYTES + 1)), ListFailure.NOT_UNDERSTOOD),
        (rows(*[{"id": n, "name": "x"} for n in range(9)]), ListFailure.TOO_SMALL),
    ],
)
def test_a_failed_answer_is_never_an_empty_list(answer: httpx.Response | Exception, failure: ListFailure) -> None:
    assert Lists(answer).reader.read(ListName.REASONS, held=20) is failure


def test_half_of_what_is_held_is_taken() -> None:
    lists = Lists(rows(*[{"id": n, "name": "x"} for n in range(10)]))
    assert len(lists.reader.read(ListName.REASONS, held=20)) == 10
