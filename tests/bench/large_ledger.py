"""A register as large as a district's, made once under `build/bench` and kept for the next run: names, numbers, stays.

Rows are written by the bare driver; the tables, the key of every guest and the index are the store's own.
"""

import os
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from guestreg.domain.identifiers import LedgerId
from guestreg.ports.store import Volume
from guestreg.store import cipher
from guestreg.store.guest_rows import search_key
from guestreg.store.schema_version import NEWEST
from guestreg.store.search_index import search_index
from guestreg.store.sqlite import open_sqlite
from guestreg.store.tables import declarations, guests, stays

KEY = bytes(range(32))
LEDGER = LedgerId("01936f2e-0a00-7000-8000-000000000001")
FOLDER = Path(__file__).parents[2] / "build" / "bench"
_FAMILIES = (
    *["Nguyễn"] * 31, *["Trần"] * 11, *["Lê"] * 9, *["Phạm"] * 7, *["Hoàng"] * 5, *["Vũ"] * 4, *["Đặng"] * 3,
    *["Bùi"] * 3, *["Đỗ"] * 3, *["Lò"] * 6, *["Quàng"] * 3, *["Cà"] * 2, *["Vàng"] * 4, *["Giàng"] * 4, *["Sùng"] * 2,
    "Ly", "Ma", "Đinh", "Đào",
)  # fmt: skip
_MIDDLES = ("Văn", "Thị", "Đức", "Minh", "A", "Thị Thu", "Quang", "Thanh", "Đình", "Ngọc", "")
_GIVEN = (
    "Hoá", "An", "Ý", "Đạt", "Hương", "Pâng", "Dế", "Sử", "Chu", "Linh", "Dũng", "Đào", "Ánh", "Bình", "Nga", "Tâm",
    "Hùng", "Hạnh", "Phượng", "Trang", "Tuấn", "Vy", "Yến", "Khánh", "Lan", "Mỷ", "Páo", "Say", "Thắng", "Kiên",
)  # fmt: skip
_STRANGERS = ("Anna Müller", "John Smith", "Jean-Pierre Le Gall", "Kim Min-jun", "María José Núñez", "Li Na")
_FIRST = datetime(2016, 1, 1, 12, tzinfo=UTC)


def large_ledger(size: int) -> Path:
    """The file with `size` guests, made when it isn't there."""
    path = FOLDER / f"ledger-{size}-{NEWEST}.db"
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}")
        _make(unfinished, size)
        unfinished.replace(path)
    return path


def _make(path: Path, size: int) -> None:
    store = open_sqlite(path, KEY, LEDGER)
    with store.unit_of_work() as work:
        work.house.put_volume(Volume(1, date(2016, 1, 1), None, size + 1))
        work.commit()
    store.close()
    connection = cipher.connect(path, KEY)
    connection.execute("PRAGMA synchronous = 0")
    connection.execute("PRAGMA foreign_keys = 0")
    connection.execute("DROP TRIGGER guests_search_add")
    connection.execute("BEGIN")
    for table, rows in ((stays, _stays(size)), (guests, _guests(size)), (declarations, _declarations(size))):
        names = [column.name for column in table.columns if column.name not in ("row_id", "newest_version")]
        marks = ", ".join(f":{name}" for name in names)
        empty: dict[str, Any] = dict.fromkeys(names)
        sql = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
        connection.executemany(sql, (empty | row for row in rows))
    connection.execute("INSERT INTO guest_search(rowid, search_key) SELECT row_id, search_key FROM guests")
    connection.execute(next(sql for sql in search_index("sqlite") if "guests_search_add" in sql))
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def _micro(number: int, hours: int = 0) -> int:
    since = _FIRST - datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=5 * number, hours=hours)
    return since // timedelta(microseconds=1)


def _stays(size: int) -> Iterator[dict[str, Any]]:
    for number in range(1, size + 1):
        yield {
            "id": f"stay-{number:08}",
            "arrival_at": _micro(number),
            "planned_departure_at": _micro(number, 17),
            "notifier": "Lò Thị Pâng",
            "reason": 1,
            "room": f"P{number % 40}",
            "created_at": _micro(number),
        }


def _guests(size: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(4)
    for number in range(1, size + 1):
        foreign = number % 20 == 0
        if foreign:
            name, document = chance.choice(_STRANGERS), f"C{chance.randrange(10**7, 10**8)}"
        else:
            words = (chance.choice(_FAMILIES), chance.choice(_MIDDLES), chance.choice(_GIVEN))
            name, document = " ".join(filter(None, words)), f"0{chance.randrange(10**10, 10**11)}"
        yield {
            "id": f"guest-{number:08}",
            "stay_id": f"stay-{number:08}",
            "position": 0,
            "declaration_id": f"declaration-{number:08}",
            "volume": 1,
            "register_no": number,
            "kind": "foreigner" if foreign else "citizen",
            "full_name": name,
            "birth_date": f"{1940 + number % 70}-05-{1 + number % 28:02}",
            "birth_precision": "D",
            "sex": "MF"[number % 2],
            "nationality": "D" if foreign else "VNM",
            "doc_kind": None if foreign else 8,
            "doc_number": document,
            "search_key": search_key(name, document, f"P{number % 40}"),
            "departed_at": _micro(number, 16),
        }


def _declarations(size: int) -> Iterator[dict[str, Any]]:
    for number in range(1, size + 1):
        foreign = number % 20 == 0
        yield {
            "id": f"declaration-{number:08}",
            "version": 1,
            "kind": "new",
            "guest_kind": "foreigner" if foreign else "citizen",
            "guest_id": f"guest-{number:08}",
            "stay_id": f"stay-{number:08}",
            "state": "waiting" if number > size - 20 else "sent",
            "endpoint": "practice",
            "endpoint_id": "practice",
            "arrival_at": _micro(number),
            "group_size": 1,
            "sequence": number,
            "due_at": _micro(number, 6),
            "tries": 0,
            "grade": "E1",
            "may_have_arrived": False,
            "program_fault": False,
            "evidence_at": _micro(number, 1 if number % 50 else 9),
        }
