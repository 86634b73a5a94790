"""The life of a declaration version as one table. Any move not in it is a bug and raises."""

from dataclasses import dataclass
from enum import StrEnum

from guestreg.domain.declaration import Declaration, State


class Actor(StrEnum):
    """Who makes a move."""

    PERSON = "person"
    WORKER = "worker"
    REPLY = "reply"
    CLOCK = "clock"
    LIST = "list"
    START = "start"


class IllegalMove(Exception):
    """A move outside the table; always a program fault."""


P, W, R, C, L, S = Actor.PERSON, Actor.WORKER, Actor.REPLY, Actor.CLOCK, Actor.LIST, Actor.START


@dataclass(frozen=True, slots=True)
class Move:
    """One legal step. `source` None is the beginning. `needs_absence`: only while nothing may have arrived."""

    source: State | None
    target: State
    actors: frozenset[Actor]
    trigger: str
    needs_absence: bool = False


def _rows(
    sources: str, targets: str, actors: tuple[Actor, ...], trigger: str, *, needs_absence: bool = False
) -> tuple[Move, ...]:
    return tuple(
        Move(None if s == "-" else State(s), State(t), frozenset(actors), trigger, needs_absence)
        for s in sources.split()
        for t in targets.split()
    )


MOVES: tuple[Move, ...] = (
    *_rows("-", "draft", (P,), "first key typed"),
    *_rows("draft", "waiting", (P,), "saved"),
    *_rows("draft", "window_closed", (P,), "saved, but this endpoint doesn't take it"),
    *_rows("draft", "cancelled", (P,), "discarded"),
    *_rows("waiting", "sending", (W,), "lease taken, attempt committed"),
    *_rows("waiting", "returned", (W,), "own check before sending found a field wrong"),
    *_rows(
        "waiting window_closed",
        "superseded cancelled",
        (P,),
        "edited or cancelled before it left",
        needs_absence=True,
    ),
    *_rows("waiting unknown", "window_closed", (C,), "window over"),
    *_rows("waiting unknown returned window_closed", "handed_over", (P,), "told another way"),
    *_rows("sending", "sent", (R,), "success without proof"),
    *_rows("sending", "confirmed", (R,), "signed receipt or matching already-declared"),
    *_rows("sending", "returned", (R,), "refused"),
    *_rows("sending", "window_closed", (R,), "refused as too old"),
    *_rows("sending", "superseded", (R,), "endpoint holds a newer version"),
    *_rows("sending", "waiting", (R, W), "nothing left, held or not stored", needs_absence=True),
    *_rows("sending", "unknown", (R, W, S), "body left without a valid reply"),
    *_rows("waiting", "unknown", (S,), "new epoch"),
    *_rows("unknown", "sending", (W,), "asked and absent, or the one careful re-send"),
    *_rows("unknown", "confirmed returned superseded", (R, L, P), "status or list says so"),
    *_rows("unknown", "waiting", (R, L), "proven absent"),
    *_rows("sent", "confirmed", (L, R, P), "match, receipt or statement"),
    *_rows("sent", "unknown", (L, R), "contradicted"),
    *_rows("handed_over", "waiting window_closed", (L,), "a list speaks against the upload"),
    *_rows("sent confirmed handed_over", "returned", (R, P), "later verdict asks for a correction"),
    *_rows(
        "sent confirmed handed_over unknown window_closed",
        "superseded",
        (W,),
        "the next version was taken in",
    ),
    *_rows("sent confirmed handed_over unknown window_closed", "cancelled", (W,), "its cancellation was taken in"),
    *_rows("returned", "superseded", (P,), "corrected version saved"),
    *_rows("returned", "waiting", (P,), "send again as it is"),
    *_rows("returned", "cancelled", (P,), "guest never stayed"),
    *_rows("window_closed", "waiting", (P, C), "another endpoint, or the closing clock was wrong"),
    *_rows("waiting", "confirmed", (L, R), "match, acknowledgement or status"),
    *_rows("window_closed handed_over", "confirmed", (L, R, P), "match, acknowledgement, status or statement"),
    *_rows("handed_over", "waiting", (P, W), "send as well"),
)

_QUIET = frozenset({State.WAITING, State.SENDING, State.UNKNOWN})


def find_move(source: State | None, target: State, actor: Actor) -> Move:
    """The row that allows this step; raises IllegalMove when there is none."""
    for move in MOVES:
        if move.source is source and move.target is target and actor in move.actors:
            return move
    raise IllegalMove(f"{source} -> {target} by {actor}")


def check_move(declaration: Declaration, target: State, actor: Actor) -> Move:
    """As `find_move` for a version at hand, its `may_have_arrived` included."""
    move = find_move(declaration.state, target, actor)
    if move.needs_absence and declaration.may_have_arrived:
        raise IllegalMove(f"{declaration.key} may have arrived: {declaration.state} -> {target}")
    return move


def is_journaled(source: State | None, target: State) -> bool:
    """Whether the move is a ledger entry; those among waiting, sending and unknown live in the attempts."""
    return not (source in _QUIET and target in _QUIET)
