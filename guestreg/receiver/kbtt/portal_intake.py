"""What the portal does with uploaded guests: those it accepts are stored, the others are dropped without a word.

Called by `portal_upload` inside one transaction of the record. It must not know files or HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from guestreg.receiver.kbtt.catalogues import Catalogues
from guestreg.receiver.kbtt.duplicates import clashes
from guestreg.receiver.kbtt.portal_rows import UploadedGuest
from guestreg.receiver.kbtt.practice_clock import PracticeClock
from guestreg.receiver.kbtt.record import Document, Record
from guestreg.receiver.kbtt.settings import SimulatorSettings
from guestreg.receiver.kbtt.validation import FOREIGNERS, Judged, Rules, judge_citizen, judge_foreigner

_LAST_DOCUMENT_KIND = 9
_PRECISIONS = ("D", "M", "Y")


class PortalIntake:
    def __init__(
        self, settings: SimulatorSettings, record: Record, clock: PracticeClock, catalogues: Catalogues
    ) -> None:
        self._settings = settings
        self._record = record
        self._clock = clock
        self._catalogues = catalogues

    def take(self, guests: Iterable[UploadedGuest], file_sha256: str) -> None:
        for guest in guests:
            self._take(guest, file_sha256)

    def _take(self, guest: UploadedGuest, file_sha256: str) -> None:
        """A foreigner who has left is judged as of the arrival: that is how the portal takes a late declaration."""
        local_now = self._clock.local_now()
        as_of = local_now if guest.left_on is None or guest.arrival is None else guest.arrival
        judged = self._judge(guest, as_of.date())
        document, arrival, planned = judged.document, judged.arrival, judged.planned_departure
        if judged.errors or document is None or arrival is None or planned is None:
            return
        left = None
        if guest.left_on is not None:
            left = datetime.combine(guest.left_on, arrival.time())
            if left < arrival or guest.left_on > local_now.date():
                return
        if self._clashes(document, arrival, left or planned, as_of):
            return
        self._record.add_stay(document, arrival, planned, self._clock.now(), file_sha256, guest.element, left)

    def _judge(self, guest: UploadedGuest, today: date) -> Judged:
        foreign = guest.call == FOREIGNERS
        room_is_mandatory = foreign and self._settings.room_is_mandatory
        rules = Rules(self._catalogues, room_is_mandatory, today, _LAST_DOCUMENT_KIND, _PRECISIONS)
        return judge_foreigner(guest.element, rules) if foreign else judge_citizen(guest.element, rules)

    def _clashes(self, document: Document, arrival: datetime, end: datetime, as_of: datetime) -> bool:
        known = self._record.stays_of(document)
        return bool(clashes(document, arrival, end, known, as_of, "", in_full=False))
