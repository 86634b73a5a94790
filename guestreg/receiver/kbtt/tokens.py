"""Calls 1, 2 and 3: a token for the account, a fresh pair, the end of a token; and the check of a bearer.

Called by `exchange`. Token texts are kept as digests only. It must not know declarations.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from guestreg.receiver.kbtt.answers import Answer, answered, denied, refused
from guestreg.receiver.kbtt.practice_clock import PracticeClock
from guestreg.receiver.kbtt.record import Record, StoredToken
from guestreg.receiver.kbtt.settings import RIGHT_TO_DECLARE, SimulatorSettings

GRANT_TYPE_FIELD = "grant-type"
GRANT_TYPE = "api_cslt"


@dataclass(frozen=True, slots=True)
class TokenShape:
    """How the next token differs from the settings, when a fault asks for it."""

    life_seconds: int | None = None
    without_right: bool = False
    other_establishment: bool = False


class Tokens:
    def __init__(self, settings: SimulatorSettings, record: Record, clock: PracticeClock) -> None:
        self._settings = settings
        self._record = record
        self._clock = clock

    def log_in(self, authorization: str | None, fields: Mapping[str, str], shape: TokenShape) -> Answer:
        """Call 1."""
        if not _is_basic(authorization, self._settings.login_client):
            return denied("Thông tin xác thực ứng dụng không hợp lệ")
        if fields.get(GRANT_TYPE_FIELD) != GRANT_TYPE:
            return refused("grant-type không hợp lệ")
        known = _same(fields.get("username", ""), self._settings.username)
        if not (known and _same(fields.get("password", ""), self._settings.password)):
            return denied("Tài khoản hoặc mật khẩu không đúng")
        return answered(self._issue(shape))

    def refresh(self, authorization: str | None, refresh_token: str | None, shape: TokenShape) -> Answer:
        """Call 2: a new pair, the old one is void from now on."""
        if not _is_basic(authorization, self._settings.refresh_client):
            return denied("Thông tin xác thực ứng dụng không hợp lệ")
        old = self._record.token_by(refresh=_digest(refresh_token)) if refresh_token else None
        if old is None:
            return denied("Refresh token không hợp lệ")
        self._record.drop_token(old.access_digest)
        kept = shape if old.may_declare else replace(shape, without_right=True)
        return answered(self._issue(kept))

    def revoke(self, authorization: str | None, access_token: str | None) -> Answer:
        """Call 3."""
        if not _is_basic(authorization, self._settings.refresh_client):
            return denied("Thông tin xác thực ứng dụng không hợp lệ")
        old = self._record.token_by(access=_digest(access_token)) if access_token else None
        if old is None:
            return refused("Access token không hợp lệ")
        self._record.drop_token(old.access_digest)
        return answered(None)

    def refusal_of(self, authorization: str | None) -> Answer | None:
        """Why this bearer may not declare; None when it may."""
        token = self._bearer(authorization)
        if token is None or token.expires_at <= self._clock.now():
            return denied("Token không hợp lệ hoặc đã hết hạn")
        if not token.may_declare:
            return denied("Không có quyền thực hiện", 403)
        return None

    def kill(self, authorization: str | None) -> None:
        """Void the bearer of this request, as if it had run out in the middle of the work."""
        token = self._bearer(authorization)
        if token is not None:
            self._record.drop_token(token.access_digest)

    def _bearer(self, authorization: str | None) -> StoredToken | None:
        scheme, _, text = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not text.strip():
            return None
        return self._record.token_by(access=_digest(text.strip()))

    def _issue(self, shape: TokenShape) -> dict[str, object]:
        settings = self._settings
        access, refresh = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        life = settings.token_life_seconds if shape.life_seconds is None else shape.life_seconds
        expires_at = (self._clock.now() + timedelta(seconds=life)).replace(microsecond=0)
        authorities = [a for a in settings.authorities if not (shape.without_right and a == RIGHT_TO_DECLARE)]
        may_declare = RIGHT_TO_DECLARE in authorities
        self._record.add_token(StoredToken(_digest(access), _digest(refresh), expires_at, may_declare))
        code = settings.establishment_code
        return {
            "AccessToken": access,
            "RefreshToken": refresh,
            "TokenType": "bearer",
            "Exp": int(expires_at.timestamp()),
            "Authorities": authorities,
            "LoaiTK": settings.account_kind,
            "CsltId": f"{code}-KHAC" if shape.other_establishment else code,
            "MaTTCuaCslt": settings.province,
            "MaPxCuaCslt": settings.commune,
            "CsltKhuVuc": 1,
            "CsltDonVi": 1,
            "ClientId": settings.login_client[0],
            "IsCsltChinh": True,
        }


def _is_basic(authorization: str | None, client: tuple[str, str]) -> bool:
    wanted = "Basic " + base64.b64encode(":".join(client).encode()).decode()
    return _same(authorization or "", wanted)


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
