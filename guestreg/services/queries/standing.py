"""Where a line stands, in codes: what it waits for, whether only a person goes on, what proves it and how well.

Command line and window put the codes into words. It reads nothing and knows no language.
"""

from datetime import timedelta

from guestreg.domain.declaration import PERSON_NEXT, Grade, Proof, Reason, State
from guestreg.ports.reading import GuestLine

BEHIND, BEHIND_UNCLEAR = "E-224", "E-223"
BESIDE, BESIDE_UNCLEAR = "E-221", "E-220"
BY_CODE = {Grade.E3: "S-76", Grade.E4: "S-77"}
"""What the kept receipt is; nothing below is called one."""
_PROVEN = {Proof.LIST: "S-78", Proof.SEEN: "S-79", Proof.ALREADY: "E-226"}
_RECEIPTS = frozenset({"S-67", "S-68", "E-162"})
"""Reasons that say what the receipt says."""
_BY_HAND = frozenset({"S-93", "S-94"})
"""Reasons of what waits for a person, not for the wire."""


def is_told_by_hand(line: GuestLine) -> bool:
    """A person must tell the police of her: the endpoint no longer takes it, or takes nothing at all."""
    by_hand = line.reason is not None and line.reason.code in _BY_HAND
    return line.state is State.WINDOW_CLOSED or (line.state is State.WAITING and by_hand)


def waits_behind(line: GuestLine) -> Reason | None:
    """Why it doesn't leave although nothing is wrong with it: the version before isn't settled."""
    if line.state is not State.WAITING or line.behind_state is None:
        return None
    return Reason(BEHIND_UNCLEAR if line.behind_next_at == PERSON_NEXT else BEHIND)


def unsettled_before(line: GuestLine) -> Reason | None:
    """Of a correction that this way doesn't take: the version before it stays open, with a reason of its own."""
    if line.state is not State.WINDOW_CLOSED or line.behind_state is None:
        return None
    return Reason(BESIDE_UNCLEAR if line.behind_next_at == PERSON_NEXT else BESIDE)


def needs_a_look(line: GuestLine) -> bool:
    """It, or the version before it, may have arrived, and only a person can find out."""
    at = line.behind_next_at if line.state is State.WAITING else line.next_attempt_at
    return line.state in (State.WAITING, State.UNKNOWN) and at == PERSON_NEXT


def goes_by_itself(line: GuestLine) -> bool:
    """The program has the next step."""
    on_its_way = line.state in (State.WAITING, State.SENDING, State.UNKNOWN)
    return on_its_way and not needs_a_look(line) and not is_told_by_hand(line)


def proven(line: GuestLine, at: str) -> Reason | None:
    """What makes it done; `at` is the time of the evidence in words. None where nothing proves it."""
    if line.state is State.SENT:
        return Reason("S-02", {"n": "1"})
    if line.state is not State.CONFIRMED:
        return None
    kept = line.reason
    if line.grade in BY_CODE and kept is not None and kept.code in _RECEIPTS:
        return Reason(kept.code, {**kept.params, "at": at})
    return Reason(_PROVEN.get(line.proof or Proof.ALREADY, "E-226"), {"at": at})


def receipt_kept(line: GuestLine) -> Reason | None:
    """Whose mark the receipt bears."""
    code = BY_CODE.get(line.grade) if line.state is State.CONFIRMED else None
    return Reason(code) if code else None


def late_by(line: GuestLine) -> timedelta | None:
    """How long after its deadline it was told; None when in time, or not told."""
    told = line.evidence_at
    if told is None or line.state in (State.CANCELLED, State.SUPERSEDED):
        return None
    return told - line.due_at if told > line.due_at else None
