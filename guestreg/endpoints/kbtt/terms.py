"""What the ministry's interface takes. Pure: used while a stay is saved, without any network library loaded."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from guestreg.domain import deadline
from guestreg.domain.declaration import EndpointKind, FieldError, Kind
from guestreg.domain.guest import GuestKind
from guestreg.endpoints.kbtt import checks, wire

_OTHER_PAPER = 9
_INSTANTS = frozenset({"arrival", "planned_departure", "actual_departure"})


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
        extension_max_days: int = 30,
    ) -> None:
        """Days and `room_required` come from the rules and the kind of house; `nationalities` are codes."""
        self._endpoint_id = endpoint_id
        self._kind = kind
        self._host = urlsplit(base_url).netloc
        self._days_back = days_back
        self._room_required = room_required
        self._nationalities = nationalities
        self._extension_max_days = extension_max_days

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
        """New declarations and a citizen's change of departure; nobody without a number, no other paper, no passport
        number beyond ten signs."""
        if kind not in (Kind.NEW, Kind.CHECKOUT):
            return False
        parts = json.loads(document)
        guest = parts["guest"]
        if guest_kind is GuestKind.FOREIGNER:
            return kind is Kind.NEW and len(guest["passport_number"]) <= wire.BIGGEST_PASSPORT
        has_call = bool(guest.get("doc_number")) and guest.get("doc_kind") != _OTHER_PAPER
        return has_call and (kind is Kind.NEW or self._takes_departure(parts))

    def _takes_departure(self, parts: Mapping[str, Any]) -> bool:
        """An early check-out while the stay hasn't ended by itself, or an extension that isn't too long."""
        stay = {name: datetime.fromisoformat(at) for name, at in parts["stay"].items() if name in _INSTANTS}
        planned, left = stay["planned_departure"], stay.get("actual_departure")
        if left is None:
            return deadline.extension_taken(stay["arrival"], planned, self._extension_max_days)
        said_at = datetime.fromisoformat(parts["created"])
        return left < planned and said_at < deadline.stay_ends_at(stay["arrival"], planned)

    def window_closes_at(self, arrival_at: datetime) -> datetime | None:
        return deadline.window_closes_at(arrival_at, self._days_back)

    def build(self, document: bytes) -> bytes:
        return wire.build(document)

    def check(self, wire: bytes, now: datetime) -> tuple[FieldError, ...]:
        return checks.check(wire, now, nationalities=self._nationalities, room_required=self._room_required)
