"""Signed and countersigned heads and keys that took over, append-only: the store's `TrustRepository`."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, insert, select

from guestreg.ports.trust import Anchor, KeptHead, Why
from guestreg.store.kept_rows import anchor_of, head_of
from guestreg.store.told_tables import anchors, authority_keys, checkpoints

_a, _k, _h = anchors.c, authority_keys.c, checkpoints.c
_INSERT_ANCHOR = insert(anchors)
_SAME_ANCHOR = select(_a.row_id).where(_a.note_sha256 == bindparam("digest"))
_NEWEST = select(anchors).where(_a.endpoint_id == bindparam("which")).order_by(_a.row_id.desc()).limit(1)
_ANCHORS = select(anchors).where(_a.size.between(bindparam("least"), bindparam("most"))).order_by(_a.row_id)
_INSERT_HEAD = insert(checkpoints)
_SAME_HEAD = select(_h.row_id).where(_h.size == bindparam("of_size"), _h.epoch == bindparam("of_epoch"))
_NEWEST_HEAD = select(checkpoints).order_by(_h.row_id.desc()).limit(1)
_NEWEST_WHY = _NEWEST_HEAD.where(_h.why == bindparam("made_for"))
_HEADS = select(checkpoints).where(_h.size.between(bindparam("least"), bindparam("most"))).order_by(_h.size, _h.epoch)
_ROWS_AT_A_TIME = 500
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

    def anchors(self, least: int, most: int) -> Iterator[Anchor]:
        wanted = _ANCHORS.execution_options(yield_per=_ROWS_AT_A_TIME)
        with self._connection.execute(wanted, {"least": least, "most": most}) as rows:
            yield from map(anchor_of, rows)

    def add_head(self, kept: KeptHead) -> bool:
        head = kept.checkpoint
        if self._connection.execute(_SAME_HEAD, {"of_size": head.size, "of_epoch": kept.epoch}).first() is not None:
            return False
        self._connection.execute(
            _INSERT_HEAD,
            {
                "epoch": kept.epoch,
                "size": head.size,
                "origin": head.origin,
                "root": head.root,
                "note": kept.note,
                "made_at": kept.made_at,
                "why": kept.why.value,
            },
        )
        return True

    def newest_head(self, why: Why | None = None) -> KeptHead | None:
        if why is None:
            row = self._connection.execute(_NEWEST_HEAD).first()
        else:
            row = self._connection.execute(_NEWEST_WHY, {"made_for": why.value}).first()
        return None if row is None else head_of(row)

    def heads(self, least: int, most: int) -> Iterator[KeptHead]:
        wanted = _HEADS.execution_options(yield_per=_ROWS_AT_A_TIME)
        with self._connection.execute(wanted, {"least": least, "most": most}) as rows:
            yield from map(head_of, rows)

    def add_key(self, endpoint_id: str, vkey: str, listed: bytes) -> bool:
        if self._connection.execute(_SAME_KEY, {"which": endpoint_id, "key": vkey}).first() is not None:
            return False
        self._connection.execute(_INSERT_KEY, {"endpoint_id": endpoint_id, "vkey": vkey, "listed": listed})
        return True

    def keys(self, endpoint_id: str) -> tuple[bytes, ...]:
        return tuple(bytes(row.listed) for row in self._connection.execute(_KEYS, {"which": endpoint_id}))
