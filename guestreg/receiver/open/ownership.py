"""Whose database it is: it remembers the set-up key it was first used with, so that no other keys sign for it.

Used by `app` before anything else is done with a database. It must not know what is stored otherwise.
"""

from __future__ import annotations

from sqlalchemy import insert, select

from guestreg.receiver.open.database import Database
from guestreg.receiver.open.tables import OWNER


class OtherKeys(RuntimeError):
    """The database belongs to other keys than these."""


def owner(database: Database) -> str | None:
    """The set-up key it belongs to, as its verifier key; None before its first use."""
    with database.reading() as connection:
        return connection.scalar(select(OWNER.c.setup_key))


def claim(database: Database, setup_key: str) -> None:
    """It belongs to this key from now on. Raises OtherKeys."""
    with database.writing() as connection:
        database.queue_for(connection, "owner")
        held = connection.scalar(select(OWNER.c.setup_key))
        if held is None:
            connection.execute(insert(OWNER).values(setup_key=setup_key))
        elif held != setup_key:
            raise OtherKeys(held)
