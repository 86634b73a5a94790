"""What the authority answers when it can't do what was asked: problem documents (RFC 9457), and wrong fields.

Raised anywhere below the calls, written out by them. Its words are the police's own, in Vietnamese, and name nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

ERRORS_MOST = 100

TYPES = {
    "malformed": (400, "Bản tin không đúng mẫu"),
    "contract-unsupported": (400, "Chưa hỗ trợ bản hợp đồng này"),
    "unauthenticated": (401, "Chưa xác thực thiết bị"),
    "forbidden": (403, "Không được phép"),
    "no-such-call": (404, "Không có địa chỉ này"),
    "unknown-declaration": (404, "Không có khai báo này"),
    "unknown-message": (404, "Không có tin này"),
    "method-not-allowed": (405, "Không nhận cách gọi này"),
    "in-flight": (409, "Khai báo này đang được nhận"),
    "version-gap": (409, "Bản trước chưa khớp"),
    "superseded": (409, "Đã có bản mới hơn"),
    "ledger-behind": (409, "Sổ gửi lên ngắn hơn sổ đã biết"),
    "ledger-fork": (409, "Sổ gửi lên trái với sổ đã biết"),
    "cursor-expired": (410, "Con trỏ đã hết hạn"),
    "too-large": (413, "Bản tin quá lớn"),
    "unsupported-type": (415, "Không nhận kiểu nội dung này"),
    "invalid": (422, "Có thông tin cần sửa"),
    "key-reused": (422, "Mã khai báo này đã dùng cho nội dung khác"),
    "too-many": (429, "Gửi quá nhiều, hãy chờ"),
    "unavailable": (503, "Hệ thống tạm dừng"),
}
"""Each with its HTTP status and title."""

CODES = {
    "required": "Chưa có thông tin này.",
    "format": "Viết chưa đúng mẫu.",
    "length": "Dài hoặc ngắn quá.",
    "not-in-catalogue": "Không có trong danh mục.",
    "before-arrival": "Sớm hơn ngày đến.",
    "in-future": "Ở sau thời điểm hiện tại.",
    "inconsistent": "Không khớp với thông tin khác.",
    "unknown-establishment": "Cơ sở này chưa đăng ký với công an.",
}
TOO_LATE = "too-late"
"""No code of the contract: what a broken receiver refuses with."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field; `text` is the officer's own words, else the usual ones."""

    pointer: str
    code: str
    text: str = ""

    def as_json(self) -> dict[str, str]:
        return {"pointer": self.pointer, "code": self.code, "text": self.text or CODES.get(self.code, self.code)}


@dataclass(slots=True, eq=False)
class Problem(Exception):
    """A call refused; `extra` are the members its type adds."""

    kind: str
    extra: Mapping[str, Any] = field(default_factory=dict)
    stored: bool | None = False
    retry_after_s: int | None = None

    @property
    def status(self) -> int:
        return TYPES[self.kind][0]

    def as_json(self, types_url: str) -> dict[str, Any]:
        status, title = TYPES[self.kind]
        stored = {} if self.stored is None else {"stored": self.stored}
        return {"type": types_url + self.kind, "title": title, "status": status, **stored, **self.extra}

    def __str__(self) -> str:
        return self.kind


def invalid(errors: Iterable[FieldError]) -> Problem:
    return Problem("invalid", {"errors": [one.as_json() for one in list(errors)[:ERRORS_MOST]]})


def malformed() -> Problem:
    return Problem("malformed")
