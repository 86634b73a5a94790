"""Calls 8 to 11: how a declaration stands, what the police say later, messages read, ledgers countersigned."""

import base64
from typing import Any

import pytest

from guestreg.receiver.open.notes import VerifierKey, opened
from guestreg.receiver.open.problems import FieldError
from guestreg.receiver.open.standing import CannotRule
from tests.contract.receiver.conftest import enrolled
from tests.fakes.merkle_tree import consistency, leaf, root
from tests.fakes.open_authority import HOUSE, OTHER_HOUSE, OpenAuthority
from tests.fakes.open_caller import DeviceKey, OpenCaller, Reply
from tests.fakes.open_documents import EXAMPLE_ID, EXAMPLE_SHA256, citizen, numbered
from tests.fakes.practice_police import HandClock

LEAVES = [leaf(number) for number in range(12)]
WRONG = (FieldError("/guest/doc_number", "format", "Xem lại số giấy tờ."),)


def rule(authority: OpenAuthority, declaration_id: str, version: int, verdict: Any) -> None:
    authority.at_desk(lambda desk: desk.rule(declaration_id, version, verdict))


def say(authority: OpenAuthority, house: str, text: str) -> None:
    authority.at_desk(lambda desk: desk.message(house, "Tin", text))


def test_what_never_arrived_is_unknown(house: OpenCaller) -> None:
    for declaration_id in (EXAMPLE_ID, "x", "%00", EXAMPLE_ID.upper()):
        reply = house.status(declaration_id)
        assert (reply.status, reply.problem) == (404, "unknown-declaration")


def test_status_tells_all_versions_and_nothing_personal(house: OpenCaller) -> None:
    first = house.put(citizen())
    house.put(citizen(version=2, kind="amend", stay__room="2"), parent=EXAMPLE_SHA256)
    reply = house.status(EXAMPLE_ID)
    assert reply.json["versions"][0] == {
        "version": 1,
        "kind": "new",
        "body_sha256": EXAMPLE_SHA256,
        "verdict": "received",
        "late_minutes": 0,
        "receipt": first.json["receipt"],
        "errors": [],
    }
    assert (reply.json["id"], reply.json["current"], len(reply.json["versions"])) == (EXAMPLE_ID, 2, 2)
    assert b"Hoa" not in reply.body


def test_a_return_reaches_the_house_and_the_correction_goes_back(
    house: OpenCaller, authority: OpenAuthority, clock: HandClock
) -> None:
    first = house.put(citizen())
    clock.advance(hours=2)
    authority.at_desk(lambda desk: desk.rule(EXAMPLE_ID, 1, "returned", WRONG))
    (item,) = house.get("/v1/changes").json["items"]
    assert (item["type"], item["id"], item["version"], item["verdict"]) == ("verdict", EXAMPLE_ID, 1, "returned")
    assert item["at"] == "2026-11-21T12:04:09Z"
    assert item["errors"] == [{"pointer": "/guest/doc_number", "code": "format", "text": "Xem lại số giấy tờ."}]
    held = house.status(EXAMPLE_ID).json["versions"][0]
    assert (held["verdict"], held["receipt"], held["errors"]) == ("returned", item["receipt"], item["errors"])
    signed = opened(item["receipt"], [VerifierKey.parse(authority.vkey)])[0].lines
    assert signed[4:7] == ["received 2026-11-21T10:04:09Z", "reference 2026/0000001", "verdict returned"]
    assert house.put(citizen()).json == first.json
    corrected = citizen(version=2, kind="amend", guest__doc_number="001190000018")
    assert house.put(corrected, parent=EXAMPLE_SHA256).json["verdict"] == "received"


def test_verdicts_rise_and_never_fall(house: OpenCaller, authority: OpenAuthority) -> None:
    house.put(citizen())
    house.put(numbered(2))
    for step in (("x", 1, "registered"), (EXAMPLE_ID, 2, "registered"), (EXAMPLE_ID, 1, "queued")):
        with pytest.raises(CannotRule):
            rule(authority, *step)
    authority.at_desk(lambda desk: desk.rule(EXAMPLE_ID, 1, "registered"))
    for verdict in ("registered", "received", "returned"):
        with pytest.raises(CannotRule):
            rule(authority, EXAMPLE_ID, 1, verdict)
    assert [one["verdict"] for one in house.get("/v1/changes").json["items"]] == ["registered"]


def test_a_version_that_has_a_newer_one_is_ruled_no_more(house: OpenCaller, authority: OpenAuthority) -> None:
    house.put(citizen())
    house.put(citizen(version=2, kind="amend"), parent=EXAMPLE_SHA256)
    with pytest.raises(CannotRule):
        authority.at_desk(lambda desk: desk.rule(EXAMPLE_ID, 1, "returned", WRONG))


def test_changes_come_in_order_page_by_page_and_again_from_any_cursor(
    house: OpenCaller, authority: OpenAuthority
) -> None:
    for number in range(7):
        say(authority, HOUSE, str(number))
    say(authority, OTHER_HOUSE, "nhà khác")
    seen: list[str] = []
    page = house.get("/v1/changes?limit=3").json
    while True:
        seen += [item["message"]["text"] for item in page["items"]]
        if not page["more"]:
            break
        page = house.get(f"/v1/changes?limit=3&cursor={page['next']}").json
    assert seen == [str(number) for number in range(7)]
    end = page["next"]
    assert house.get(f"/v1/changes?cursor={end}").json == {"items": [], "next": end, "more": False}
    say(authority, HOUSE, "mới")
    assert [one["message"]["text"] for one in house.get(f"/v1/changes?cursor={end}").json["items"]] == ["mới"]


def test_a_cursor_that_is_none_starts_again(house: OpenCaller) -> None:
    for cursor in ("", "x", "c3RheTEuOTk", "c3RheTEuLTE", "c3RheTEuMDA", "%C3%A9"):
        reply = house.get(f"/v1/changes?cursor={cursor}")
        assert (cursor, reply.status, reply.problem) == (cursor, 410, "cursor-expired")
    for limit in ("0", "101", "x", "", "-1", "1.5"):
        assert house.get(f"/v1/changes?limit={limit}").problem == "malformed"


def test_a_message_is_read_once_by_its_own_house(house: OpenCaller, authority: OpenAuthority) -> None:
    message_id = authority.at_desk(lambda desk: desk.message(HOUSE, "Giấy tờ", "Xem lại", (EXAMPLE_ID, 1)))
    (item,) = house.get("/v1/changes").json["items"]
    assert item["message"] == {
        "id": message_id,
        "at": "2026-11-21T10:04:09Z",
        "subject": "Giấy tờ",
        "text": "Xem lại",
        "about": {"id": EXAMPLE_ID, "version": 1},
    }
    stranger = enrolled(authority, OTHER_HOUSE, DeviceKey("luutru/other/1", bytes(32)))
    read = {"read_at": "2026-11-21T10:05:00Z"}
    assert stranger.post(f"/v1/messages/{message_id}/read", read).problem == "unknown-message"
    for _ in range(2):
        assert house.post(f"/v1/messages/{message_id}/read", read).status == 204
    assert house.post("/v1/messages/x/read", read).problem == "unknown-message"
    wrongs: list[Any] = [{}, {"read_at": "yesterday"}, [], "x"]
    for wrong in wrongs:
        assert house.post(f"/v1/messages/{message_id}/read", wrong).problem == "malformed"


def checkpoint(house: OpenCaller, size: int, proof: Any = None, leaves: list[bytes] = LEAVES) -> Reply:
    coded = [base64.b64encode(one).decode() for one in proof or []]
    note = house.key.checkpoint(size, root(leaves[:size]))
    return house.post("/v1/checkpoints", {"checkpoint": note, "proof": coded})


def test_a_growing_ledger_is_countersigned(house: OpenCaller, authority: OpenAuthority) -> None:
    assert checkpoint(house, 3).status == 200
    reply = checkpoint(house, 7, consistency(3, LEAVES[:7]))
    assert reply.status == 200
    signed = opened(reply.json["countersigned"], [VerifierKey.parse(authority.vkey)])[0].lines
    head = house.key.checkpoint(7, root(LEAVES[:7])).split("\n")[:3]
    assert signed == [
        "stay-checkpoint/v1",
        "authority Công an xã Mẫu",
        "ledger " + " ".join(head),
        "received 2026-11-21T10:04:09Z",
    ]
    assert checkpoint(house, 7).status == 200
    assert house.get("/v1/hello").json["ledger"]["size"] == 7


def test_a_shorter_or_another_ledger_is_refused_and_stops_no_declaration(house: OpenCaller) -> None:
    checkpoint(house, 5)
    held = {"origin": house.key.name, "size": 5, "root": root(LEAVES[:5]).hex()}
    behind = checkpoint(house, 4)
    assert (behind.status, behind.problem, behind.json["have"]) == (409, "ledger-behind", held)
    other = [leaf(number) for number in range(100, 112)]
    for reply in (
        checkpoint(house, 5, leaves=other),
        checkpoint(house, 7, consistency(5, other[:7]), leaves=other),
        checkpoint(house, 7),
        checkpoint(house, 7, consistency(4, LEAVES[:7])),
    ):
        assert (reply.status, reply.problem, reply.json["have"]) == (409, "ledger-fork", held)
    assert house.put(citizen()).status == 201


def test_a_checkpoint_that_is_none_is_malformed(house: OpenCaller) -> None:
    good = house.key.checkpoint(2, bytes(32))
    bodies = [
        {},
        {"checkpoint": 7},
        {"checkpoint": "x"},
        {"checkpoint": DeviceKey("luutru/other/1").checkpoint(2, bytes(32))},
        {"checkpoint": house.key.checkpoint(0, bytes(32))},
        {"checkpoint": house.key.checkpoint(2, bytes(31))},
        {"checkpoint": house.key.sign("luutru/other/1", "2", "x")},
        {"checkpoint": good, "proof": "x"},
        {"checkpoint": good, "proof": ["x"]},
        {"checkpoint": good, "proof": [7]},
    ]
    for body in bodies:
        assert house.post("/v1/checkpoints", body).problem == "malformed", body
