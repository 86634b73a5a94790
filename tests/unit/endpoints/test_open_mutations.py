"""Spoilt receipts, set-up files, answers and replies: refused in their own way, never by a crash, never as success."""

import json
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guestreg.domain.note import NotANote
from guestreg.domain.pack import read_answer
from guestreg.domain.receipt import Doubt, proven
from guestreg.domain.set_up import read_set_up
from guestreg.platform.signatures import verify
from guestreg.ports.endpoint import News, Receipted
from tests.fakes.kbtt_documents import document
from tests.fakes.open_service import SERVER_NOW, TRUSTED, ScriptedService, client, receipt, reply_body, sent_of
from tests.fakes.parcels import parcel_of
from tests.fakes.scripted_police import dated
from tests.unit.domain.test_pack import answer
from tests.unit.domain.test_set_up import file_of

DOCUMENT = document()
RECEIPT = receipt(DOCUMENT).encode()
REPLY = reply_body(DOCUMENT)
PAGE = json.dumps({"items": [{"type": "message", "message": {}}], "next": "c", "more": False}).encode()


@st.composite
def spoilt(draw: st.DrawFn, whole: bytes) -> bytes:
    """The same with a few stretches of bytes replaced, left out or doubled."""
    made = bytearray(whole)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(made)))
        made[at : at + draw(st.integers(0, 9))] = draw(st.binary(max_size=9))
    return bytes(made)


@given(spoilt(RECEIPT))
@settings(max_examples=400, deadline=None)
def test_a_spoilt_receipt_proves_nothing(note: bytes) -> None:
    said = proven(note, sent_of(DOCUMENT), SERVER_NOW, [TRUSTED], verify)
    assert isinstance(said, Doubt) or note.partition(b"\n\n")[0] == RECEIPT.partition(b"\n\n")[0]


@pytest.mark.parametrize(("read", "whole"), [(read_set_up, file_of()), (read_answer, answer())])
def test_a_spoilt_file_is_refused_in_words(read: Callable[[bytes], object], whole: bytes) -> None:
    @given(spoilt(whole))
    @settings(max_examples=400, deadline=None)
    def refused_or_read(data: bytes) -> None:
        with suppress(NotANote):
            read(data)

    refused_or_read()


@given(spoilt(REPLY), st.sampled_from([200, 201, 202, 400, 409, 422, 503]))
@settings(max_examples=300, deadline=None)
def test_a_spoilt_reply_is_never_success_unless_its_receipt_is_whole(body: bytes, status: int) -> None:
    outcome = client(ScriptedService([dated(status, body)])).send(parcel_of(DOCUMENT)).outcome
    assert not isinstance(outcome, Receipted) or outcome.receipt.note.startswith(RECEIPT.partition(b"\n\n")[0])


@given(spoilt(PAGE))
@settings(max_examples=200, deadline=None)
def test_a_spoilt_page_is_no_news(body: bytes) -> None:
    said = client(ScriptedService(changes=[dated(200, body)])).news(None)
    assert not isinstance(said, News) or not any(said.items)
