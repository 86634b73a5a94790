"""Countersigned heads and keys that took over, append-only and each once: the store's `TrustRepository`."""

import hashlib

from sqlalchemy import Connection, bindparam, insert, select

from guestreg.ports.trust import Anchor
from guestreg.store.kept_rows import anchor_of
from guestreg.store.told_tables import anchors, authority_keys

_a, _k = anchors.c, authority_keys.c
_INSERT_ANCHOR = insert(anchors)
_SAME_ANCHOR = select(_a.row_id).where(_a.note_sha256 == bindparam("digest"))
_NEWEST = select(anchors).where(_a.endpoint_id == bindparam("which")).order_by(_a.row_id.desc()).limit(1)
_INSERT_KEY = insert(authority_keys)
_SAME_KEY = select(_k.row_id).where(_k.endpoint_id == bindparam("which"), _k.vkey == bindparam("key"))
_KEYS = select(_k.listed).where(_k.endpoint_id == bindparam("which")).order_by(_k.row_id)


class TrustRows:
    """Reads and writes inside one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_anchor(self, anchor: Anchor) -> bool:
        digest = hashlib.sha256(anchor.note).hexdigest()
        if self._connection.execute(_SAME_ANCHOR, {"digest": digest}).first() is not None:
            return False
        self._connection.execute(
            _INSERT_ANCHOR,
            {
                "note_sha256": digest,
                "endpoint_id": anchor.endpoint_id,
                "origin": anchor.checkpoint.origin,
                "size": anchor.checkpoint.size,
                "root": anchor.checkpoint.root,
                "received_at": anchor.received_at,
                "kept_at": anchor.kept_at,
                "note": anchor.note,
            },
        )
        return True

    def newest_anchor(self, endpoint_id: str) -> Anchor | None:
        row = self._connection.execute(_NEWEST, {"which": endpoint_id}).first()
        return None if row is None else anchor_of(row)

    def add_key(self, endpoint_id: str, vkey: str, listed: bytes) -> bool:
        if self._connection.execute(_SAME_KEY, {"which": endpoint_id, "key": vkey}).first() is not None:
            return False
        self._connection.execute(_INSERT_KEY, {"endpoint_id": endpoint_id, "vkey": vkey, "listed": listed})
        return True

    def keys(self, endpoint_id: str) -> tuple[bytes, ...]:
        return tuple(bytes(row.listed) for row in self._connection.execute(_KEYS, {"which": endpoint_id}))
