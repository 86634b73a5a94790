"""The legal moves of a declaration version, as the ledger shows them: without those among waiting, sending, unknown."""

QUIET = frozenset({"waiting", "sending", "unknown"})
_TOLD = "sent confirmed handed_over unknown window_closed"
_TABLE = (
    ("draft", "waiting window_closed"),
    ("waiting", "returned superseded cancelled window_closed handed_over confirmed"),
    ("window_closed", "superseded cancelled handed_over waiting confirmed"),
    ("unknown", "window_closed handed_over confirmed returned superseded"),
    ("returned", "handed_over superseded waiting cancelled"),
    ("sending", "sent confirmed returned window_closed superseded"),
    ("sent", "confirmed unknown returned"),
    ("confirmed", "returned"),
    ("handed_over", "waiting window_closed returned confirmed"),
    (_TOLD, "superseded cancelled"),
)
_LEGAL = frozenset((one, other) for sources, targets in _TABLE for one in sources.split() for other in targets.split())
_SAVED = frozenset({"draft", "window_closed", *QUIET})
SAVED, NEVER = "saved", "never"
"""The state of a version of which only the saving is known, and of one that was never saved."""


def is_legal(known: str | None, source: object, target: object) -> bool:
    """`known`: where its last entry left the version; None when that lies before the file."""
    if (source, target) not in _LEGAL:
        return False
    if known is None:
        return True
    if known == SAVED:
        return source in _SAVED
    return source == known or (source in QUIET and known in QUIET)
