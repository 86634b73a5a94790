"""Asking for a device's token with the officer's one-time code, tied to the device's key by a signed note."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from guestreg.domain.declaration import Hold
from guestreg.domain.note import VerifierKey, signed_note
from guestreg.endpoints.http import Call, HttpLine, NoReply, Reply
from guestreg.endpoints.open_contract.reading import read_object, read_problem
from guestreg.endpoints.waiting import outcome_of_silence, retry_after_s
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import Busy, Held, NotUnderstood, Outcome
from guestreg.ports.enrolment import Enrolled, NotEnrolled

ENROLMENTS = "/v1/enrolments"
_TOKEN = re.compile(r"[\x21-\x7e]{16,4096}")


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """Who asks: the house's code, the device's key, and the name of the authority's receipt key."""

    code: str
    establishment: str
    device: VerifierKey
    authority_key: str
    program: str

    @property
    def proof(self) -> str:
        """What the device signs."""
        digest = base64.b64encode(hashlib.sha256(self.code.encode()).digest()).decode()
        return (
            f"stay-enrol/v1\nestablishment {self.establishment}\ncode-sha256 {digest}\nauthority {self.authority_key}\n"
        )


def enrol(line: HttpLine, wish: Wish, sign: Callable[[bytes], bytes], clock: Clock) -> Enrolled | NotEnrolled | Outcome:
    """An outcome is a failure of the line or of the service, none of the code."""
    note = signed_note(wish.proof, [(wish.device, sign(wish.proof.encode()))])
    members = {
        "code": wish.code,
        "establishment": wish.establishment,
        "device": {"vkey": wish.device.text},
        "client": wish.program,
        "proof": note.decode(),
    }
    body = json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    line.allow(body)
    headers = {
        "Content-Type": "application/json",
        "Content-Digest": f"sha-256=:{digest}:",
        "Stay-Client": wish.program,
    }
    return _answer(line.exchange(Call("POST", ENROLMENTS, headers, body=body)), wish, clock)


def _answer(reply: Reply | NoReply, wish: Wish, clock: Clock) -> Enrolled | NotEnrolled | Outcome:
    if isinstance(reply, NoReply):
        return outcome_of_silence(NoReply(reply.cause, body_left=False))
    problem = read_problem(reply)
    if reply.status == 201:
        match read_object(reply):
            case {"token": str(token), "device_id": str(device_id), "establishments": list(houses)}:
                if wish.establishment in houses and _TOKEN.fullmatch(token):
                    return Enrolled(token, device_id[:100])
        return NotUnderstood()
    if reply.status == 403 and problem is not None and problem.type == "forbidden":
        return NotEnrolled(str(problem.members.get("reason"))[:40])
    if reply.status in (404, 405, 410, 421) or 300 <= reply.status < 400:
        return Held(Hold.ADDRESS)
    if reply.status in (408, 425, 429) or reply.status >= 500:
        return Busy(retry_after_s(reply, clock.now()))
    return NotUnderstood()
