"""Whether a declared stay clashes with stays already taken in.

Called by `declare`. In the long voice citizens hear the number and the dates; foreigners always hear the bare
sentences, since the interface was never seen to say more to them. It must not know how stays are stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from guestreg.receiver.kbtt import wording
from guestreg.receiver.kbtt.record import Document, StoredStay
from guestreg.receiver.kbtt.validation import CITIZENS


def clashes(
    document: Document,
    arrival: datetime,
    planned_departure: datetime,
    known: Sequence[StoredStay],
    local_now: datetime,
    label: str,
    in_full: bool,
) -> list[str]:
    """The sentences against this stay, given the known stays of the same document."""
    tell_all = in_full and document.call == CITIZENS
    sentences = []
    if any(stay.is_open(local_now) for stay in known):
        full = wording.still_staying_in_full(label, document.number)
        sentences.append(full if tell_all else wording.STILL_STAYING)
    overlapping = [stay for stay in known if _overlap(arrival, planned_departure, stay)]
    if overlapping:
        last = overlapping[-1]
        full = wording.overlapping_in_full(last.arrival.date(), last.planned_departure.date())
        sentences.append(full if tell_all else wording.OVERLAPPING)
    return sentences


def _overlap(arrival: datetime, planned_departure: datetime, stay: StoredStay) -> bool:
    left = stay.checked_out or stay.planned_departure
    return arrival == stay.arrival or (arrival < left and stay.arrival < planned_departure)
