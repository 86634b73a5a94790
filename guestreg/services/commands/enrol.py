"""Let this computer declare for its house: the officer's one-time code becomes a token in the keyring."""

import re
from typing import assert_never

from guestreg.domain.declaration import EndpointKind
from guestreg.domain.violation import Violation
from guestreg.outbox.verdict import judge_greeting
from guestreg.ports.enrolment import Enrolled, NotEnrolled
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from guestreg.services.workplace import NotSetUp, Workplace

NO_CODE, WRONG_CODE, OVER, NOT_OPEN, NO_HOUSE = "E-197", "E-198", "E-199", "E-203", "E-195"
_CODE = re.compile(r"[0-9A-Z]{10}")
_OVER = frozenset({"code-spent", "code-expired"})


def enrol(workplace: Workplace, typed: str) -> Outcome[str]:
    """Done with the device's id at the authority. Nothing changes in any other case."""
    ledger = workplace.settings.ledger()
    if ledger is None:
        raise NotSetUp
    if ledger.endpoint is not EndpointKind.OPEN:
        return Failed(NOT_OPEN)
    house = workplace.reader().establishment()
    if house is None or not house.establishment_code:
        return Refused((Violation(NO_HOUSE, "establishment_code", params={"codes": ""}),))
    code = re.sub(r"[\s-]", "", typed).upper()
    if not _CODE.fullmatch(code):
        return Refused((Violation(NO_CODE, "enrolment_code"),))
    answer = workplace.enrol(code, house.establishment_code)
    match answer:
        case Enrolled():
            return Done(answer.device_id)
        case NotEnrolled(reason):
            return Refused((Violation(OVER if reason in _OVER else WRONG_CODE, "enrolment_code"),))
        case _:
            return Failed(judge_greeting(answer, ledger.endpoint).trouble.code)
    assert_never(answer)
