"""Call 5 on both databases: what is taken in once stays taken in, byte by byte; what isn't leaves nothing."""

import threading
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from guestreg.receiver.open.notes import VerifierKey, opened
from guestreg.receiver.open.tables import REGISTER, VERSIONS
from tests.contract.receiver.conftest import Opening, enrolled
from tests.fakes.open_authority import OTHER_HOUSE, OpenAuthority
from tests.fakes.open_caller import DeviceKey, OpenCaller, Reply, digest, in_header, sha256
from tests.fakes.open_documents import (
    EXAMPLE,
    EXAMPLE_ID,
    EXAMPLE_SHA256,
    as_sent,
    cancellation,
    citizen,
    foreigner,
    numbered,
)
from tests.fakes.practice_police import HandClock

ROOT = bytes.fromhex("0fac2d1c7fb52207a4ffe34be63e396ab994ab960d187a57a088849a17900216")
HEAD_LINE = "ledger luutru/01936f2e-0a00-7000-8000-000000000001/1 2 D6wtHH+1Igek/+NL5j45armUq5YNGHpXoIiEmheQAhY="


def lines(reply: Reply, authority: OpenAuthority) -> list[str]:
    """The receipt's lines, once its signature is checked."""
    return opened(reply.json["receipt"], [VerifierKey.parse(authority.vkey)])[0].lines


def effects(authority: OpenAuthority) -> int:
    database = authority.database()
    with database.reading() as connection:
        found = connection.scalar(select(func.count()).select_from(REGISTER))
    database.close()
    return int(found or 0)


def test_the_published_document_gets_the_published_receipt(house: OpenCaller, authority: OpenAuthority) -> None:
    reply = house.put(citizen(), headers=in_header(house.key.checkpoint(2, ROOT)), body=EXAMPLE)
    assert reply.status == 201
    assert {name: reply.json[name] for name in ("id", "version", "verdict", "late_minutes")} == {
        "id": EXAMPLE_ID,
        "version": 1,
        "verdict": "received",
        "late_minutes": 0,
    }
    assert lines(reply, authority) == [
        "stay-receipt/v1",
        "authority Công an xã Mẫu",
        f"declaration {EXAMPLE_ID} version 1 kind new",
        "body-sha256 mh4kRibB/GR1QAXW16QpYoemT6qoXs6XUrlS5rCyY0o=",
        "received 2026-11-21T10:04:09Z",
        "reference 2026/0000001",
        "verdict received",
        HEAD_LINE,
    ]
    assert parsedate_to_datetime(reply.headers["date"]) == authority.clock()
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["content-digest"] == digest(reply.body)


def test_repeated_it_has_the_same_receipt_and_no_second_effect(
    house: OpenCaller, authority: OpenAuthority, clock: HandClock
) -> None:
    first = house.put(citizen())
    clock.advance(days=9, hours=23)
    # The parent is looked at only after the key, and another checkpoint changes no receipt.
    again = house.put(citizen(), parent="ab" * 32, headers=in_header(house.key.checkpoint(9, ROOT)))
    assert (first.status, again.status) == (201, 200)
    assert again.json == first.json
    assert effects(authority) == 1


def test_the_same_key_for_another_body_changes_nothing(house: OpenCaller, authority: OpenAuthority) -> None:
    first = house.put(citizen())
    other = house.put(citizen(notifier="Lò Văn Pâng"))
    assert (other.status, other.problem, other.json["stored_sha256"]) == (422, "key-reused", EXAMPLE_SHA256)
    assert house.put(citizen()).json == first.json
    assert effects(authority) == 1


def test_versions_take_effect_in_order_behind_their_parents(house: OpenCaller, authority: OpenAuthority) -> None:
    one, four = citizen(), citizen(version=4, kind="amend", stay__room="2")
    early = house.put(four, parent=EXAMPLE_SHA256)
    assert (early.status, early.problem, early.json["have"]) == (409, "version-gap", None)
    house.put(one)
    gap = house.put(four)
    assert (gap.problem, gap.json["have"]) == ("version-gap", {"version": 1, "sha256": EXAMPLE_SHA256})
    second = house.put(four, parent=EXAMPLE_SHA256)
    assert second.status == 201
    assert lines(second, authority)[5] == "reference 2026/0000001"
    old = house.put(citizen(version=3, kind="amend"), parent=EXAMPLE_SHA256)
    assert (old.status, old.problem) == (409, "superseded")
    assert old.json["newer"] == {"version": 4, "receipt": second.json["receipt"]}
    assert house.put(cancellation(version=5), parent=sha256(four)).status == 201
    held = house.status(EXAMPLE_ID).json
    assert (held["current"], [one["version"] for one in held["versions"]]) == (5, [1, 4, 5])
    assert house.put(one).status == 200


def test_a_refusal_of_content_is_never_remembered(house: OpenCaller, authority: OpenAuthority) -> None:
    refused = house.put(citizen(guest__doc_number="12"))
    assert (refused.status, refused.problem) == (422, "invalid")
    assert [(one["pointer"], one["code"]) for one in refused.json["errors"]] == [("/guest/doc_number", "format")]
    assert all(one["text"] for one in refused.json["errors"])
    assert house.status(EXAMPLE_ID).problem == "unknown-declaration"
    assert effects(authority) == 0
    assert house.put(citizen()).status == 201


def test_late_is_taken_and_labelled(house: OpenCaller, clock: HandClock) -> None:
    clock.advance(days=9)
    reply = house.put(citizen())
    assert (reply.status, reply.json["late_minutes"]) == (201, 9 * 24 * 60 - 5 * 60 - 55)
    corrected = house.put(citizen(version=2, kind="amend"), parent=EXAMPLE_SHA256)
    assert corrected.json["late_minutes"] == reply.json["late_minutes"]


def test_a_person_already_known_keeps_the_older_number(house: OpenCaller, authority: OpenAuthority) -> None:
    house.put(numbered(1))
    house.put(numbered(2))
    twin = house.put(numbered(3, guest__doc_number=f"{2:012d}"))
    assert twin.status == 201
    assert lines(twin, authority)[5] == "reference 2026/0000002"
    assert effects(authority) == 3


def test_headers_that_are_wrong(house: OpenCaller) -> None:
    wrong: list[tuple[dict[str, str], int, str]] = [
        ({"Idempotency-Key": ""}, 400, "malformed"),
        ({"Idempotency-Key": f'"{EXAMPLE_ID}.2"'}, 400, "malformed"),
        ({"Stay-Parent": ""}, 400, "malformed"),
        ({"Stay-Parent": "AB" * 32}, 400, "malformed"),
        ({"Content-Digest": ""}, 400, "malformed"),
        ({"Content-Digest": digest(b"other")}, 400, "malformed"),
        ({"Content-Type": "text/plain"}, 415, "unsupported-type"),
        ({"Content-Encoding": "gzip"}, 415, "unsupported-type"),
        ({"Authorization": ""}, 401, "unauthenticated"),
        ({"Authorization": "Bearer x"}, 401, "unauthenticated"),
        ({"Authorization": "Basic x"}, 401, "unauthenticated"),
    ]
    for headers, status, problem in wrong:
        refused = house.put(citizen(), headers=headers)
        assert (headers, refused.status, refused.problem) == (headers, status, problem)
    assert house.put(citizen()).status == 201


def test_bodies_that_are_wrong(house: OpenCaller) -> None:
    wrong: list[tuple[dict[str, Any], bytes | None, int, str]] = [
        (citizen(), EXAMPLE + b" ", 400, "malformed"),
        (citizen(), EXAMPLE.replace(b'"kind":"new"', b'"kind":"new","kind":"new"'), 400, "malformed"),
        (citizen(), EXAMPLE[:-1], 400, "malformed"),
        (citizen(), b"[]", 400, "malformed"),
        (citizen(), as_sent(citizen(version=2)), 400, "malformed"),
        (citizen(id=EXAMPLE_ID.upper()), None, 400, "malformed"),
        (citizen(id=EXAMPLE_ID.replace("-7c3a-", "-4c3a-")), None, 400, "malformed"),
        (citizen(version=0), None, 400, "malformed"),
        (citizen(version=2**31), None, 400, "malformed"),
        (citizen(contract="2.0"), None, 400, "contract-unsupported"),
        (citizen(contract=None), None, 422, "invalid"),
        (citizen(unknown="x" * 8_192), None, 413, "too-large"),
        (citizen(establishment__code="NOBODY"), None, 422, "invalid"),
        (citizen(establishment__code=OTHER_HOUSE), None, 403, "forbidden"),
    ]
    for document, body, status, problem in wrong:
        refused = house.put(document, body=body)
        assert (refused.status, refused.problem, refused.json["stored"]) == (status, problem, False), document
    assert house.put(citizen()).status == 201


def test_what_the_refusals_add(house: OpenCaller) -> None:
    assert house.put(citizen(contract="2.0")).json["supported"] == ["1.0"]
    assert house.put(citizen(unknown="x" * 8_192)).json["limit"] == 8_192
    assert house.put(citizen(establishment__code=OTHER_HOUSE)).json["reason"] == "other-establishment"
    unknown = house.put(citizen(establishment__code="NOBODY")).json["errors"]
    assert [(one["pointer"], one["code"]) for one in unknown] == [("/establishment/code", "unknown-establishment")]


def test_a_newer_minor_contract_and_unknown_members_are_borne(house: OpenCaller) -> None:
    newer = citizen(contract="1.7", guest__nickname="Hoa", mood={"of": ["the", "day", None]})
    assert house.put(newer).status == 201


def test_another_house_neither_sees_nor_repeats_nor_corrects(authority: OpenAuthority, house: OpenCaller) -> None:
    house.put(citizen())
    stranger = enrolled(authority, OTHER_HOUSE, DeviceKey("luutru/other/1", bytes(32)))
    for refused in (stranger.put(citizen()), stranger.status(EXAMPLE_ID), stranger.put(citizen(version=2))):
        assert (refused.status, refused.json["reason"]) == (403, "other-establishment")


def test_a_bad_checkpoint_is_not_named_and_stops_nothing(house: OpenCaller, authority: OpenAuthority) -> None:
    strangers = in_header(DeviceKey("luutru/other/1").checkpoint(2, ROOT))
    bad = [{"Stay-Checkpoint": "x"}, {"Stay-Checkpoint": ":x:"}, in_header("no note"), strangers]
    for number, header in enumerate(bad):
        reply = house.put(numbered(number), headers=header)
        assert (reply.status, lines(reply, authority)[7]) == (201, "ledger -"), header
    assert "ledger" not in house.get("/v1/hello").json


def test_a_contradicting_checkpoint_is_not_named(house: OpenCaller, authority: OpenAuthority) -> None:
    house.put(numbered(1), headers=in_header(house.key.checkpoint(2, ROOT)))
    reply = house.put(numbered(2), headers=in_header(house.key.checkpoint(2, bytes(32))))
    assert (reply.status, lines(reply, authority)[7]) == (201, "ledger -")
    older = house.put(numbered(3), headers=in_header(house.key.checkpoint(1, bytes(32))))
    assert lines(older, authority)[7].split()[2] == "1"
    assert house.get("/v1/hello").json["ledger"] == {"origin": house.key.name, "size": 2, "root": ROOT.hex()}


def test_foreigners_are_taken_in_too(house: OpenCaller) -> None:
    assert house.put(foreigner()).status == 201


def test_while_it_is_being_taken_in_nobody_hears_that_it_is_unknown(opening: Opening) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        reached.set()
        assert go_on.wait(20)

    authority = opening(before_commit=wait)
    house = enrolled(authority)
    answers: dict[str, Reply] = {}
    putting = threading.Thread(target=lambda: answers.update(put=house.put(citizen())))
    asking = threading.Thread(target=lambda: answers.update(status=house.status(EXAMPLE_ID)))
    putting.start()
    assert reached.wait(20)
    second = house.put(citizen())
    assert (second.status, second.problem) == (409, "in-flight")
    assert int(second.headers["retry-after"]) >= 1
    assert "stored" not in second.json
    asking.start()
    asking.join(0.2)
    assert "status" not in answers
    go_on.set()
    putting.join(20)
    asking.join(20)
    assert (answers["put"].status, answers["status"].status) == (201, 200)


@pytest.mark.expects_log("trouble")
def test_what_fails_before_the_commit_leaves_nothing(opening: Opening) -> None:
    failures = [OSError("no more room")]

    def fail_once() -> None:
        if failures:
            raise failures.pop()

    authority = opening(before_commit=fail_once)
    house = enrolled(authority)
    broken = house.put(citizen())
    assert (broken.status, broken.problem) == (503, "unavailable")
    assert house.status(EXAMPLE_ID).status == 404
    assert effects(authority) == 0
    assert house.put(citizen()).status == 201


def test_what_was_taken_in_is_there_after_a_restart(house: OpenCaller, authority: OpenAuthority) -> None:
    first = house.put(citizen())
    authority.stop()
    authority.start()
    assert house.put(citizen()).json == first.json
    database = authority.database()
    with database.reading() as connection:
        assert connection.scalar(select(VERSIONS.c.body)) == EXAMPLE
    database.close()


def test_a_queued_declaration_is_answered_as_such(opening: Opening) -> None:
    authority = opening(first_verdict="queued")
    house = enrolled(authority)
    first, again = house.put(citizen()), house.put(citizen())
    assert (first.status, again.status, first.json["verdict"]) == (202, 202, "queued")
    assert again.json == first.json
