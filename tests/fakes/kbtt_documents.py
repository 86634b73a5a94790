"""Declaration documents of made-up guests, for tests of whatever turns them into an endpoint's bytes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import Kind
from guestreg.domain.document import DocumentHead, declaration_document
from guestreg.domain.establishment import Establishment, EstablishmentKind, Notifier, Room
from guestreg.domain.guest import BirthPrecision, Citizen, Foreigner, Guest, Sex
from guestreg.domain.identifiers import DeclarationId
from guestreg.domain.stay import Stay

ARRIVAL = datetime(2026, 11, 21, 19, 30, tzinfo=VIETNAM)
HOUSE = Establishment(
    name="Nhà sàn Mẫu",
    address_detail="Bản Mẫu",
    kind=EstablishmentKind.HOMESTAY,
    province="302",
    commune="302903203",
    owner_name="Lò Thị Mẫu",
    phone="0912000000",
    rooms=(Room("Nhà sàn 1"),),
    notifiers=(Notifier("Lò Thị Mẫu"),),
    establishment_code="TAPTHU-0001",
)
CITIZEN = Citizen(
    full_name="Vàng A Mẫu",
    birth_date=date(1990, 3, 5),
    birth_precision=BirthPrecision.D,
    sex=Sex.M,
    doc_kind=8,
    doc_number="011090000017",
)
FOREIGNER = Foreigner(
    full_name="Jürgen Müßter-O'Neil",
    nationality="D",
    passport_number="C01X00T47",
    sex=Sex.M,
    birth_date=date(1974, 8, 12),
    birth_precision=BirthPrecision.D,
    permitted_until=date(2026, 12, 20),
)


CREATED = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)


def document(
    guest: Guest = CITIZEN,
    *,
    kind: Kind = Kind.NEW,
    created_at: datetime = CREATED,
    departed_at: datetime | None = None,
    **stay: Any,
) -> bytes:
    """The document of one guest; other keywords change the stay."""
    head = DocumentHead(
        id=DeclarationId("01936f2e-7b7c-7c3a-9d11-0000000004d2"),
        version=1,
        kind=kind,
        created_at=created_at,
        rules="2026-07-01",
        group_id=None,
        departed_at=departed_at,
    )
    whole = Stay(
        arrival=ARRIVAL,
        planned_departure=datetime(2026, 11, 23, 12, 0, tzinfo=VIETNAM),
        notifier="Lò Thị Mẫu",
        guests=(guest,),
        room="Nhà sàn 1",
    )
    return declaration_document(head, HOUSE, replace(whole, **stay), guest)


def citizen(**changes: Any) -> bytes:
    return document(replace(CITIZEN, **changes))


def foreigner(**changes: Any) -> bytes:
    return document(replace(FOREIGNER, **changes))


def early(guest: Guest = CITIZEN, **changes: Any) -> bytes:
    """Left in the morning of the day before the planned one."""
    left = datetime(2026, 11, 22, 8, 0, tzinfo=VIETNAM)
    return document(guest, **{"kind": Kind.CHECKOUT, "created_at": left, "departed_at": left, **changes})


def longer(guest: Guest = CITIZEN, **changes: Any) -> bytes:
    """Stays until the 25th."""
    until = datetime(2026, 11, 25, 12, 0, tzinfo=VIETNAM)
    return document(guest, **{"kind": Kind.CHECKOUT, "planned_departure": until, **changes})
