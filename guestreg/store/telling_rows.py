"""What people did outside the wire, append-only: the store's `TellingRepository`."""

from sqlalchemy import Connection, bindparam, insert, select

from guestreg.domain.identifiers import DeclarationId
from guestreg.ports.telling import Telling
from guestreg.store.kept_rows import telling_of
from guestreg.store.told_tables import tellings

_c = tellings.c
_INSERT = insert(tellings)
_OF = (
    select(tellings)
    .where(_c.declaration_id == bindparam("which"), _c.version == bindparam("which_version"))
    .order_by(_c.row_id)
)


class TellingRows:
    """Reads and writes inside one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, telling: Telling) -> None:
        self._connection.execute(
            _INSERT,
            {
                "declaration_id": telling.declaration_id,
                "version": telling.version,
                "kind": telling.kind.value,
                "told_at": telling.at,
                "recorded_at": telling.recorded_at,
                "told_by": telling.by,
                "channel": telling.channel,
                "officer": telling.officer,
                "place": telling.place,
                "file_number": telling.file_number,
                "facts": dict(telling.facts),
            },
        )

    def of(self, declaration_id: DeclarationId, version: int) -> tuple[Telling, ...]:
        rows = self._connection.execute(_OF, {"which": declaration_id, "which_version": version})
        return tuple(map(telling_of, rows))
