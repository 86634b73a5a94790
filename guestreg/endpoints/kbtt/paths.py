"""Where each call of the ministry's interface is. Configuration: its guide contradicts itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KbttPaths:
    """Paths below the base address; the numbers are those of the ministry's guide."""

    token: str = "/authorization-service/oauth/token"
    """Call 1."""
    refresh: str = "/authorization-service/oauth/refresh-token"
    """Call 2."""
    revoke: str = "/authorization-service/oauth/revoke"
    """Call 3."""
    foreigners: str = "/client-service/kbtt/kbtt-3th"
    """Call 4."""
    citizens: str = "/client-service/kbtt-vn/kbtt-3th"
    """Call 5."""
    nationalities: str = "/cms-backend/public/dm-qt/3th/get-all"
    """Call 6."""
    provinces: str = "/cms-backend/public/dm-tinh-tp/get-all"
    """Call 7."""
    communes: str = "/cms-backend/public/dm-phuong-xa"
    """Call 8, with `trucThuocTinh`."""
    reasons: str = "/cms-backend/public/ly-do-cu-tru/get-all"
    """Call 9."""
    document_kinds: str = "/cms-backend/public/loai-giay-to/get-all"
    """Call 10."""
    residence_kinds: str = "/cms-backend/public/noi-cu-tru/get-all"
    """Call 11."""
    departures: str = "/client-service/kbtt-vn/kbtt-3th/doi-ngay-tra-phong"
    """Call 12."""
