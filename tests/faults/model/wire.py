"""What the model's polices read in the bytes they are sent."""

import hashlib
import json
from datetime import datetime
from typing import Any

from guestreg.domain.dates import local


def person_of(wire: bytes) -> tuple[str, str, str]:
    """Number, arrival and departure in its bytes."""
    said: dict[str, Any] = json.loads(wire)[0]
    guest, stay = said["guest"], said["stay"]
    number = guest.get("doc_number") or guest.get("passport_number") or ""
    return number, _instant(stay["arrival"]), _instant(stay.get("actual_departure") or stay["planned_departure"])


def digest_of(document: bytes) -> str:
    return hashlib.sha256(document).hexdigest()


def _instant(text: str) -> str:
    return local(datetime.fromisoformat(text)).isoformat(timespec="minutes")
