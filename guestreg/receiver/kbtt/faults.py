"""Which fault befalls which request: chosen by call number, count and probability, from a seeded start.

Set from tests as an object, from the command line as text, from other processes under `/_practice/faults`.
It must not know what a fault does.
"""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Moment = Literal["before", "after"]

DECLARING = frozenset({4, 5, 12})
LOGGING_IN = frozenset({1, 2})
CATALOGUES = frozenset(range(6, 12))
EVERY_CALL = frozenset(range(1, 13))

TRANSPORT = frozenset({"silence", "drip", "reset", "truncate", "wrong_length", "answer_lost", "request_lost"})
DRESS = frozenset({"bom", "blank_lines", "code_number", "extra_fields"})
NO_ENVELOPE = frozenset({"empty_200", "html_200", "other_json", "duplicate_keys", "huge"})
STATUSES = frozenset({"html_401", "html_403", "html_502", "plain_500", "busy_429", "busy_503"})
REDIRECTS = frozenset({"redirect_same", "redirect_other", "redirect_http"})
VERSIONS = frozenset(
    {
        "catalogue_grown",
        "catalogue_shrunk",
        "catalogue_empty",
        "catalogue_untyped",
        "catalogue_renamed",
        "capital_keys",
    }
)

# Where a fault strikes when no call number is given.
_USUAL_CALLS: dict[str, frozenset[int]] = {
    **dict.fromkeys(TRANSPORT | DRESS | NO_ENVELOPE | STATUSES | REDIRECTS, EVERY_CALL),
    **dict.fromkeys(VERSIONS, CATALOGUES),
    "answer_lost": DECLARING,
    "request_lost": DECLARING,
    "success_without_effect": DECLARING,
    "refuse_text": DECLARING,
    "token_dies": DECLARING,
    "login_refused": frozenset({1}),
    "right_missing": LOGGING_IN,
    "other_establishment": LOGGING_IN,
    "token_short": LOGGING_IN,
    "date_skew": EVERY_CALL,
}
KINDS = frozenset(_USUAL_CALLS)
_WITHOUT_EFFECT = (
    STATUSES | REDIRECTS | {"request_lost", "success_without_effect", "refuse_text", "token_dies", "login_refused"}
)
_WRITTEN = re.compile(
    r"(?P<kind>[a-z_0-9]+?)(:(?P<moment>before|after))?(=(?P<value>[^@*%]*))?"
    r"(@(?P<call>\d+))?(\*(?P<count>\d+))?(%(?P<probability>[\d.]+))?"
)


class UnknownFault(ValueError):
    """A fault that doesn't exist, or can't be read."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault to come.

    call: its number, None for the usual ones of the kind. count: how many times, None for always.
    moment: for faults of the line, "before" strikes when the head of the request is in and its body was not
    read; "after" when the whole body is in. carried_out: whether the call takes effect all the same, None for
    what is usual for the kind.
    value: Retry-After (busy), seconds (date_skew, drip pace, token_short), text (refuse_text), status
    (redirects), "short" or "long" (wrong_length).
    """

    kind: str
    call: int | None = None
    count: int | None = None
    probability: float = 1.0
    moment: Moment = "after"
    carried_out: bool | None = None
    value: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise UnknownFault(f"no fault is called {self.kind}")
        if self.moment not in ("before", "after"):
            raise UnknownFault(f"no moment is called {self.moment}")
        if self.call is not None and self.call not in EVERY_CALL:
            raise UnknownFault(f"there is no call {self.call}")
        if not 0.0 <= self.probability <= 1.0:
            raise UnknownFault("a probability lies between 0 and 1")

    def strikes(self, call: int) -> bool:
        return call == self.call if self.call is not None else call in _USUAL_CALLS[self.kind]

    @property
    def takes_effect(self) -> bool:
        if self.carried_out is not None:
            return self.carried_out
        return self.kind not in _WITHOUT_EFFECT

    def seconds(self, otherwise: float) -> float:
        return float(self.value) if self.value else otherwise


class Faults:
    """The faults still to come; safe to set from any thread."""

    def __init__(self, seed: int, planned: Iterable[Fault] = ()) -> None:
        self.seed = seed
        self._chance = random.Random(seed)
        self._planned = list(planned)
        self._lock = threading.Lock()

    def add(self, *faults: Fault) -> None:
        with self._lock:
            self._planned.extend(faults)

    def clear(self) -> None:
        with self._lock:
            self._planned.clear()

    def planned(self) -> list[Fault]:
        with self._lock:
            return list(self._planned)

    def take(self, call: int) -> tuple[Fault | None, float]:
        """The fault that strikes this request, and how many seconds its `Date` is off."""
        with self._lock:
            struck: Fault | None = None
            skew = 0.0
            for fault in list(self._planned):
                is_skew = fault.kind == "date_skew"
                if (struck is not None and not is_skew) or not self._happens(fault, call):
                    continue
                if is_skew:
                    skew += fault.seconds(86_400)
                else:
                    struck = fault
            return struck, skew

    def _happens(self, fault: Fault, call: int) -> bool:
        if not fault.strikes(call) or self._chance.random() >= fault.probability:
            return False
        if fault.count is not None:
            place = self._planned.index(fault)
            if fault.count <= 1:
                del self._planned[place]
            else:
                self._planned[place] = replace(fault, count=fault.count - 1)
            return fault.count > 0
        return True


def read_faults(written: str) -> list[Fault]:
    """`kind[:before|:after][=value][@call][*count][%probability]`, several separated by commas."""
    return [_read_fault(part.strip()) for part in written.split(",") if part.strip()]


def _read_fault(written: str) -> Fault:
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise UnknownFault(f"can't read the fault {written!r}")
    moment: Moment = "before" if match["moment"] == "before" else "after"
    return Fault(
        match["kind"],
        call=int(match["call"]) if match["call"] else None,
        count=int(match["count"]) if match["count"] else None,
        probability=float(match["probability"]) if match["probability"] else 1.0,
        moment=moment,
        value=match["value"],
    )
