"""A made-up evening at a made-up house: guest lines in every state, times counted from the clock they are given."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from guestreg.domain.dates import VIETNAM, local
from guestreg.domain.declaration import FieldError, Grade, Kind, Proof, Reason, State
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import DeclarationId, GuestId, StayId
from guestreg.ports.reading import GuestLine

COUNTRIES = {"VNM": "Việt Nam", "FRA": "Pháp", "KOR": "Hàn Quốc", "D": "Đức"}


def country(code: str) -> str:
    return COUNTRIES.get(code, code)


def tonight(now: datetime, hour: int, minute: int = 0, days: int = 0) -> datetime:
    """That Vietnam wall time on the day of `now`, `days` later."""
    wall = local(now).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (wall + timedelta(days=days)).astimezone(UTC)


def guest(number: int, name: str, now: datetime, **changes: Any) -> GuestLine:
    """A citizen who arrived today and stays one night; `changes` are fields of GuestLine."""
    line = GuestLine(
        row_id=number,
        stay_id=StayId(f"stay-{number}"),
        guest_id=GuestId(f"guest-{number}"),
        declaration_id=DeclarationId(f"declaration-{number}"),
        version=1,
        kind=Kind.NEW,
        guest_kind=GuestKind.CITIZEN,
        volume=1,
        register_no=number,
        full_name=name,
        birth_date=date(1988, 3, 12),
        birth_precision="D",
        sex="F",
        nationality="VNM",
        doc_kind=8,
        doc_number=f"01118800{4821 + number:04}",
        arrival_at=tonight(now, 14),
        planned_departure_at=tonight(now, 12, days=1),
        departed_at=None,
        room="Phòng 1",
        state=State.WAITING,
        due_at=tonight(now, 23),
        window_closes_at=tonight(now, 23, 59, days=1),
        evidence_at=None,
        next_attempt_at=None,
        not_before_at=None,
        group_size=1,
        grade=Grade.E0,
        proof=None,
        reason=None,
        errors=(),
        officer=None,
        may_have_arrived=False,
    )
    return line._replace(**changes)


def evening(now: datetime) -> tuple[GuestLine, ...]:
    """Eight guests, three of them not sent yet, one to correct."""
    sent_at = tonight(now, 18, 12)
    abroad: Mapping[str, object] = {
        "guest_kind": GuestKind.FOREIGNER,
        "nationality": "FRA",
        "room": "Phòng 3",
        "doc_kind": None,
        "doc_number": "25AB12345",
        "due_at": tonight(now, 2, days=1),
        "planned_departure_at": tonight(now, 12, days=2),
    }
    wrong = FieldError("birth_date", "E-09", "Ngày sinh không giống hộ chiếu.")
    offline = {"reason": Reason("E-01"), "next_attempt_at": now + timedelta(minutes=3), "room": "Nhà sàn"}
    receipt = {"proof": Proof.RECEIPT, "grade": Grade.E3, "reason": Reason("S-67", {"number": "XM-2611-0457"})}
    told = {"state": State.CONFIRMED, "evidence_at": sent_at, **receipt}
    return (
        guest(55, "MARTIN Luc", now, **{**abroad, "state": State.RETURNED, "errors": (wrong,)}),
        guest(61, "Giàng A Páo", now, **offline),
        guest(60, "Lò Thị Mai", now, **offline),
        guest(59, "Vàng Seo Sáng", now, **{**offline, "reason": Reason("E-03")}),
        guest(54, "MARTIN Sophie", now, **{**abroad, "state": State.SENT, "evidence_at": sent_at}),
        guest(57, "Nguyễn Thị Hoa", now, **told),
        guest(58, "Nguyễn Văn Bình", now, **told),
        guest(53, "Hoàng Thị Ngọc Ánh", now, **{**told, "room": "Phòng 2"}),
    )


def every_state(now: datetime) -> tuple[GuestLine, ...]:
    """One line for each state of the enum."""
    reasons = {
        State.CANCELLED: Reason("cancelled", {"reason": "entered-twice", "text": ""}),
        State.HANDED_OVER: Reason("handed-over", {"channel": "phone"}),
    }
    return tuple(
        guest(number, f"Khách thứ {number}", now, state=state, reason=reasons.get(state))
        for number, state in enumerate(State, 1)
    )


def vietnam(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """An aware UTC instant from Vietnam's wall clock."""
    return datetime(year, month, day, hour, minute, tzinfo=VIETNAM).astimezone(UTC)
