"""Calls 1 to 4: the greeting, the keys, a code that becomes a token, a new device key."""

from typing import Any

from guestreg.receiver.open.notes import Note, VerifierKey
from tests.contract.receiver.conftest import Opening, enrolled
from tests.fakes.open_authority import HOUSE, OTHER_HOUSE, OpenAuthority
from tests.fakes.open_caller import DeviceKey, OpenCaller
from tests.fakes.open_documents import citizen
from tests.fakes.practice_police import HandClock

OTHER_KEY = DeviceKey("luutru/other/2", bytes(32))


def reason(reply: Any) -> tuple[int, str, str]:
    return reply.status, reply.problem, reply.json["reason"]


def test_the_greeting_needs_no_token(authority: OpenAuthority) -> None:
    hello = OpenCaller(authority.base_url).get("/v1/hello")
    assert hello.status == 200
    assert hello.json == {
        "service": "stay-declaration",
        "contract": ["1.0"],
        "now": "2026-11-21T10:04:09Z",
        "authority": "Công an xã Mẫu",
        "limits": {"document": 8_192, "batch_items": 50, "batch_bytes": 524_288},
        "keys": ["luutru.example/xa-mau+b1bf7e2f"],
        "rules": "2026-07-01",
    }


def test_a_token_that_is_none_is_refused_even_at_the_greeting(authority: OpenAuthority) -> None:
    caller = OpenCaller(authority.base_url)
    caller.token = "x"
    assert caller.get("/v1/hello").problem == "unauthenticated"


def test_the_keys_are_published(authority: OpenAuthority) -> None:
    reply = OpenCaller(authority.base_url).get("/.well-known/stay-declaration")
    assert (reply.status, reply.json["service"], reply.json["recipient"]) == (
        200,
        "stay-declaration",
        authority.recipient,
    )
    assert [(one["vkey"], one["use"]) for one in reply.json["keys"]] == [(authority.vkey, ["receipt"])]
    assert reply.json["authority"]["name"] == "Công an xã Mẫu"


def test_a_code_becomes_a_token_for_one_house(authority: OpenAuthority) -> None:
    code = authority.enrolment_code()
    assert len(code) == 10
    assert code.isalnum()
    caller = OpenCaller(authority.base_url)
    reply = caller.enrol(code)
    assert (reply.status, reply.json["establishments"]) == (201, [HOUSE])
    assert len(reply.json["token"]) >= 22
    assert caller.put(citizen()).status == 201


def test_an_answer_that_was_lost_is_had_again_by_the_same_computer_alone(authority: OpenAuthority) -> None:
    code = authority.enrolment_code()
    caller = OpenCaller(authority.base_url)
    lost = caller.enrol(code)
    old = caller.token
    caller.token = ""
    again = caller.enrol(code)
    assert again.json["device_id"] == lost.json["device_id"]
    assert caller.get("/v1/changes").status == 200
    caller.token = old
    assert caller.get("/v1/changes").status == 401
    assert reason(OpenCaller(authority.base_url, key=OTHER_KEY).enrol(code)) == (403, "forbidden", "code-spent")


def test_five_wrong_tries_spend_a_code(authority: OpenAuthority) -> None:
    good = authority.enrolment_code()
    caller = OpenCaller(authority.base_url)
    for _ in range(5):
        assert reason(caller.enrol("AAAAAAAAAA")) == (403, "forbidden", "code-wrong")
    assert reason(caller.enrol(good)) == (403, "forbidden", "code-spent")
    assert caller.enrol(authority.enrolment_code()).status == 201


def test_four_wrong_tries_and_those_for_another_house_do_not(authority: OpenAuthority) -> None:
    good, others = authority.enrolment_code(), authority.enrolment_code(OTHER_HOUSE)
    caller = OpenCaller(authority.base_url)
    for _ in range(4):
        caller.enrol("AAAAAAAAAA")
    for _ in range(5):
        assert reason(caller.enrol(good, OTHER_HOUSE)) == (403, "forbidden", "code-wrong")
    assert reason(caller.enrol(others, OTHER_HOUSE)) == (403, "forbidden", "code-spent")
    assert caller.enrol(good).status == 201


def test_a_code_lasts_fourteen_days(authority: OpenAuthority, clock: HandClock) -> None:
    first, second = authority.enrolment_code(), authority.enrolment_code()
    clock.advance(days=14, seconds=-1)
    assert OpenCaller(authority.base_url).enrol(first).status == 201
    clock.advance(seconds=1)
    assert reason(OpenCaller(authority.base_url).enrol(second)) == (403, "forbidden", "code-expired")


def test_a_wish_that_is_wrong(authority: OpenAuthority) -> None:
    code = authority.enrolment_code()
    caller = OpenCaller(authority.base_url)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"code": None}, "/code"),
        ({"code": 7}, "/code"),
        ({"establishment": None}, "/establishment"),
        ({"device": {}}, "/device/vkey"),
        ({"device": {"vkey": "x"}}, "/device/vkey"),
        ({"proof": "x"}, "/proof"),
        ({"proof": OTHER_KEY.sign("stay-enrol/v1")}, "/proof"),
    ]
    for changes, pointer in wrong:
        wish = {name: value for name, value in caller.enrolment(code, **changes).items() if value is not None}
        refused = caller.post("/v1/enrolments", wish)
        assert (refused.status, refused.problem) == (422, "invalid")
        assert [one["pointer"] for one in refused.json["errors"]] == [pointer]
    assert caller.enrol(code).status == 201


def test_a_revoked_device_is_told_so(authority: OpenAuthority) -> None:
    caller = OpenCaller(authority.base_url)
    device_id = caller.enrol(authority.enrolment_code()).json["device_id"]
    authority.at_desk(lambda desk: desk.revoke(device_id))
    for refused in (caller.put(citizen()), caller.get("/v1/changes"), caller.get("/v1/hello")):
        assert reason(refused) == (403, "forbidden", "revoked")


def test_a_revoked_house_is_let_in_by_no_code_given_before(authority: OpenAuthority) -> None:
    code = authority.enrolment_code()
    authority.at_desk(lambda desk: desk.revoke(HOUSE))
    assert reason(OpenCaller(authority.base_url).enrol(code)) == (403, "forbidden", "code-wrong")
    assert OpenCaller(authority.base_url).enrol(authority.enrolment_code()).status == 201


def new_epoch(old: DeviceKey, new: DeviceKey, *signers: DeviceKey) -> dict[str, str]:
    text = f"stay-key/v1\nnew {new.vkey}\nuse device\nfrom 2026-11-21T10:04:09Z\n"
    return {"note": text + "\n" + "".join(key.line(text) for key in signers or (old, new))}


def test_a_new_epoch_is_signed_by_both_keys_and_may_be_said_twice(house: OpenCaller) -> None:
    for signers in ((house.key,), (OTHER_KEY,)):
        refused = house.post("/v1/device-keys", new_epoch(house.key, OTHER_KEY, *signers))
        assert (refused.status, refused.problem) == (422, "invalid")
    for _ in range(2):
        assert house.post("/v1/device-keys", new_epoch(house.key, OTHER_KEY)).status == 204
    checkpoint = {"checkpoint": OTHER_KEY.checkpoint(1, bytes(32)), "proof": []}
    assert house.post("/v1/checkpoints", checkpoint).status == 200


def test_a_note_that_is_none_is_malformed(house: OpenCaller) -> None:
    bodies: list[Any] = [{}, {"note": 7}, {"note": "x"}, {"note": OTHER_KEY.sign("a", "b")}, []]
    for body in bodies:
        assert house.post("/v1/device-keys", body).problem == "malformed"


def test_each_device_has_its_own_allowance(opening: Opening, clock: HandClock) -> None:
    authority = opening(per_minute=60)
    house = enrolled(authority)
    other = enrolled(authority, OTHER_HOUSE, OTHER_KEY)
    assert [house.get("/v1/changes").status for _ in range(60)] == [200] * 60
    refused = house.get("/v1/changes")
    assert (refused.status, refused.problem, refused.json["stored"]) == (429, "too-many", False)
    assert other.get("/v1/changes").status == 200
    clock.advance(seconds=int(refused.headers["retry-after"]))
    assert house.get("/v1/changes").status == 200


def test_what_nobody_offers_is_a_problem_and_never_a_page(house: OpenCaller) -> None:
    asked = [("GET", "/"), ("GET", "/v1"), ("GET", "/v1/hello/"), ("DELETE", "/v1/hello"), ("GET", "/v1/validate")]
    for method, path in asked:
        reply = house.request(method, path)
        assert reply.status in (404, 405), path
        assert reply.problem in ("no-such-call", "method-not-allowed")
        assert "location" not in reply.headers
        assert reply.headers["cache-control"] == "no-store"


def test_a_rotated_key_is_vouched_for_by_the_one_before(authority: OpenAuthority, clock: HandClock) -> None:
    house = enrolled(authority)
    clock.advance(days=1)
    authority.rotate()
    published = OpenCaller(authority.base_url).get("/.well-known/stay-declaration").json["keys"]
    note = Note.parse(published[1]["rotation"])
    assert VerifierKey.parse(published[0]["vkey"]).has_signed(note)
    assert note.lines == [
        "stay-key/v1",
        f"new {published[1]['vkey']}",
        "use receipt",
        "from 2026-11-22T10:04:09Z",
    ]
    receipt = Note.parse(house.put(citizen()).json["receipt"])
    assert VerifierKey.parse(published[1]["vkey"]).has_signed(receipt)
    assert house.get("/v1/changes").json["items"][0]["type"] == "keys"
