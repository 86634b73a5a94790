"""What the ministry's interface takes. Pure: used while a stay is saved, without any network library loaded."""

import json
from datetime import datetime
from urllib.parse import urlsplit

from guestreg.domain import deadline
from guestreg.domain.declaration import EndpointKind, FieldError, Kind
from guestreg.domain.guest import GuestKind
from guestreg.endpoints.kbtt import checks, wire

_OTHER_PAPER = 9


class KbttTerms:
    """EndpointTerms of the ministry's interface, the true one or the simulator's."""

    def __init__(
        self,
        base_url: str,
        *,
        endpoint_id: str,
        kind: EndpointKind = EndpointKind.KBTT,
        days_back: int = 1,
        room_required: bool = False,
        nationalities: frozenset[str] | None = None,
    ) -> None:
        """`days_back` and `room_required` come from the rules and the kind of house; `nationalities` are codes."""
        self._endpoint_id = endpoint_id
        self._kind = kind
        self._host = urlsplit(base_url).netloc
        self._days_back = days_back
        self._room_required = room_required
        self._nationalities = nationalities

    @property
    def kind(self) -> EndpointKind:
        return self._kind

    @property
    def endpoint_id(self) -> str:
        return self._endpoint_id

    @property
    def host(self) -> str:
        return self._host

    def takes(self, kind: Kind, guest_kind: GuestKind, document: bytes) -> bool:
        """New declarations alone; nobody without a number, no other paper, no passport number beyond ten signs."""
        if kind is not Kind.NEW:
            return False
        guest = json.loads(document)["guest"]
        if guest_kind is GuestKind.FOREIGNER:
            return len(guest["passport_number"]) <= wire.BIGGEST_PASSPORT
        return bool(guest.get("doc_number")) and guest.get("doc_kind") != _OTHER_PAPER

    def window_closes_at(self, arrival_at: datetime) -> datetime | None:
        return deadline.window_closes_at(arrival_at, self._days_back)

    def build(self, document: bytes) -> bytes:
        return wire.build(document)

    def check(self, wire: bytes, now: datetime) -> tuple[FieldError, ...]:
        return checks.check(wire, now, nationalities=self._nationalities, room_required=self._room_required)
