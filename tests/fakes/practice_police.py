"""What tests of the simulator share: a made-up house, guests of a fixed day, a plain HTTP caller."""

from __future__ import annotations

import base64
import http.client
import json
import ssl
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from guestreg.receiver.kbtt.app import CALLS
from guestreg.receiver.kbtt.faults import Faults
from guestreg.receiver.kbtt.server import SimulatorPlan
from guestreg.receiver.kbtt.settings import SimulatorSettings

# 19:30 in Vietnam.
EVENING = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
TODAY, YESTERDAY = "2026-11-21", "2026-11-20"
JSON_BODY = {"Content-Type": "application/json"}
FORM_BODY = {"Content-Type": "application/x-www-form-urlencoded"}

_FILES = {
    "nationalities.csv": "code,label,label_en\nD,Germany,x\nKOR,Korea,x\nVNM,Viet Nam,x\n",
    "provinces.csv": "code,name\n302,Điện Biên\n101,TP. Hà Nội\n",
    "communes.csv": (
        "code,name,province_code\n302903203,Xã Na Son,302\n302903194,Xã Nậm Nèn,302\n101900004,Phường Ba Đình,101\n"
    ),
    "stay_reasons.csv": "code,label\n1,Du lịch\n20,Mục đích khác\n",
    "document_kinds.csv": (
        "code,label\n1,Thẻ CCCD\n2,Thẻ CMND\n3,Giấy phép lái xe\n4,Hộ chiếu\n5,Giấy khai sinh\n6,Thẻ BHYT\n"
        "7,Thông báo số định danh cá nhân\n8,Thẻ Căn Cước\n9,Giấy Tờ Khác\n"
    ),
    "residence_kinds.csv": "code,label\n1,Thường trú\n2,Tạm trú\n3,Khác\n",
}


class HandClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, instant: datetime = EVENING) -> None:
        self.instant = instant

    def __call__(self) -> datetime:
        return self.instant

    def advance(self, **parts: float) -> None:
        self.instant += timedelta(**parts)


def write_catalogues(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def plan_in(folder: Path, clock: HandClock | None = None, **changes: Any) -> SimulatorPlan:
    plan = SimulatorPlan(
        settings=SimulatorSettings(),
        record_path=folder / "police.db",
        clock=clock or HandClock(),
        catalogues_dir=write_catalogues(folder / "catalogues"),
        faults=Faults(seed=1),
    )
    return replace(plan, **changes)


def citizen(**changes: Any) -> dict[str, Any]:
    person: dict[str, Any] = {
        "hoTen": "Lò Thị Mẫu",
        "gioiTinh": "F",
        "ngayThangNamSinhStr": "1990-05-17",
        "noiCuTru": 1,
        "maTT": "302",
        "maPX": "302903203",
        "diaChi": "Bản Na Ten",
        "ngayDenCsltStr": "2026-11-21 18:00:00",
        "ngayDiDuKienStr": "2026-11-23 12:00:00",
        "soPhong": "Nhà sàn 1",
        "lyDoCuTru": 1,
        "loaiGiayTo": 8,
        "soGiayTo": "011190000001",
    }
    return _changed(person, changes)


def foreigner(**changes: Any) -> dict[str, Any]:
    person: dict[str, Any] = {
        "hoTen": "ANNA MARIA MUSTER",
        "quocTich": "D",
        "soHoChieu": "C01X00T47",
        "gioiTinh": "F",
        "loaiNgayThangNamSinh": "D",
        "ngayThangNamSinhStr": "1974-08-12",
        "ngayDenCsltStr": "2026-11-21 18:00:00",
        "ngayDiDuKienStr": "2026-11-23 12:00:00",
        "soPhong": "Nhà sàn 1",
        "thoiHanTamTruStr": "2026-12-20 23:59:59",
    }
    return _changed(person, changes)


def _changed(person: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """`None` leaves the key out."""
    return {key: value for key, value in (person | changes).items() if value is not None}


def basic(client: tuple[str, str]) -> str:
    return "Basic " + base64.b64encode(":".join(client).encode()).decode()


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def envelope(self) -> Any:
        return json.loads(self.body)

    @property
    def message(self) -> str:
        return str(self.envelope["message"])


class Caller:
    """Calls the simulator with the standard library's HTTP client, one connection a request."""

    def __init__(self, base_url: str, settings: SimulatorSettings | None = None, ca: Path | None = None) -> None:
        self.base_url = base_url
        self._url = urlsplit(base_url)
        self.settings = settings or SimulatorSettings()
        self._tls = ssl.create_default_context(cafile=str(ca)) if ca is not None else None
        self.token = ""

    @property
    def port(self) -> int:
        assert self._url.port is not None
        return self._url.port

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        timeout: float = 20.0,
    ) -> Reply:
        host, port = self._url.hostname or "", self._url.port
        connection: http.client.HTTPConnection
        if self._url.scheme == "https":
            connection = http.client.HTTPSConnection(host, port, timeout=timeout, context=self._tls)
        else:
            connection = http.client.HTTPConnection(host, port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            with connection.getresponse() as response:
                return Reply(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def log_in(self, **changes: str) -> Reply:
        fields = {
            "username": self.settings.username,
            "password": self.settings.password,
            "grant-type": "api_cslt",
        } | changes
        headers = FORM_BODY | {"Authorization": basic(self.settings.login_client)}
        reply = self.request("POST", CALLS[1][1], urlencode(fields).encode(), headers)
        if reply.status == 200 and reply.body.startswith(b"{"):
            self.token = reply.envelope["data"]["AccessToken"]
        return reply

    def call(self, number: int, elements: object, timeout: float = 20.0) -> Reply:
        """Calls 4, 5, 12 with the token of the last log-in."""
        path = CALLS[number][1] if number in CALLS else self.settings.departure_path
        headers = JSON_BODY | {"Authorization": f"Bearer {self.token}"}
        return self.request("POST", path, json.dumps(elements, ensure_ascii=False).encode(), headers, timeout)

    def fetch(self, number: int, query: str = "") -> Reply:
        return self.request("GET", CALLS[number][1] + query)

    def practice(self, name: str, wish: object | None = None) -> Any:
        path = f"/_practice/{name}"
        if wish is None:
            return self.request("GET", path).envelope
        return self.request("POST", path, json.dumps(wish).encode(), JSON_BODY).envelope
