"""What an officer does: houses made known, codes given, devices revoked, verdicts and messages given.

Called by `app` for the verbs of `receiver`. It must not know HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.engine import RowMapping

from guestreg.receiver.open import changes, devices
from guestreg.receiver.open.canonical import read_json
from guestreg.receiver.open.database import Database
from guestreg.receiver.open.identifiers import uuid7
from guestreg.receiver.open.instants import instant_text
from guestreg.receiver.open.keys import AuthorityKeys, RandomBytes
from guestreg.receiver.open.problems import FieldError
from guestreg.receiver.open.receipts import Verdict
from guestreg.receiver.open.standing import rule
from guestreg.receiver.open.tables import ESTABLISHMENTS, VERSIONS

MESSAGE_LONGEST = 1_000


class UnknownHouse(LookupError):
    """No establishment of this code is known here."""


class UnknownDevice(LookupError):
    """No device of this id was ever enrolled here."""


class NoDevice(LookupError):
    """No computer may speak for this house, so there is nothing to take away."""


class Desk:
    def __init__(
        self, database: Database, keys: AuthorityKeys, clock: Callable[[], datetime], random: RandomBytes
    ) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock
        self._random = random

    def know(self, houses: Sequence[Mapping[str, Any]]) -> int:
        """Houses by `code` and `name`, `remote` if foreigners have 24 hours; known ones are brought up to date."""
        with self._database.writing() as connection:
            for house in houses:
                values = {"code": house["code"], "name": house["name"], "remote": bool(house.get("remote"))}
                known = ESTABLISHMENTS.c.code == values["code"]
                if connection.execute(ESTABLISHMENTS.update().where(known).values(values)).rowcount == 0:
                    connection.execute(insert(ESTABLISHMENTS).values(values))
        return len(houses)

    def enrolment_code(self, establishment: str) -> str:
        """A one-time code for one house. Raises UnknownHouse."""
        with self._database.writing() as connection:
            try:
                return devices.new_code(connection, establishment, self._clock(), self._random)
            except LookupError as error:
                raise UnknownHouse(establishment) from error

    def revoke(self, whose: str) -> list[str]:
        """One device by its id, or all that speak for a house by its code, and the house's unused one-time codes.

        Raises NoDevice when there was neither, UnknownDevice.
        """
        with self._database.writing() as connection:
            ids = [one.device_id for one in devices.speaking_for(connection, whose)]
            if _is_house(connection, whose):
                if not devices.end_codes(connection, whose) and not ids:
                    raise NoDevice(whose)
            else:
                ids = ids or [whose]
            for device_id in ids:
                if not devices.revoke(connection, device_id, self._clock()):
                    raise UnknownDevice(whose)
        return ids

    def held(self) -> list[dict[str, Any]]:
        """The newest version of every declaration, oldest first, with the name the officer looks for."""
        with self._database.reading() as connection:
            rows = connection.execute(select(VERSIONS).order_by(VERSIONS.c.received_at, VERSIONS.c.version)).mappings()
            newest = {row["declaration_id"]: row for row in rows}
        return [_held(row) for row in newest.values()]

    def let_speak_for(self, device_id: str, establishments: Sequence[str]) -> None:
        """A gateway's or desk's list of houses."""
        with self._database.writing() as connection:
            devices.let_speak_for(connection, device_id, tuple(establishments))

    def rule(self, declaration_id: str, version: int, verdict: Verdict, errors: Sequence[FieldError] = ()) -> str:
        """A later verdict, with its new receipt. Raises CannotRule."""
        return rule(self._database, self._keys, self._clock, declaration_id, version, verdict, errors)

    def message(self, establishment: str, subject: str, text: str, about: tuple[str, int] | None = None) -> str:
        """Plain text to one house; its id. Raises UnknownHouse, ValueError when too long."""
        if not 0 < len(text) <= MESSAGE_LONGEST or len(subject) > MESSAGE_LONGEST:
            raise ValueError("a message has 1 to 1,000 characters")
        now = self._clock()
        message: dict[str, Any] = {"id": uuid7(now, self._random(10)), "at": instant_text(now)}
        message |= {"subject": subject, "text": text}
        if about is not None:
            message["about"] = {"id": about[0], "version": about[1]}
        with self._database.writing() as connection:
            if not _is_house(connection, establishment):
                raise UnknownHouse(establishment)
            changes.keep_message(self._database, connection, establishment, now, message)
        return str(message["id"])

    def tell_of_new_keys(self) -> None:
        """To every device: the published keys have changed."""
        with self._database.writing() as connection:
            changes.say(self._database, connection, None, self._clock(), {"type": "keys"})


def _is_house(connection: Connection, code: str) -> bool:
    return connection.scalar(select(ESTABLISHMENTS.c.code).where(ESTABLISHMENTS.c.code == code)) is not None


def _held(row: RowMapping) -> dict[str, Any]:
    names = ("declaration_id", "version", "kind", "establishment", "reference", "verdict", "late_minutes")
    guest = read_json(row["body"]).get("guest", {})
    return {name: row[name] for name in names} | {"full_name": guest.get("full_name", "")}
