"""What one simulated account and establishment look like; made-up values only.

Given to the simulator by whoever starts it. It must not know a real account, host or establishment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Voice = Literal["short", "long"]

RIGHT_TO_DECLARE = "kbtt:create-3th"
KINDS_THAT_NEED_A_ROOM = (
    "Khách sạn, nhà trọ",
    "Khu công nghiệp, chế xuất",
    "Chung cư, cơ sở y tế, kí túc xá",
    "Chung cư",
)
DEPARTURE_PATH = "/client-service/kbtt-vn/kbtt-3th/doi-ngay-tra-phong"


@dataclass(frozen=True, slots=True)
class SimulatorSettings:
    """The made-up account; the defaults are those of practice mode."""

    username: str = "tapthu.nasan"
    password: str = "tap-thu-khong-that"
    login_client: tuple[str, str] = ("tapthu-dang-nhap", "khoa-tap-thu-a")
    refresh_client: tuple[str, str] = ("tapthu-lam-moi", "khoa-tap-thu-b")
    establishment_code: str = "TAPTHU-0001"
    account_kind: str = "CSLT"
    authorities: tuple[str, ...] = (RIGHT_TO_DECLARE,)
    province: str = "302"
    commune: str = "302903203"
    establishment_kind: str = "Homestay"
    voice: Voice = "short"
    token_life_seconds: int = 1800
    departure_path: str = DEPARTURE_PATH

    @property
    def room_is_mandatory(self) -> bool:
        return self.establishment_kind in KINDS_THAT_NEED_A_ROOM
