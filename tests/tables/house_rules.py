"""Every rule of field list (c), the house and its endpoint: what is changed in a good house, and the code it must give.

`HOUSE`, `ROOMS`, `NOTIFIERS` are a house without a single violation at the time of `tests.tables.rules.NOW`.
"""

import dataclasses
from dataclasses import dataclass
from typing import Any

from guestreg.domain.entry.house import HouseEntry
from guestreg.domain.entry.reading import Typed
from guestreg.domain.violation import Severity

Pairs = tuple[tuple[str, str], ...]

HOUSE = {
    "name": "Homestay Mây Trắng",
    "address_detail": "Bản Mẫu",
    "kind": "homestay",
    "province": "302",
    "commune": "302903203",
    "owner_name": "Lò Thị Say",
    "phone": "0215000000",
    "police_phone": "0215000113",
    "security_certificate_number": "MẪU 01",
}
ROOMS: Pairs = (("Phòng 1", "4"), ("Nhà sàn", "12"))
NOTIFIERS: Pairs = (("Lò Thị Say", ""), ("Lò Văn Tâm", "0912000000"))
REAL = {"kind": "kbtt", "address": "https://127.0.0.1:1", "account": "tapthu.nasan"}
REFUSE, WARN = Severity.REFUSE, Severity.WARN


@dataclass(frozen=True, slots=True)
class HouseRule:
    """`house` are the changed fields; rooms and notifiers are whole; `endpoint` changes a real one."""

    code: str
    field: str
    severity: Severity = REFUSE
    house: dict[str, str] = dataclasses.field(default_factory=dict)
    rooms: Pairs = ROOMS
    notifiers: Pairs = NOTIFIERS
    endpoint: dict[str, str] | None = None

    @property
    def name(self) -> str:
        changed: dict[str, Any] = {**self.house, **(self.endpoint or {})}
        lists = (("rooms", self.rooms, ROOMS), ("notifiers", self.notifiers, NOTIFIERS))
        changed |= {each: now for each, now, good in lists if now != good}
        return f"{self.code}-{self.field}-" + ",".join(f"{key}={str(value)[:24]}" for key, value in changed.items())

    def entry(self) -> HouseEntry:
        return HouseEntry(Typed({**HOUSE, **self.house}), self.rooms, self.notifiers)

    def place(self) -> dict[str, str]:
        """The real endpoint as typed; meant only where `endpoint` is given."""
        return {**REAL, **(self.endpoint or {})}


def _each(code: str, names: str, text: str) -> tuple[HouseRule, ...]:
    return tuple(HouseRule(code, name, house={name: text}) for name in names.split())


def _wrong(code: str, name: str, *texts: str) -> tuple[HouseRule, ...]:
    return tuple(HouseRule(code, name, house={name: text}) for text in texts)


_LENGTHS = (
    *(("name", 2, 200), ("address_detail", 2, 250), ("establishment_code", 0, 40), ("owner_name", 2, 160)),
    *(("manager_name", 2, 160), ("email", 0, 120), ("security_certificate_number", 0, 60), ("police_unit", 0, 200)),
    *(("police_email", 0, 120), ("police_duty_officer", 0, 160), ("border_post", 0, 200)),
)
TEXTS = {name: (least, most) for name, least, most in _LENGTHS}
"""Free text of the house and how long it may be."""
PEOPLE = ("owner_name", "manager_name")

HOUSE_RULES = (
    *_each("E-10", "name address_detail kind province commune owner_name phone", ""),
    *(HouseRule("E-54", name, house={name: "x" * (most + 1)}) for name, (_, most) in TEXTS.items()),
    *(HouseRule("E-54", name, house={name: "Á"}) for name, (least, _) in TEXTS.items() if least),
    *_each("E-55", "owner_name manager_name", "Lò 1"),
    *_each("E-56", " ".join(TEXTS), "Mây\u202eTrắng"),
    *_each("E-56", "phone tax_code owner_id_number owner_birth_date retention_months", "0\u202e1"),
    *_wrong("E-62", "kind", "palace"),
    *_wrong("E-62", "province", "999"),
    *_wrong("E-62", "commune", "11111", "Bản Mẫu"),
    HouseRule("E-69", "commune", house={"province": "101"}),
    *_each("E-62", "is_remote border_area border_belt", "maybe"),
    *_wrong("E-13", "owner_id_number", "01109000017", "01109000001A", "0110900000170"),
    *_wrong("E-58", "owner_birth_date", "mùa xuân", "1970"),
    *_wrong("E-11", "owner_birth_date", "31/02/1970"),
    *_wrong("E-66", "owner_birth_date", "22/11/2026"),
    *_wrong("E-59", "owner_birth_date", "31/12/1899"),
    *_each("E-68", "phone police_phone border_post_phone", "gọi sau"),
    *_each("E-68", "phone police_phone border_post_phone", "0" * 16),
    *_wrong("E-83", "tax_code", "12", "0123456789-12", "0123456789-", "01234567890", "012345678901-001", "0123456789a"),
    *_wrong("E-58", "security_certificate_on", "tuần trước", "2020"),
    *_wrong("E-11", "security_certificate_on", "31/04/2020"),
    *_wrong("E-66", "security_certificate_on", "22/11/2026"),
    HouseRule("E-10", "border_post", house={"border_belt": "true", "border_post_phone": "0215000222"}),
    HouseRule("E-10", "border_post_phone", house={"border_belt": "true", "border_post": "Đồn Mẫu"}),
    HouseRule("E-10", "rooms", rooms=()),
    HouseRule("E-10", "rooms", rooms=(("", "2"),)),
    HouseRule("E-54", "rooms", rooms=(*ROOMS, ("x" * 21, "1"))),
    HouseRule("E-56", "rooms", rooms=(("Phòng\u202e1", "1"),)),
    *(HouseRule("E-84", "rooms", rooms=(("Phòng 1", beds),)) for beds in ("0", "51", "hai", "-1", "1\u202e", "1.5")),
    HouseRule("E-10", "notifiers", notifiers=()),
    HouseRule("E-10", "notifiers", notifiers=(*NOTIFIERS, ("", "0912000000"))),
    HouseRule("E-54", "notifiers", notifiers=(("L", ""),)),
    HouseRule("E-54", "notifiers", notifiers=(("L" * 161, ""),)),
    HouseRule("E-55", "notifiers", notifiers=(("Lò 1", ""),)),
    HouseRule("E-56", "notifiers", notifiers=(("Lò\u202eSay", ""),)),
    HouseRule("E-68", "notifier_phone", notifiers=(("Lò Thị Say", "gọi sau"),)),
    *_wrong("E-113", "register_volume", "0", "-1", "10000", "một", "1.5"),
    *_wrong("E-58", "volume_from", "đầu năm", "2026"),
    *_wrong("E-66", "volume_from", "22/11/2026"),
    *_wrong("E-58", "volume_to", "cuối năm", "2026"),
    *_wrong("E-66", "volume_to", "22/11/2026"),
    HouseRule("E-91", "volume_to", house={"volume_from": "02/11/2026", "volume_to": "01/11/2026"}),
    *_wrong("E-85", "retention_months", "35", "121", "ba năm", "-36"),
    HouseRule("E-86", "police_phone", WARN, {"police_phone": ""}),
    HouseRule("E-115", "security_certificate_number", WARN, {"security_certificate_number": ""}),
    HouseRule("E-88", "stars", house={"stars": "5"}),
)

ENDPOINT_RULES = (
    HouseRule("E-10", "endpoint_address", endpoint={"address": ""}),
    HouseRule("E-10", "endpoint_account", endpoint={"account": " "}),
    HouseRule("E-54", "endpoint_address", endpoint={"address": "https://127.0.0.1/" + "x" * 200}),
    HouseRule("E-54", "endpoint_account", endpoint={"account": "x" * 121}),
    HouseRule("E-56", "endpoint_address", endpoint={"address": "https://127.0.0\u202e.1"}),
    HouseRule("E-56", "endpoint_account", endpoint={"account": "tap\u200bthu"}),
    *(
        HouseRule("E-99", "endpoint_address", endpoint={"address": address})
        for address in (
            *(
                "http://127.0.0.1:1",
                "127.0.0.1:1",
                "https://",
                "https://[::1",
                "https://a:b@127.0.0.1:1",
                "HTTP://x.vn",
            ),
            *("https://127.0.0.1:99999", "https://127.0.0.1:0", "https://127.0.0.1:1?x=1", "https://127.0.0.1:1#x"),
            *("https://kbtt example.vn", "ftp://kbtt.example.vn", "https://:a@x.vn", "file://localhost/etc", "//x.vn"),
        )
    ),
)
