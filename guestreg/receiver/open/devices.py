"""Who may speak for which house: one-time codes, devices, their tokens and keys.

Used by the calls and the desk. Tokens and codes are kept as hashes. It must not know declarations.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from guestreg.receiver.open.instants import instant_text
from guestreg.receiver.open.notes import BadNote, Note, VerifierKey
from guestreg.receiver.open.problems import FieldError, Problem, invalid
from guestreg.receiver.open.tables import CODES, DEVICES, ESTABLISHMENTS

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10
CODE_LIFE = timedelta(days=14)
WRONG_TRIES = 5
_BY_TOKEN = select(DEVICES).where(DEVICES.c.token_sha256 == bindparam("token_sha256"))


@dataclass(frozen=True, slots=True)
class Device:
    """A house's computer, or a gateway that speaks for several houses."""

    device_id: str
    vkey: VerifierKey
    establishments: tuple[str, ...]

    def require(self, establishment: str) -> None:
        if establishment not in self.establishments:
            raise Problem("forbidden", {"reason": "other-establishment"})


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a house's computer asks with."""

    code: str
    establishment: str
    vkey: VerifierKey
    proof: Note


@dataclass(frozen=True, slots=True)
class Admission:
    device_id: str
    token: str
    establishments: tuple[str, ...]


def new_code(connection: Connection, establishment: str, now: datetime, random: Callable[[int], bytes]) -> str:
    """A code for one house, kept as its hash. Raises LookupError for a house that isn't known."""
    if connection.scalar(select(ESTABLISHMENTS.c.code).where(ESTABLISHMENTS.c.code == establishment)) is None:
        raise LookupError(establishment)
    code = "".join(CODE_LETTERS[one % len(CODE_LETTERS)] for one in random(CODE_LENGTH))
    connection.execute(
        insert(CODES).values(
            code_sha256=_hash(code),
            establishment=establishment,
            expires_at=instant_text(now + CODE_LIFE),
            wrong_tries=0,
        )
    )
    return code


def by_token(connection: Connection, token: str) -> Device:
    """Raises Problem `unauthenticated`, `forbidden` when revoked."""
    row = connection.execute(_BY_TOKEN, {"token_sha256": _hash(token)}).mappings().first()
    if row is None:
        raise Problem("unauthenticated")
    if row["revoked_at"] is not None:
        raise Problem("forbidden", {"reason": "revoked"})
    return _device(row)


def speaking_for(connection: Connection, establishment: str) -> list[Device]:
    """Devices that may speak for this house and are not revoked."""
    rows = connection.execute(select(DEVICES).where(DEVICES.c.revoked_at.is_(None))).mappings()
    return [one for one in map(_device, rows) if establishment in one.establishments]


def end_codes(connection: Connection, establishment: str) -> int:
    """Codes of a house that nobody used let nobody in any more; how many there were."""
    unused = (CODES.c.establishment == establishment) & CODES.c.device_id.is_(None)
    return connection.execute(delete(CODES).where(unused)).rowcount


def revoke(connection: Connection, device_id: str, now: datetime) -> bool:
    """False for a device that isn't known."""
    wanted = update(DEVICES).where(DEVICES.c.device_id == device_id)
    return bool(connection.execute(wanted.values(revoked_at=instant_text(now))).rowcount)


def admit(
    connection: Connection, wish: Enrolment, authority_key: str, new_id: str, token: str, now: datetime
) -> Admission | Problem:
    """A token for the code; a refusal is given back, not raised, because the wrong try must be remembered.

    The same computer may ask again with its code when the answer was lost: it gets a fresh token.
    """
    row = connection.execute(select(CODES).where(CODES.c.code_sha256 == _hash(wish.code))).mappings().first()
    if row is None or row["establishment"] != wish.establishment:
        mine = CODES.c.establishment == wish.establishment
        connection.execute(update(CODES).where(mine).values(wrong_tries=CODES.c.wrong_tries + 1))
        return _refused("code-wrong")
    if row["expires_at"] <= instant_text(now):
        return _refused("code-expired")
    if not _proves(wish, authority_key):
        return invalid([FieldError("/proof", "inconsistent")])
    if row["device_id"] is not None:
        return _again(connection, row["device_id"], wish, token)
    if row["wrong_tries"] >= WRONG_TRIES:
        return _refused("code-spent")
    houses = (wish.establishment,)
    connection.execute(
        insert(DEVICES).values(
            device_id=new_id,
            token_sha256=_hash(token),
            vkey=str(wish.vkey),
            establishments=json.dumps(houses),
            enrolled_at=instant_text(now),
        )
    )
    connection.execute(update(CODES).where(CODES.c.code_sha256 == row["code_sha256"]).values(device_id=new_id))
    return Admission(new_id, token, houses)


def _again(connection: Connection, device_id: str, wish: Enrolment, token: str) -> Admission | Problem:
    row = connection.execute(select(DEVICES).where(DEVICES.c.device_id == device_id)).mappings().one()
    if row["vkey"] != str(wish.vkey) or row["revoked_at"] is not None:
        return _refused("code-spent")
    connection.execute(update(DEVICES).where(DEVICES.c.device_id == device_id).values(token_sha256=_hash(token)))
    return Admission(device_id, token, tuple(json.loads(row["establishments"])))


def let_speak_for(connection: Connection, device_id: str, establishments: tuple[str, ...]) -> None:
    """A gateway's list of houses."""
    listed = json.dumps(establishments)
    connection.execute(update(DEVICES).where(DEVICES.c.device_id == device_id).values(establishments=listed))


def change_key(connection: Connection, device: Device, note: Note) -> None:
    """A new epoch: `stay-key/v1` with `use device`, signed by the old and the new key. Raises Problem."""
    try:
        title, new, use, since = note.lines
        key = VerifierKey.parse(new.removeprefix("new "))
    except (ValueError, BadNote) as wrong:
        raise Problem("malformed") from wrong
    if (title, use) != ("stay-key/v1", "use device") or not new.startswith("new ") or not since.startswith("from "):
        raise Problem("malformed")
    if not (device.vkey.has_signed(note) and key.has_signed(note)):
        raise invalid([FieldError("/note", "inconsistent")])
    mine = DEVICES.c.device_id == device.device_id
    connection.execute(update(DEVICES).where(mine).values(vkey=str(key)))


def _proves(wish: Enrolment, authority_key: str) -> bool:
    digest = base64.b64encode(hashlib.sha256(wish.code.encode()).digest()).decode()
    wanted = [
        "stay-enrol/v1",
        f"establishment {wish.establishment}",
        f"code-sha256 {digest}",
        f"authority {authority_key}",
    ]
    return wish.proof.lines == wanted and wish.vkey.has_signed(wish.proof)


def _device(row: RowMapping) -> Device:
    return Device(row["device_id"], VerifierKey.parse(row["vkey"]), tuple(json.loads(row["establishments"])))


def _refused(reason: str) -> Problem:
    return Problem("forbidden", {"reason": reason})


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
