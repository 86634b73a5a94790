"""Call 12 against the simulator: early check-out, extension, too long, not there, and the same asked twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import EndpointKind
from guestreg.endpoints.kbtt import wire
from guestreg.endpoints.kbtt.client import KbttClient
from guestreg.endpoints.kbtt.terms import KbttTerms
from guestreg.platform.clock import SystemClock
from guestreg.ports.endpoint import Accepted, Outcome, Refused
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.server import RunningSimulator
from tests.fakes.kbtt_documents import ARRIVAL, CITIZEN, citizen, early, longer
from tests.fakes.parcels import parcel_of
from tests.fakes.practice_police import HandClock, plan_in


class Desk:
    """A simulator and one client of it; `stay` is what the police have of the guest."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock(ARRIVAL + timedelta(minutes=5))
        self.plan = plan_in(folder, self.clock)
        self.simulator = RunningSimulator(self.plan)
        url = self.simulator.start()
        account = self.plan.settings
        self.client = KbttClient(
            KbttTerms(url, endpoint_id="x", kind=EndpointKind.PRACTICE),
            url,
            account.username,
            {
                "password": account.password,
                "client_a": ":".join(account.login_client),
                "client_b": ":".join(account.refresh_client),
            },
            clock=SystemClock(),
            expected_code=None,
            user_agent="guestreg/test",
            practice=True,
        )

    def send(self, document: bytes) -> Outcome:
        return self.client.send(parcel_of(document, wire.build(document))).outcome

    def refused(self, document: bytes) -> list[tuple[str, str, bool, bool]]:
        outcome = self.send(document)
        assert isinstance(outcome, Refused)
        return [(one.field, one.code, outcome.may_have_worked, outcome.denies_the_stay) for one in outcome.errors]

    @property
    def stay(self) -> tuple[datetime, datetime | None]:
        """Planned and actual departure, wall clock."""
        record = Record(self.plan.record_path)
        (stay,) = record.stays()
        record.close()
        return stay.planned_departure, stay.checked_out

    def leave(self) -> None:
        self.client.close()
        self.simulator.stop()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.leave()


NOT_THERE = ("doc_number", "E-185")


def test_who_leaves_early_is_gone_and_only_once(desk: Desk) -> None:
    assert desk.send(citizen()) == Accepted()
    desk.clock.advance(hours=12)
    assert desk.send(early()) == Accepted()
    planned, left = desk.stay
    assert left is not None
    assert left < planned
    assert desk.refused(early()) == [(*NOT_THERE, True, True)]


def test_who_stays_longer_has_the_days_and_only_once(desk: Desk) -> None:
    assert desk.send(citizen()) == Accepted()
    assert desk.send(longer()) == Accepted()
    planned, left = desk.stay
    assert (planned.isoformat(), left) == ("2026-11-25T12:00:00", None)
    assert desk.refused(longer()) == [("planned_departure", "E-09", True, False)]


def test_more_than_thirty_days_are_refused(desk: Desk) -> None:
    assert desk.send(citizen()) == Accepted()
    month = longer(planned_departure=datetime(2026, 12, 21, 12, tzinfo=VIETNAM))
    assert desk.send(month) == Accepted()
    more = longer(planned_departure=datetime(2026, 12, 22, 12, tzinfo=VIETNAM))
    assert desk.refused(more) == [("planned_departure", "E-35", False, False)]


def test_who_is_not_there_leaves_nothing(desk: Desk) -> None:
    assert desk.refused(early()) == [(*NOT_THERE, True, True)]
    assert desk.refused(longer()) == [(*NOT_THERE, False, True)]
    assert desk.send(citizen()) == Accepted()
    assert desk.refused(early(replace(CITIZEN, doc_kind=1))) == [(*NOT_THERE, True, True)], "another kind of paper"


def test_a_stay_that_ended_by_itself_takes_no_change(desk: Desk) -> None:
    assert desk.send(citizen()) == Accepted()
    desk.clock.advance(days=2)
    assert desk.refused(longer()) == [(*NOT_THERE, False, True)]
