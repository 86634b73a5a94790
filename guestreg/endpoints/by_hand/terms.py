"""What goes by hand: nothing over a wire, whatever the kind of version. Used while a stay is saved."""

from datetime import datetime
from typing import Never

from guestreg.domain.declaration import EndpointKind, FieldError, Kind
from guestreg.domain.guest import GuestKind


class ByHandTerms:
    """EndpointTerms of `files` and `manual`: no call, no bytes, no window of its own."""

    def __init__(self, kind: EndpointKind, *, endpoint_id: str) -> None:
        self._kind = kind
        self._endpoint_id = endpoint_id

    @property
    def kind(self) -> EndpointKind:
        return self._kind

    @property
    def endpoint_id(self) -> str:
        return self._endpoint_id

    @property
    def host(self) -> str:
        return ""

    def takes(self, kind: Kind, guest_kind: GuestKind, document: bytes) -> bool:
        return False

    def window_closes_at(self, arrival_at: datetime) -> datetime | None:
        return None

    def build(self, document: bytes) -> Never:
        raise ValueError("nothing goes over a wire by hand")

    def check(self, wire: bytes, now: datetime) -> tuple[FieldError, ...]:
        return ()
