"""Call 12: a citizen leaves early (TS) or stays longer (GH).

Called by `exchange` inside one transaction of the record. It must not know HTTP.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from guestreg.receiver.kbtt import wording
from guestreg.receiver.kbtt.answers import Answer, refused, taken
from guestreg.receiver.kbtt.catalogues import Catalogues
from guestreg.receiver.kbtt.fields import Fields
from guestreg.receiver.kbtt.practice_clock import PracticeClock
from guestreg.receiver.kbtt.record import Document, Record, StoredStay
from guestreg.receiver.kbtt.settings import SimulatorSettings
from guestreg.receiver.kbtt.validation import read_document

EARLY, EXTENSION = "TS", "GH"
LONGEST_STAY = timedelta(days=30)


class ChangingDeparture:
    def __init__(
        self, settings: SimulatorSettings, record: Record, clock: PracticeClock, catalogues: Catalogues
    ) -> None:
        self._in_full = settings.voice == "long"
        self._record = record
        self._clock = clock
        self._catalogues = catalogues

    def change(self, elements: object) -> Answer:
        """One bad element refuses all; nothing is changed then."""
        if not isinstance(elements, list):
            return refused(wording.NOT_READABLE)
        if not elements:
            return refused(wording.NO_CHANGES)
        clauses: list[tuple[int, str]] = []
        changes: list[tuple[StoredStay, datetime | None]] = []
        first_with: dict[Document, int] = {}
        for position, element in enumerate(elements, start=1):
            fields = Fields(element if isinstance(element, dict) else {})
            change = self._judge(fields, position, first_with)
            clauses += [(position, sentence) for sentence in fields.errors]
            if change is not None:
                changes.append(change)
        if clauses:
            return refused(wording.message(wording.CHANGE, clauses, with_advice=self._in_full))
        for stay, until in changes:
            self._carry_out(stay, until)
        return taken()

    def _judge(
        self, fields: Fields, position: int, first_with: dict[Document, int]
    ) -> tuple[StoredStay, datetime | None] | None:
        kind = fields.choice("loai", "Loại", (EARLY, EXTENSION), wording.CHANGE_KIND)
        document = read_document(fields, self._catalogues)
        until = fields.moment("thoiGianStr", "Thời gian") if kind == EXTENSION else None
        if document is None:
            return None
        if document in first_with:
            fields.refuse(wording.same_document_as(first_with[document]))
            return None
        first_with[document] = position
        stay = self._open_stay(document)
        if stay is None:
            label = self._catalogues.document_label(document.kind)
            fields.refuse(wording.no_such_stay(label, document.number))
            return None
        if until is not None:
            self._judge_extension(fields, stay, until)
        return stay, until

    def _judge_extension(self, fields: Fields, stay: StoredStay, until: datetime) -> None:
        if until <= stay.planned_departure:
            fields.refuse(wording.NOT_LATER_THAN_DEPARTURE)
        if until.date() - stay.arrival.date() > LONGEST_STAY:
            fields.refuse(wording.BEYOND_THIRTY_DAYS)

    def _open_stay(self, document: Document) -> StoredStay | None:
        local_now = self._clock.local_now()
        still = [stay for stay in self._record.stays_of(document) if stay.is_open(local_now)]
        return still[-1] if still else None

    def _carry_out(self, stay: StoredStay, until: datetime | None) -> None:
        if until is None:
            self._record.check_out(stay.stay_id, self._clock.local_now())
        else:
            self._record.extend(stay.stay_id, until)
