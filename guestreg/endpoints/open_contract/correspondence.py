"""What a service says to the calls beside declarations: heads, device keys, messages that were read."""

import base64
from collections.abc import Callable
from datetime import datetime

from guestreg.domain.checkpoint import Checkpoint, checkpoint_of
from guestreg.domain.countersignature import Countersignature
from guestreg.domain.note import NotANote
from guestreg.domain.receipt import Doubt
from guestreg.endpoints.http import NoReply, Reply
from guestreg.endpoints.open_contract.reading import as_bytes, is_count, is_sha256, read_object, read_problem
from guestreg.ports.correspondence import Contradicted, Countersigned, Heard

WeighHead = Callable[[bytes, Checkpoint, datetime | None], Countersignature | Doubt]
_CONTRADICTIONS = frozenset({"ledger-behind", "ledger-fork"})


def heard(reply: Reply | NoReply, *, refused: frozenset[int]) -> Heard:
    """`refused`: the statuses whose problems no later try will change."""
    if isinstance(reply, NoReply):
        return Heard.NO_ANSWER
    if reply.status == 204:
        return Heard.TAKEN
    is_ours = reply.status in refused and read_problem(reply) is not None
    return Heard.REFUSED if is_ours else Heard.NO_ANSWER


def answer_to_head(reply: Reply | NoReply, head: Checkpoint, weigh: WeighHead) -> Countersigned | Contradicted | Heard:
    """A countersignature that proves nothing is no answer."""
    if isinstance(reply, Reply) and reply.status == 200:
        match read_object(reply):
            case {"countersigned": str(note)}:
                said = weigh(as_bytes(note), head, reply.server_date)
                if not isinstance(said, Doubt):
                    return Countersigned(as_bytes(note), said.received_at)
    elif isinstance(reply, Reply) and reply.status == 409:
        problem = read_problem(reply)
        have = read_head(problem.members.get("have")) if problem else None
        if problem and problem.type in _CONTRADICTIONS and have is not None:
            return Contradicted(have)
    return heard(reply, refused=frozenset({400}))


def read_head(raw: object) -> Checkpoint | None:
    """`{origin, size, root}` with the root in hex; None for anything else."""
    match raw:
        case {"origin": str(origin), "size": size, "root": root} if is_count(size) and is_sha256(root):
            try:
                return checkpoint_of(origin, str(size), base64.b64encode(bytes.fromhex(root)).decode())
            except NotANote:
                return None
    return None
