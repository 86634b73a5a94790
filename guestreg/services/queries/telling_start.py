"""What a person needs to tell the police another way: the guests, whom to call, the ways that count for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from guestreg.domain.channel import BY_NUMBER, Channel, fulfils, takes
from guestreg.domain.declaration import EndpointKind, State
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import GuestId
from guestreg.ports.reading import GuestLine
from guestreg.services.desk import Desk
from guestreg.services.queries.upload_files import UploadFile, upload_files

TELLABLE = frozenset({State.WAITING, State.UNKNOWN, State.RETURNED, State.WINDOW_CLOSED, State.HANDED_OVER})
"""States in which a person may say that she told them, or told them otherwise than noted."""
_ORDER = {
    GuestKind.CITIZEN: (Channel.PHONE, Channel.IN_PERSON, Channel.VNEID, Channel.PORTAL, Channel.EMAIL),
    GuestKind.FOREIGNER: (Channel.PORTAL, Channel.PAPER, Channel.IN_PERSON, Channel.PHONE, Channel.EMAIL),
}


@dataclass(frozen=True, slots=True, repr=False)
class TellingStart:
    """`ways` in the order to offer them: for foreigners those that count stand first."""

    now: datetime
    lines: tuple[GuestLine, ...]
    ways: tuple[Channel, ...]
    police_unit: str
    police_phone: str
    police_email: str
    files: tuple[UploadFile, ...] = ()
    """Those written for the portal lately; none where nobody of them may be uploaded."""
    takes_packs: bool = False
    """Whether the police take a sealed pack by hand."""

    def is_advance(self, way: Channel) -> bool:
        """Whether this way leaves somebody of them still to be declared."""
        return any(not fulfils(way, line.guest_kind) for line in self.lines)


def telling_start(desk: Desk, guests: tuple[GuestId, ...]) -> TellingStart:
    """Of `guests` those who can still be told of; none named: all whom the endpoint no longer takes."""
    if guests:
        found = (desk.reader.line(guest_id) for guest_id in guests)
        lines = tuple(line for line in found if line is not None and line.state in TELLABLE)
    else:
        lines = tuple(line for line in desk.reader.open_lines() if line.state is State.WINDOW_CLOSED)
    house = desk.reader.establishment()
    email = (house.police_email if house else None) or ""
    ways = ways_for(lines, has_email=bool(email))
    return TellingStart(
        desk.clock.now(),
        lines,
        ways,
        (house.police_unit if house else None) or "",
        (house.police_phone if house else None) or "",
        email,
        upload_files(desk) if Channel.PORTAL in ways else (),
        desk.terms.kind is EndpointKind.OPEN,
    )


def ways_for(lines: Collection[GuestLine], *, has_email: bool) -> tuple[Channel, ...]:
    """Those that take everybody. A slip is a foreigner's; e-mail only where the police publish an address."""
    kinds = {line.guest_kind for line in lines}
    kind = GuestKind.FOREIGNER if GuestKind.FOREIGNER in kinds else GuestKind.CITIZEN
    return tuple(
        way
        for way in _ORDER[kind]
        if all(takes(way, one) and way in _ORDER[one] for one in kinds)
        and (way is not Channel.EMAIL or has_email)
        and (way not in BY_NUMBER or all(line.doc_number for line in lines))
    )
