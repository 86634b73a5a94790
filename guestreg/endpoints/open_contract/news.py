"""What a service tells by itself: a page of later verdicts and messages."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from guestreg.domain.identifiers import DeclarationId
from guestreg.domain.note import NotANote
from guestreg.domain.objection import field_errors, plain
from guestreg.domain.receipt import Doubt, Sent, read_instant
from guestreg.endpoints.open_contract.answers import Weigh
from guestreg.endpoints.open_contract.reading import as_bytes, is_count
from guestreg.ports.endpoint import LaterVerdict, News, Receipted
from guestreg.ports.receipt import PoliceMessage

PAGE_ITEMS = 100
MOST_CURSOR = 1000
MOST_SUBJECT, MOST_TEXT = 200, 1000

Known = Callable[[DeclarationId, int], Sent | None]
"""What of ours went out under this number; None for nothing of this house."""


def read_news(
    found: Mapping[str, Any], known: Known, weigh: Weigh, keys_changed: Callable[[], None], replied_at: datetime | None
) -> News | None:
    """None for what is no page. An item that proves nothing or is about nobody of ours is passed over."""
    items, cursor, more = found.get("items"), found.get("next"), found.get("more")
    if not isinstance(items, list) or not isinstance(more, bool) or len(items) > PAGE_ITEMS:
        return None
    if not isinstance(cursor, str) or len(cursor) > MOST_CURSOR or not all(isinstance(one, dict) for one in items):
        return None
    if any(one.get("type") == "keys" for one in items):
        keys_changed()
    told = (one for item in items for one in _item(item, known, weigh, replied_at))
    return News(tuple(told), cursor, more, replied_at)


def _item(
    item: Mapping[str, Any], known: Known, weigh: Weigh, replied_at: datetime | None
) -> Iterator[LaterVerdict | PoliceMessage]:
    match item:
        case {"type": "verdict", "id": str(name), "version": version, "receipt": str(note)} if is_count(version):
            declaration_id = DeclarationId(name)
            sent = known(declaration_id, version)
            receipt = Doubt.OTHER if sent is None else weigh(as_bytes(note), sent, replied_at)
            if not isinstance(receipt, Doubt) and receipt.verdict.value == item.get("verdict"):
                yield LaterVerdict(declaration_id, version, Receipted(receipt, field_errors(item.get("errors"))))
        case {"type": "message", "message": {"id": str(name), "at": str(at), "text": str(text)} as message} if name:
            try:
                moment = read_instant(at)
            except NotANote:
                return
            about = _about(message.get("about"))
            subject = plain(message.get("subject"), MOST_SUBJECT)
            yield PoliceMessage(plain(name, 64), moment, subject, plain(text, MOST_TEXT), about)


def _about(raw: object) -> tuple[DeclarationId, int] | None:
    match raw:
        case {"id": str(name), "version": version} if is_count(version):
            return DeclarationId(name), version
    return None
