"""What the owner must ask her police for, now or soon: a new code for this computer, a newer set-up file.

Neither keeps anything from being sent. Health, status and the window ask it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from guestreg.domain.dates import day_text, local
from guestreg.domain.declaration import EndpointKind
from guestreg.services.workplace import Workplace

NEW_CODE, REVIEW = "E-206", "E-207"


class Notice(NamedTuple):
    code: str
    params: dict[str, str]


def authority_notices(workplace: Workplace) -> Iterator[Notice]:
    """Of the ledger in use. Raises NotSetUp, CannotOpen."""
    ledger = workplace.settings.ledger()
    if ledger is None or not ledger.set_up:
        return
    from guestreg.domain.note import NotANote
    from guestreg.domain.set_up import read_set_up

    is_open = ledger.endpoint is EndpointKind.OPEN
    if is_open and workplace.reader().condition(ledger.sends_as).known_epoch == 0:
        yield Notice(NEW_CODE, {})
    try:
        review_after = read_set_up(ledger.set_up.encode()).review_after
    except NotANote:
        return  # said where it is used
    if review_after is not None and local(workplace.clock.now()).date() > review_after:
        yield Notice(REVIEW, {"date": day_text(review_after)})
