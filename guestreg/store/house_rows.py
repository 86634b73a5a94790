"""The house itself, its register volumes, endpoint health and the unfinished form: the store's `HouseRepository`."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from guestreg.domain.establishment import Establishment
from guestreg.ports.store import EndpointCondition, Volume
from guestreg.store.kept_rows import condition_of, establishment_of, reason_values, volume_of
from guestreg.store.tables import drafts, endpoint_conditions, establishment, volumes

_CONDITION = select(endpoint_conditions).where(endpoint_conditions.c.endpoint_id == bindparam("which"))
_VOLUMES = select(volumes).order_by(volumes.c.number)
_OPEN = _VOLUMES.where(volumes.c.to_on.is_(None))
_TAKE_NO = (
    update(volumes)
    .where(volumes.c.to_on.is_(None))
    .values(next_no=volumes.c.next_no + 1)
    .returning(volumes.c.number, volumes.c.next_no)
)


class HouseRows:
    """Reads and writes inside one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def establishment(self) -> Establishment | None:
        facts = self._connection.execute(select(establishment.c.facts)).scalar()
        return None if facts is None else establishment_of(facts)

    def put_establishment(self, house: Establishment) -> None:
        self._connection.execute(delete(establishment))
        self._connection.execute(insert(establishment), {"id": 1, "facts": _facts(house)})

    def volume(self) -> Volume | None:
        row = self._connection.execute(_OPEN).first()
        return None if row is None else volume_of(row)

    def volumes(self) -> tuple[Volume, ...]:
        return tuple(map(volume_of, self._connection.execute(_VOLUMES)))

    def put_volume(self, volume: Volume) -> None:
        values = {"from_on": volume.from_on, "to_on": volume.to_on, "next_no": volume.next_no}
        changed = update(volumes).where(volumes.c.number == volume.number, volumes.c.next_no <= volume.next_no)
        if self._connection.execute(changed.values(values)).rowcount == 0:
            self._connection.execute(insert(volumes), values | {"number": volume.number})

    def renumber_volume(self, number: int, new: int) -> None:
        untouched = update(volumes).where(volumes.c.number == number, volumes.c.next_no == 1)
        if self._connection.execute(untouched.values(number=new)).rowcount == 0:
            raise LookupError("no such empty volume")

    def take_register_no(self) -> tuple[int, int]:
        row = self._connection.execute(_TAKE_NO).first()
        if row is None:
            raise LookupError("no open volume")
        return row.number, row.next_no - 1

    def condition(self, endpoint_id: str) -> EndpointCondition:
        row = self._connection.execute(_CONDITION, {"which": endpoint_id}).first()
        return condition_of(row, endpoint_id)

    def put_condition(self, condition: EndpointCondition) -> None:
        same = endpoint_conditions.c.endpoint_id == condition.endpoint_id
        self._connection.execute(delete(endpoint_conditions).where(same))
        self._connection.execute(
            insert(endpoint_conditions),
            {
                "endpoint_id": condition.endpoint_id,
                "hold": condition.hold.value if condition.hold else None,
                "reason": reason_values(condition.reason),
                "held_at": condition.held_at,
                "failures": condition.failures,
                "failing_since": condition.failing_since,
                "next_try_at": condition.next_try_at,
                "last_success_at": condition.last_success_at,
                "establishment_code": condition.establishment_code,
                "program_faults": condition.program_faults,
                "clock_skew_s": condition.clock_skew_s,
                "account_province": condition.account_province,
                "account_commune": condition.account_commune,
                "news_cursor": condition.news_cursor,
                "known_epoch": condition.known_epoch,
            },
        )

    def draft(self) -> bytes | None:
        content = self._connection.execute(select(drafts.c.content)).scalar()
        return None if content is None else bytes(content)

    def put_draft(self, draft: bytes | None, at: datetime) -> None:
        self._connection.execute(delete(drafts))
        if draft is not None:
            self._connection.execute(insert(drafts), {"id": 1, "at": at, "content": draft})


def _facts(house: Establishment) -> dict[str, Any]:
    facts = {field.name: getattr(house, field.name) for field in fields(house)}
    return facts | {
        "kind": house.kind.value,
        "rooms": [[room.name, room.beds] for room in house.rooms],
        "notifiers": [[notifier.name, notifier.phone] for notifier in house.notifiers],
        "owner_birth_date": _day_text(house.owner_birth_date),
        "security_certificate_on": _day_text(house.security_certificate_on),
    }


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
