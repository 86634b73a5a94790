"""Where a line stands, in sentences: why it waits, what proves it, how good the receipt is and how late it was."""

from datetime import timedelta

from guestreg.cli.listing import wall
from guestreg.domain.declaration import Reason, State
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine
from guestreg.services.queries.standing import late_by, proven, receipt_kept, waits_behind

_SAID_OTHERWISE = frozenset({State.CANCELLED, State.SUPERSEDED})
"""Their reason is the house's own, no sentence."""


def standing_texts(line: GuestLine, phrases: Phrasebook) -> list[str]:
    """For `show`, the first sentence first."""
    return [phrases.sentence(one.said_as, one.params) for one in _said(line)]


def _said(line: GuestLine) -> list[Reason]:
    kept = None if line.state in _SAID_OTHERWISE else line.reason
    late = late_by(line)
    said = [waits_behind(line) or proven(line, wall(line.evidence_at)) or kept, receipt_kept(line)]
    if late is not None:
        said.append(Reason("E-225", {"minutes": str(-(-late // timedelta(minutes=1)))}))
    return [one for one in said if one is not None]
