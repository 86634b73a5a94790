"""Made-up stays, guests and declarations for tests of the store; every id and time follows from a number."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import Declaration, EndpointKind, Kind, State
from guestreg.domain.establishment import Establishment, EstablishmentKind, Notifier, Room
from guestreg.domain.guest import BirthPrecision, Citizen, Foreigner, Guest, Sex
from guestreg.domain.identifiers import AttemptId, DeclarationId, GuestId, LedgerId, StayId
from guestreg.domain.ledger import EntryKind, NewEntry
from guestreg.domain.stay import Stay
from guestreg.ports.attempt import Attempt
from guestreg.ports.kept import KeptGuest, KeptStay
from guestreg.ports.receipt import Receipt, ReceiptVerdict
from guestreg.ports.store import Store, Volume
from guestreg.ports.telling import Telling, TellingKind
from guestreg.ports.trust import Anchor, KeptHead, Why

LEDGER = LedgerId("01936f2e-0a00-7000-8000-000000000001")
EVENING = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ENDPOINT = "practice-1"


def made_id(number: int) -> str:
    return str(UUID(int=0x01936F2E0A0070008000 << 48 | number))


def citizen(name: str = "Nguyễn Thị Hoa", doc_number: str | None = "001190000017") -> Citizen:
    return Citizen(
        full_name=name,
        birth_date=date(1990, 3, 5),
        birth_precision=BirthPrecision.D,
        sex=Sex.F,
        doc_kind=8 if doc_number else None,
        doc_number=doc_number,
        doc_issued_on=date(2021, 4, 1),
        doc_issue_place="Cục Cảnh sát",
        phone="0912000017",
        residence_kind=1,
        res_province="302",
        res_commune="302903203",
        res_address="Bản Mẫu",
    )


def foreigner(name: str = "Anna Müller", passport_number: str = "C01X00T47") -> Foreigner:
    return Foreigner(
        full_name=name,
        nationality="D",
        passport_number=passport_number,
        sex=Sex.F,
        birth_date=date(1964, 1, 1),
        birth_precision=BirthPrecision.Y,
        permitted_until=date(2027, 1, 5),
        passport_kind="PT",
        passport_issued_on=date(2020, 1, 1),
        passport_issue_place="Berlin",
        passport_expires_on=date(2030, 1, 1),
        entry_paper_kind="TT",
        entry_paper_number="TT-1",
        entry_paper_until=date(2027, 1, 5),
        entry_on=date(2026, 11, 20),
        entry_gate="Nội Bài",
        entry_purpose="DL",
        border_permit_number="BG-1",
        border_permit_until=date(2026, 12, 1),
        phone="+49300000",
        home_address="Musterstraße 1",
    )


def kept_stay(
    number: int, *guests: Guest, volume: int = 1, first_no: int | None = None, arrival: datetime | None = None
) -> KeptStay:
    """Stay `number`; guest `i` of it has id and declaration id made from `number * 100 + i`."""
    arrived = (arrival or EVENING + timedelta(minutes=number)).astimezone(VIETNAM)
    people = guests or (citizen(),)
    first = number * 100 if first_no is None else first_no
    stay = Stay(
        arrival=arrived,
        planned_departure=arrived + timedelta(hours=17),
        notifier="Lò Thị Pâng",
        guests=people,
        room="Nhà sàn 1",
        note="đến muộn",
    )
    kept = tuple(
        KeptGuest(
            GuestId(made_id(1_000_000 + number * 100 + place)),
            DeclarationId(made_id(2_000_000 + number * 100 + place)),
            volume,
            first + place,
            guest,
        )
        for place, guest in enumerate(people)
    )
    return KeptStay(StayId(made_id(number)), stay, kept, arrived.astimezone(UTC))


def declaration(kept: KeptStay, place: int = 0, version: int = 1, state: State = State.WAITING) -> Declaration:
    guest = kept.guests[place]
    return Declaration(
        id=guest.declaration_id,
        version=version,
        kind=Kind.NEW if version == 1 else Kind.AMEND,
        guest_kind=guest.guest.kind,
        guest_id=guest.id,
        stay_id=kept.id,
        state=state,
        endpoint=EndpointKind.PRACTICE,
        endpoint_id=ENDPOINT,
        arrival_at=kept.stay.arrival.astimezone(UTC),
        group_size=len(kept.guests),
        sequence=guest.register_no,
        due_at=EVENING + timedelta(hours=6),
        window_closes_at=EVENING + timedelta(hours=31),
        document=b'{"id":"%s","version":%d}' % (guest.declaration_id.encode(), version),
        wire=b"<wire %d>" % version,
    )


def attempt(number: int, of: Declaration) -> Attempt:
    return Attempt(
        id=AttemptId(made_id(3_000_000 + number)),
        declaration_id=of.id,
        version=of.version,
        started_at=EVENING + timedelta(seconds=number),
        wire_sha256=hashlib.sha256(of.wire or b"").hexdigest(),
        host="127.0.0.1",
        instance="run-1",
        program="1.0.0",
    )


def telling(of: Declaration, kind: TellingKind = TellingKind.HAND_OVER, minutes: int = 0) -> Telling:
    at = EVENING + timedelta(minutes=minutes)
    return Telling(
        declaration_id=of.id,
        version=of.version,
        kind=kind,
        at=at,
        recorded_at=at + timedelta(seconds=30),
        by="Lò Thị Pâng",
        channel="phone",
        officer="Đ/c Mẫu",
        place="0213000000",
        file_number="MAU-1",
        facts={"list": "00ff", "row": "7"},
    )


def receipt(of: Declaration, verdict: ReceiptVerdict = ReceiptVerdict.REGISTERED) -> Receipt:
    return Receipt(
        declaration_id=of.id,
        version=of.version,
        verdict=verdict,
        received_at=EVENING,
        authority="cong-an-mau",
        reference="MAU/17",
        names_our_head=True,
        note=f"{of.key} {verdict}".encode(),
    )


def anchor(size: int = 1, endpoint_id: str = ENDPOINT) -> Anchor:
    checkpoint = Checkpoint(f"luutru/{LEDGER}/1", size, hashlib.sha256(b"root %d" % size).digest())
    return Anchor(endpoint_id, checkpoint, EVENING, EVENING + timedelta(seconds=3), b"note %d" % size)


def head(size: int = 1, epoch: int = 1, why: Why = Why.DAY) -> KeptHead:
    checkpoint = Checkpoint(f"luutru/{LEDGER}/{epoch}", size, hashlib.sha256(b"root %d" % size).digest())
    return KeptHead(epoch, checkpoint, b"note %d" % size, EVENING + timedelta(seconds=size), why)


def entry(number: int, *, body: bytes | None = b"{}", ref: str | None = None) -> NewEntry:
    salt = hashlib.sha256(b"salt %d" % number).digest()[:16]
    return NewEntry(
        EntryKind.STAY_SAVED,
        EVENING + timedelta(seconds=number),
        number,
        "u1",
        ref=ref,
        body=body,
        salt=None if body is None else salt,
    )


def house() -> Establishment:
    return Establishment(
        name="Nhà Mẫu",
        address_detail="Bản Mẫu",
        kind=EstablishmentKind.HOMESTAY,
        province="302",
        commune="302903203",
        owner_name="Lò Thị Pâng",
        phone="0213000000",
        rooms=(Room("Nhà sàn 1", 4), Room("Phòng 2")),
        notifiers=(Notifier("Lò Thị Pâng", "0912000000"), Notifier("Lò Văn Tâm")),
        establishment_code="MAU-0017",
        owner_birth_date=date(1970, 2, 28),
        security_certificate_on=date(2020, 2, 29),
        is_remote=True,
    )


def open_volume(store: Store, number: int = 1) -> None:
    with store.unit_of_work() as work:
        work.house.put_volume(Volume(number, date(2026, 1, 1), None, 1))
        work.commit()


def record(store: Store, kept: KeptStay, state: State = State.WAITING) -> tuple[Declaration, ...]:
    """Save a stay as the program does: stay, guests, declarations and entries in one transaction."""
    with store.unit_of_work() as work:
        work.stays.add(kept)
        made = []
        for place in range(len(kept.guests)):
            first = declaration(kept, place, state=state)
            saved = work.ledger.append(entry(first.sequence, body=first.document, ref=first.key))
            made.append(replace(first, sequence=saved.seq))
            work.declarations.add(made[-1])
        work.commit()
    return tuple(made)


def move(store: Store, kept: KeptStay, place: int = 0, version: int = 1, **changes: Any) -> None:
    """Change the stored version of one guest's declaration."""
    with store.unit_of_work() as work:
        stood = work.declarations.get(kept.guests[place].declaration_id, version)
        assert stood is not None
        work.declarations.save(replace(stood, **changes))
        work.commit()
