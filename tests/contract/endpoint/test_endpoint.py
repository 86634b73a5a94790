"""What every endpoint promises the outbox, whichever it is: the ministry's adapter and the stand-in alike."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, timedelta

import pytest

from guestreg.domain.declaration import Hold, Kind
from guestreg.domain.guest import GuestKind
from guestreg.endpoints.kbtt.terms import KbttTerms
from guestreg.endpoints.open_contract.terms import OpenTerms
from guestreg.ports.endpoint import (
    Absent,
    Accepted,
    Busy,
    EndpointClient,
    EndpointTerms,
    Exchange,
    Greeting,
    Held,
    MayHaveArrived,
    News,
    NothingLeft,
    Outcome,
    Receipted,
)
from tests.fakes import open_service
from tests.fakes.clock import EVENING
from tests.fakes.endpoint import FakeClient, FakeTerms
from tests.fakes.kbtt_documents import ARRIVAL, citizen, foreigner
from tests.fakes.open_service import ScriptedService
from tests.fakes.parcels import parcel_of
from tests.fakes.scripted_police import BASE_URL, ScriptedPolice, client, dated, envelope


@dataclass(frozen=True)
class Endpoint:
    """One implementation: its terms, and clients that meet each situation."""

    terms: EndpointTerms
    well: Callable[[], EndpointClient]
    lost: Callable[[], EndpointClient]
    busy: Callable[[], EndpointClient]
    refusing_us: Callable[[], EndpointClient]
    success: type = Accepted
    own_bytes: bool = True
    """What leaves is not the document itself."""


def _police(answer: object) -> Callable[[], EndpointClient]:
    return lambda: client(ScriptedPolice([answer]))  # type: ignore[list-item]


def _service(answer: object) -> Callable[[], EndpointClient]:
    return lambda: open_service.client(ScriptedService([answer]))  # type: ignore[list-item]


def _fake(outcome: Outcome) -> Callable[[], EndpointClient]:
    return lambda: FakeClient(otherwise=Exchange(outcome, "127.0.0.1", 200))


HELD = Held(Hold.CREDENTIALS)
ENDPOINTS = {
    "kbtt": Endpoint(
        terms=KbttTerms(BASE_URL, endpoint_id="kbtt"),
        well=_police(dated(200, envelope())),
        lost=_police(OSError("cut")),
        busy=_police(dated(429, Retry_After="5")),
        refusing_us=lambda: client(ScriptedPolice(log_in=[dated(401)])),
    ),
    "open": Endpoint(
        terms=OpenTerms(open_service.BASE_URL, endpoint_id="open"),
        well=_service(lambda request: dated(201, open_service.reply_body(request.content))),
        lost=_service(OSError("cut")),
        busy=_service(open_service.problem(429, "too-many", stored=False, Retry_After="5")),
        refusing_us=lambda: open_service.client(ScriptedService([dated(401)], hello=[dated(401)])),
        success=Receipted,
        own_bytes=False,
    ),
    "fake": Endpoint(
        terms=FakeTerms(),
        well=_fake(Accepted()),
        lost=_fake(MayHaveArrived()),
        busy=_fake(Busy(5)),
        refusing_us=lambda: FakeClient(greetings=[HELD], otherwise=Exchange(HELD, "127.0.0.1", 401)),
    ),
}


@pytest.fixture(params=sorted(ENDPOINTS))
def endpoint(request: pytest.FixtureRequest) -> Endpoint:
    return ENDPOINTS[request.param]


@pytest.mark.parametrize("document", [citizen(), foreigner()])
def test_the_same_document_gives_the_same_bytes_and_nothing_is_wrong_with_them(
    endpoint: Endpoint, document: bytes
) -> None:
    built = endpoint.terms.build(document)
    assert built == endpoint.terms.build(document)
    assert (built != document) is endpoint.own_bytes
    assert endpoint.terms.check(built, EVENING) == ()


def test_terms_name_their_endpoint_and_take_new_declarations(endpoint: Endpoint) -> None:
    terms = endpoint.terms
    assert terms.endpoint_id
    assert terms.host
    assert terms.takes(Kind.NEW, GuestKind.CITIZEN, citizen())
    assert terms.takes(Kind.NEW, GuestKind.FOREIGNER, foreigner())


def test_a_window_is_an_instant_after_the_arrival_or_none(endpoint: Endpoint) -> None:
    closes_at = endpoint.terms.window_closes_at(ARRIVAL)
    if closes_at is not None:
        assert closes_at.utcoffset() == UTC.utcoffset(None)
        assert timedelta() < closes_at - ARRIVAL <= timedelta(days=2)


@pytest.mark.parametrize(
    ("situation", "outcome"),
    [("lost", MayHaveArrived()), ("busy", Busy(5)), ("refusing_us", HELD)],
)
def test_sending_ends_in_an_outcome_and_never_raises(endpoint: Endpoint, situation: str, outcome: Outcome) -> None:
    speaker: EndpointClient = getattr(endpoint, situation)()
    document = citizen()
    exchange = speaker.send(parcel_of(document, endpoint.terms.build(document)))
    assert exchange.outcome == outcome
    assert exchange.host
    speaker.close()


def test_success_has_its_own_form(endpoint: Endpoint) -> None:
    document = citizen()
    exchange = endpoint.well().send(parcel_of(document, endpoint.terms.build(document)))
    assert isinstance(exchange.outcome, endpoint.success)


def test_what_cannot_be_asked_or_heard_says_so(endpoint: Endpoint) -> None:
    parcel = parcel_of(citizen())
    speaker = endpoint.lost()
    asked = speaker.ask(parcel).outcome
    assert isinstance(asked, NothingLeft) or not speaker.can_be_asked
    assert isinstance(endpoint.lost().news(None), News | Exchange)


def test_a_greeting_comes_before_any_guest_or_says_why_not(endpoint: Endpoint) -> None:
    assert isinstance(endpoint.well().greet(), Greeting)
    said = endpoint.refusing_us().greet()
    assert isinstance(said, Exchange)
    assert said.outcome == HELD


def test_only_who_can_be_asked_says_that_nothing_arrived(endpoint: Endpoint) -> None:
    speaker = endpoint.well()
    if not speaker.can_be_asked:
        document = citizen()
        said = speaker.ask(parcel_of(document, endpoint.terms.build(document)))
        assert not isinstance(said.outcome, Absent | Receipted)
        page = speaker.news("place")
        assert isinstance(page, News)
        assert (page.items, page.cursor, page.more) == ((), "place", False)
    speaker.close()


def test_two_may_be_sent_at_once(endpoint: Endpoint) -> None:
    speaker, document = endpoint.well(), citizen()
    parcel = parcel_of(document, endpoint.terms.build(document))
    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(speaker.send, [parcel] * 6))
    assert {type(one.outcome) for one in said} == {endpoint.success}
    speaker.close()


def test_leaving_without_having_spoken_is_fine(endpoint: Endpoint) -> None:
    endpoint.well().close()
