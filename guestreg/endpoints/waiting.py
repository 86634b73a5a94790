"""What no reply, or a reply that asks for patience, says to any adapter."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from guestreg.domain.declaration import Hold
from guestreg.endpoints.http import Breakage, NoReply, Reply
from guestreg.ports.endpoint import Held, MayHaveArrived, NothingLeft, Outcome

SHORTEST_WAIT_S = 1
LONGEST_WAIT_S = 6 * 3600
_SECONDS = re.compile(r"[+-]?[0-9]+")


def outcome_of_silence(silence: NoReply) -> Outcome:
    """No whole reply: what counts is whether the body had begun to leave."""
    if silence.body_left:
        return MayHaveArrived()
    if silence.cause is Breakage.CERTIFICATE:
        return Held(Hold.CERTIFICATE)
    return NothingLeft("no_network" if silence.cause is Breakage.NO_NETWORK else "too_slow")


def retry_after_s(reply: Reply, now: datetime) -> int | None:
    """Seconds asked for, relative to the server's own clock, clamped; None when not said or unreadable."""
    text = (reply.retry_after or "").strip()
    if _SECONDS.fullmatch(text):
        wait_s = float(text)
    else:
        try:
            until = parsedate_to_datetime(text)
            wait_s = (until - (reply.server_date or now)).total_seconds()
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
    return int(min(max(wait_s, SHORTEST_WAIT_S), LONGEST_WAIT_S))
