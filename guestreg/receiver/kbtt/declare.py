"""Calls 4 and 5: judge every person of the array, then take all of them in or none.

Called by `exchange` inside one transaction of the record. It must not know HTTP.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from guestreg.receiver.kbtt import wording
from guestreg.receiver.kbtt.answers import Answer, refused, taken
from guestreg.receiver.kbtt.catalogues import Catalogues
from guestreg.receiver.kbtt.duplicates import clashes
from guestreg.receiver.kbtt.practice_clock import PracticeClock
from guestreg.receiver.kbtt.record import Record, StoredStay
from guestreg.receiver.kbtt.settings import SimulatorSettings
from guestreg.receiver.kbtt.validation import FOREIGNERS, Judged, Rules, judge_citizen, judge_foreigner


class Declaring:
    def __init__(
        self, settings: SimulatorSettings, record: Record, clock: PracticeClock, catalogues: Catalogues
    ) -> None:
        self._settings = settings
        self._record = record
        self._clock = clock
        self._catalogues = catalogues

    def declare(self, call: int, elements: object, body_sha256: str) -> Answer:
        """One bad person refuses all; nothing is stored then."""
        if not isinstance(elements, list):
            return refused(wording.NOT_READABLE)
        if not elements:
            return refused(wording.NO_DECLARATIONS)
        local_now = self._clock.local_now()
        rules = Rules(self._catalogues, self._settings.room_is_mandatory, local_now.date())
        clauses: list[tuple[int, str]] = []
        stays: list[StoredStay] = []
        for position, element in enumerate(elements, start=1):
            judged = _judge(call, element, rules)
            sentences = list(judged.errors)
            stay = self._as_stay(judged, element, body_sha256)
            if stay is not None:
                sentences += self._clashes(stay, stays, local_now)
                stays.append(stay)
            clauses += [(position, sentence) for sentence in sentences]
        if clauses:
            return refused(wording.message(wording.DECLARATION, clauses, with_advice=self._settings.voice == "long"))
        for stay in stays:
            self._record.add_stay(
                stay.document,
                stay.arrival,
                stay.planned_departure,
                self._clock.now(),
                body_sha256,
                stay.element,
            )
        return taken()

    def _clashes(self, stay: StoredStay, earlier: list[StoredStay], local_now: datetime) -> list[str]:
        document = stay.document
        known = self._record.stays_of(document) + [one for one in earlier if one.document == document]
        label = self._catalogues.document_label(document.kind)
        in_full = self._settings.voice == "long"
        return clashes(document, stay.arrival, stay.planned_departure, known, local_now, label, in_full)

    def _as_stay(self, judged: Judged, element: Any, body_sha256: str) -> StoredStay | None:
        if judged.document is None or judged.arrival is None or judged.planned_departure is None:
            return None
        return StoredStay(0, judged.document, judged.arrival, judged.planned_departure, None, "", body_sha256, element)


def _judge(call: int, element: object, rules: Rules) -> Judged:
    if not isinstance(element, dict):
        return Judged((wording.NOT_READABLE,), None, None, None)
    return judge_foreigner(element, rules) if call == FOREIGNERS else judge_citizen(element, rules)
