"""One answer of the simulated interface: HTTP status and the envelope every answer wears.

Made by the calls, dressed by the faults, sent by `exchange`. It must not know how it travels.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["taken", "refused", "denied", "answered", "unknown_path", "no_effect", "ineffective", "uploaded"]

SUCCESS = "Thành công"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    code: str
    message: str
    data: object
    outcome: Outcome

    def envelope(self) -> dict[str, object]:
        return {"code": self.code, "message": self.message, "data": self.data}

    def body(self) -> bytes:
        return json.dumps(self.envelope(), ensure_ascii=False).encode()


def taken() -> Answer:
    """A declaration was taken in: no receipt, never."""
    return Answer(200, "200", SUCCESS, None, "taken")


def answered(data: object) -> Answer:
    return Answer(200, "200", SUCCESS, data, "answered")


def refused(message: str, status: int = 400) -> Answer:
    return Answer(status, str(status), message, None, "refused")


def denied(message: str, status: int = 401) -> Answer:
    return Answer(status, str(status), message, None, "denied")
