"""What a service of the open contract takes: every kind of version, at any time. Pure, without any network library."""

import json
from datetime import datetime
from urllib.parse import urlsplit

from guestreg.domain.declaration import EndpointKind, FieldError, Kind
from guestreg.domain.guest import GuestKind


class OpenTerms:
    """EndpointTerms of the open contract."""

    def __init__(self, base_url: str, *, endpoint_id: str) -> None:
        self._endpoint_id = endpoint_id
        self._host = urlsplit(base_url).netloc

    @property
    def kind(self) -> EndpointKind:
        return EndpointKind.OPEN

    @property
    def endpoint_id(self) -> str:
        return self._endpoint_id

    @property
    def host(self) -> str:
        return self._host

    def takes(self, kind: Kind, guest_kind: GuestKind, document: bytes) -> bool:
        """All but the record of a citizen without a number, which the contract wants."""
        if kind is Kind.CANCEL or guest_kind is GuestKind.FOREIGNER:
            return True
        return bool(json.loads(document)["guest"].get("doc_number"))

    def window_closes_at(self, arrival_at: datetime) -> datetime | None:
        """Late is taken and labelled."""
        return None

    def build(self, document: bytes) -> bytes:
        """The document itself, byte for byte: receipts name its hash."""
        return document

    def check(self, wire: bytes, now: datetime) -> tuple[FieldError, ...]:
        """The service has no rule of its own that this program doesn't keep when a stay is saved."""
        return ()
