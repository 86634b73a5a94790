"""What the authority has to say afterwards: later verdicts, messages, new keys, in the order they were said.

Written by the desk, read by the changes call. It must not know who asks.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from guestreg.receiver.open.database import Database
from guestreg.receiver.open.devices import Device
from guestreg.receiver.open.instants import instant_text
from guestreg.receiver.open.problems import Problem
from guestreg.receiver.open.tables import CHANGES, MESSAGES

PAGE_MOST = 100
_MARK = "stay1."


def say(
    database: Database, connection: Connection, establishment: str | None, at: datetime, item: Mapping[str, Any]
) -> None:
    """To the devices of one house, or to all; numbered in the order in which it becomes visible."""
    database.queue_for(connection, CHANGES.name)
    text = json.dumps(item, ensure_ascii=False)
    connection.execute(insert(CHANGES).values(at=instant_text(at), establishment=establishment, item=text))


def page(connection: Connection, device: Device, cursor: str | None, limit: int) -> dict[str, Any]:
    """One page from the start or the cursor. Raises Problem `cursor-expired`."""
    after = 0 if cursor is None else _read(cursor)
    if after > (connection.scalar(select(func.max(CHANGES.c.seq))) or 0):
        raise Problem("cursor-expired")
    mine = or_(CHANGES.c.establishment.is_(None), CHANGES.c.establishment.in_(device.establishments))
    wanted = select(CHANGES).where(CHANGES.c.seq > after, mine).order_by(CHANGES.c.seq).limit(limit + 1)
    rows = connection.execute(wanted).mappings().all()
    shown: Sequence[Any] = rows[:limit]
    items = [{"seq": str(row["seq"]), "at": row["at"], **json.loads(row["item"])} for row in shown]
    end = shown[-1]["seq"] if shown else after
    return {"items": items, "next": _written(end), "more": len(rows) > limit}


def keep_message(
    database: Database, connection: Connection, establishment: str, at: datetime, message: Mapping[str, Any]
) -> None:
    connection.execute(insert(MESSAGES).values(message_id=message["id"], establishment=establishment))
    say(database, connection, establishment, at, {"type": "message", "message": message})


def mark_read(connection: Connection, device: Device, message_id: str, read_at: str) -> None:
    """The first acknowledgement counts. Raises Problem `unknown-message`."""
    mine = (MESSAGES.c.message_id == message_id) & MESSAGES.c.establishment.in_(device.establishments)
    if connection.scalar(select(MESSAGES.c.message_id).where(mine)) is None:
        raise Problem("unknown-message")
    connection.execute(update(MESSAGES).where(mine, MESSAGES.c.read_at.is_(None)).values(read_at=read_at))


def _written(seq: int) -> str:
    return base64.urlsafe_b64encode(f"{_MARK}{seq}".encode()).decode().rstrip("=")


def _read(cursor: str) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        seq = int(text.removeprefix(_MARK))
        if not 0 <= seq < 2**62 or _written(seq) != cursor:
            raise ValueError
    except (ValueError, binascii.Error) as wrong:
        raise Problem("cursor-expired") from wrong
    return seq
