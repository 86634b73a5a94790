"""What the authority has signed of our ledger, and what the owner must ask it for, as `status` shows them."""

import base64
from typing import Any

from guestreg.cli.answer import Session
from guestreg.cli.listing import instant
from guestreg.domain.ledger import page_code
from guestreg.services.desk import Desk
from guestreg.services.queries.authority_notices import authority_notices


def authority_json(session: Session, desk: Desk) -> dict[str, Any]:
    """`countersigned`: the head that was signed last, which an outsider can hold the whole book against."""
    said = [
        {"code": one.code, "text": session.phrases.sentence(one.code, one.params)}
        for one in authority_notices(session.workplace)
    ]
    return {"countersigned": _countersigned(desk), "notices": said}


def _countersigned(desk: Desk) -> dict[str, Any] | None:
    anchor = desk.reader.newest_anchor(desk.terms.endpoint_id)
    if anchor is None:
        return None
    head = anchor.checkpoint
    return {
        "origin": head.origin,
        "size": head.size,
        "page_code": page_code(head.root, head.size),
        "received_at": instant(anchor.received_at),
        "note_base64": base64.b64encode(anchor.note).decode(),
    }
