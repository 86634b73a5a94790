"""The adapter against the simulator, over real TLS: the same police the person practises with."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from guestreg.domain.code_list import ListFailure, ListName
from guestreg.domain.declaration import EndpointKind, Hold
from guestreg.endpoints.http import HttpLine
from guestreg.endpoints.kbtt import wire
from guestreg.endpoints.kbtt.catalogues import CatalogueReader
from guestreg.endpoints.kbtt.client import KbttClient
from guestreg.endpoints.kbtt.terms import KbttTerms
from guestreg.platform.clock import SystemClock
from guestreg.ports.endpoint import (
    Accepted,
    AlreadyThere,
    Busy,
    Exchange,
    Greeting,
    Held,
    MayHaveArrived,
    NothingLeft,
    NotUnderstood,
    Outcome,
    Refused,
    WindowOver,
)
from guestreg.receiver.kbtt.faults import read_faults
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.server import RunningSimulator, SimulatorPlan
from guestreg.receiver.kbtt.settings import SimulatorSettings
from tests.fakes.kbtt_documents import citizen, document, foreigner
from tests.fakes.parcels import parcel_of
from tests.fakes.practice_police import HandClock, plan_in

TOTAL_S = 10.0


class Police:
    """A running simulator with its clock, faults and record, and clients of it."""

    def __init__(self, plan: SimulatorPlan, clock: HandClock) -> None:
        self.clock = clock
        self.faults = plan.faults
        self._plan = plan
        self._simulator = RunningSimulator(plan)
        self.url = self._simulator.start()
        self._clients: list[KbttClient] = []

    def client(self, *, total_s: float = TOTAL_S, expected_code: str | None = None, **changes: str) -> KbttClient:
        account = self._plan.settings
        credentials = {
            "password": account.password,
            "client_a": ":".join(account.login_client),
            "client_b": ":".join(account.refresh_client),
        } | changes
        made = KbttClient(
            KbttTerms(self.url, endpoint_id="x", kind=EndpointKind.PRACTICE),
            self.url,
            account.username,
            credentials,
            clock=SystemClock(),
            expected_code=expected_code,
            user_agent="guestreg/test",
            ca_file=self.ca_file,
            practice=self.ca_file is None,
            total_s=total_s,
        )
        self._clients.append(made)
        return made

    @property
    def ca_file(self) -> Path | None:
        return self._plan.tls_dir / "ca.pem" if self._plan.tls_dir else None

    def send(self, made: bytes, speaker: KbttClient | None = None) -> Exchange:
        return (speaker or self.client()).send(parcel_of(made, wire.build(made)))

    def numbers(self) -> list[str]:
        """Documents of the stays the police hold."""
        record = Record(self._plan.record_path)
        found = [stay.document.number for stay in record.stays()]
        record.close()
        return found

    def leave(self) -> None:
        for made in self._clients:
            made.close()
        self._simulator.stop()


@pytest.fixture
def open_police(tmp_path: Path) -> Iterator[Callable[..., Police]]:
    opened: list[Police] = []

    def open_one(*, tls: bool = False, **settings: Any) -> Police:
        clock = HandClock()
        changes: dict[str, Any] = {"settings": replace(SimulatorSettings(), **settings)}
        police = Police(plan_in(tmp_path, clock, tls_dir=tmp_path / "tls" if tls else None, **changes), clock)
        opened.append(police)
        return police

    yield open_one
    for police in opened:
        police.leave()


@pytest.fixture
def police(open_police: Callable[..., Police]) -> Police:
    return open_police()


@pytest.mark.parametrize("tls", [False, True])
def test_an_evening_arrives_once_each(open_police: Callable[..., Police], tls: bool) -> None:
    police = open_police(tls=tls)
    speaker = police.client()
    greeting = speaker.greet()
    assert isinstance(greeting, Greeting)
    assert (greeting.establishment_code, greeting.province, greeting.commune) == ("TAPTHU-0001", "302", "302903203")
    assert greeting.server_date == police.clock()
    for made in (citizen(), foreigner()):
        exchange = police.send(made, speaker)
        assert (exchange.outcome, exchange.http_status, exchange.code) == (Accepted(), 200, "200")
        assert json.loads(exchange.reply)["data"] is None
    assert police.numbers() == ["011090000017", "C01X00T47"]


def test_sent_again_it_is_already_there(open_police: Callable[..., Police]) -> None:
    police = open_police()
    for make in (citizen, foreigner):
        assert police.send(make()).outcome == Accepted()
        outcome = police.send(make()).outcome
        assert isinstance(outcome, AlreadyThere)
        assert (outcome.number_is_ours, outcome.dates_are_ours) == (None, None)
    assert len(police.numbers()) == 2


def test_the_long_voice_proves_it(open_police: Callable[..., Police]) -> None:
    police = open_police(voice="long")
    assert police.send(citizen()).outcome == Accepted()
    outcome = police.send(citizen()).outcome
    assert isinstance(outcome, AlreadyThere)
    assert (outcome.number, outcome.number_is_ours, outcome.dates_are_ours) == ("011090000017", True, True)


@pytest.mark.parametrize("voice", ["short", "long"])
def test_refusals_find_their_fields(open_police: Callable[..., Police], voice: str) -> None:
    police = open_police(voice=voice)
    over = police.send(foreigner(nationality="DEU", permitted_until=police.clock().date().replace(year=2025))).outcome
    assert isinstance(over, Refused)
    assert {error.field for error in over.errors} == {"nationality", "permitted_until"}
    short = police.send(citizen(doc_number="01109000001")).outcome
    assert isinstance(short, Refused)
    assert [(error.field, error.code) for error in short.errors] == [("doc_number", "E-13")]
    assert police.numbers() == []


def test_an_old_arrival_is_over(police: Police) -> None:
    police.clock.advance(days=2)
    outcome = police.send(document(planned_departure=police.clock())).outcome
    assert isinstance(outcome, WindowOver)
    assert outcome.arrival_is_old


@pytest.mark.parametrize(
    ("faults", "outcome", "stored"),
    [
        ("answer_lost", MayHaveArrived(), 1),
        ("request_lost", MayHaveArrived(), 0),
        ("success_without_effect", Accepted(), 0),
        *[(f"{dress}@5", Accepted(), 1) for dress in ("bom", "blank_lines", "code_number", "extra_fields")],
        ("empty_200@5", MayHaveArrived(), 1),
        ("html_200@5", MayHaveArrived(), 1),
        ("other_json@5", NotUnderstood(), 1),
        ("duplicate_keys@5", NotUnderstood(), 1),
        ("huge@5", NotUnderstood(), 1),
        ("html_401@5", Held(Hold.CREDENTIALS), 0),
        ("html_401@5*1", Accepted(), 1),
        ("html_403@5", Held(Hold.CREDENTIALS), 0),
        ("html_502@5", MayHaveArrived(), 0),
        ("plain_500@5", MayHaveArrived(), 0),
        ("busy_429=90@5", Busy(90), 0),
        ("busy_503=90@5", Busy(90), 0),
        ("busy_429@5", Busy(None), 0),
        ("redirect_same@5", Held(Hold.ADDRESS), 0),
        ("redirect_other@5", Held(Hold.ADDRESS), 0),
        ("redirect_http@5", Held(Hold.ADDRESS), 0),
        ("reset@5", MayHaveArrived(), 1),
        ("reset:before@5", MayHaveArrived(), 0),
        ("truncate@5", MayHaveArrived(), 1),
        ("wrong_length=short@5", MayHaveArrived(), 1),
        ("wrong_length=long@5", MayHaveArrived(), 1),
        ("token_dies*1", Accepted(), 1),
        ("token_dies", Held(Hold.CREDENTIALS), 0),
        ("login_refused", Held(Hold.CREDENTIALS), 0),
        ("right_missing", Held(Hold.CREDENTIALS), 0),
        ("token_short=30", Accepted(), 1),
        ("html_200@1", NothingLeft("sign_in_page"), 0),
        ("html_502@1", Busy(None), 0),
        ("redirect_http@1", Held(Hold.ADDRESS), 0),
        ("reset@1", NothingLeft("too_slow"), 0),
    ],
)
def test_each_fault_on_demand(police: Police, faults: str, outcome: Outcome, stored: int) -> None:
    police.faults.add(*read_faults(faults))
    assert police.send(citizen()).outcome == outcome
    assert len(police.numbers()) == stored


@pytest.mark.parametrize("fault", ["silence@5", "silence:before@5", "drip=0.1@5"])
def test_slowness_ends_with_the_total_time(police: Police, fault: str) -> None:
    speaker = police.client(total_s=1.0)
    assert isinstance(speaker.greet(), Greeting)
    police.faults.add(*read_faults(fault))
    assert police.send(citizen(), speaker).outcome == MayHaveArrived()


def test_other_credentials_and_another_house_are_held(police: Police) -> None:
    for speaker in (
        police.client(password="sai"),
        police.client(client_a="sai:sai"),
        police.client(expected_code="OTHER"),
    ):
        assert police.send(citizen(), speaker).outcome == Held(Hold.CREDENTIALS)
    assert police.send(citizen(), police.client(expected_code="TAPTHU-0001")).outcome == Accepted()


def test_tokens_given_up_are_void(police: Police) -> None:
    speaker = police.client()
    speaker.greet()
    speaker.close()
    record = Record(police._plan.record_path)
    assert [seen.outcome for seen in record.requests() if seen.call == 3] == ["answered"]
    record.close()


@pytest.mark.parametrize("faults", ["", "capital_keys", "bom"])
def test_every_list_is_read(police: Police, faults: str) -> None:
    police.faults.add(*read_faults(faults))
    line = HttpLine(police.url, clock=SystemClock(), user_agent="x", practice=True)
    reader = CatalogueReader(line)
    codes = {}
    for catalogue in ListName:
        rows = reader.read(catalogue, province="302" if catalogue is ListName.COMMUNES else None)
        assert not isinstance(rows, ListFailure), catalogue
        codes[catalogue] = {row.code for row in rows}
    line.close()
    assert codes[ListName.COMMUNES] == {"302903203", "302903194"}
    assert "D" in codes[ListName.NATIONALITIES]
    assert codes[ListName.DOCUMENT_KINDS] == {str(kind) for kind in range(1, 9)}


def test_a_list_that_shrank_is_not_taken(police: Police) -> None:
    police.faults.add(*read_faults("catalogue_shrunk"))
    line = HttpLine(police.url, clock=SystemClock(), user_agent="x", practice=True)
    assert CatalogueReader(line).read(ListName.DOCUMENT_KINDS, held=8) is ListFailure.TOO_SMALL
    line.close()
