"""What every authority promises beside declarations: the reference receiver over TLS, and the stand-in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from guestreg.domain.authority_keys import TrustedKey
from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.note import read_key
from guestreg.endpoints.http import HttpLine
from guestreg.endpoints.open_contract.client import OpenClient, Standing
from guestreg.platform.signatures import verify
from guestreg.ports.correspondence import Contradicted, Correspondent, Countersigned, Heard
from tests.fakes.clock import FakeClock
from tests.fakes.countersigner import Countersigner
from tests.fakes.merkle_tree import consistency, leaf, root
from tests.fakes.open_authority import HOUSE, RECEIVED, OpenAuthority
from tests.fakes.open_caller import DeviceKey, OpenCaller

LEAVES = [leaf(number) for number in range(9)]
OLD = DeviceKey()
NEW = DeviceKey(OLD.name.removesuffix("1") + "2", bytes(32))


@dataclass(frozen=True)
class Meeting:
    """`message` tells the house something and gives its id."""

    correspondent: Correspondent
    message: Callable[[], str]


def _served(folder: Path) -> Iterator[Meeting]:
    authority = OpenAuthority(folder, tls=True)
    caller = OpenCaller(authority.start(), authority.ca_file, OLD)
    caller.enrol(authority.enrolment_code())
    clock, key = FakeClock(RECEIVED), TrustedKey(read_key(authority.vkey), frozenset({"receipt"}))

    def line() -> HttpLine:
        return HttpLine(authority.base_url, clock=clock, user_agent="guestreg/test", ca_file=authority.ca_file)

    standing = Standing(
        caller.token,
        [key],
        verify,
        lambda head: False,
        lambda which, version: None,
        lambda keys: None,
        lambda head: None,
    )
    client = OpenClient("127.0.0.1", standing, line, clock=clock, program="guestreg/test")
    yield Meeting(client, lambda: str(authority.at_desk(lambda desk: desk.message(HOUSE, "Nhắc", "Mời lên xã.", None))))
    client.close()
    authority.stop()


def _made_up() -> Meeting:
    stand_in = Countersigner()

    def message() -> str:
        stand_in.messages.add("m1")
        return "m1"

    return Meeting(stand_in, message)


@pytest.fixture(params=["open", "stand-in"])
def met(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Meeting]:
    if request.param == "open":
        yield from _served(tmp_path / "authority")
    else:
        yield _made_up()


def said(
    met: Meeting, size: int, proof: list[bytes] | None = None, by: DeviceKey = OLD, leaves: list[bytes] = LEAVES
) -> tuple[Checkpoint, object]:
    head = Checkpoint(by.name, size, root(leaves[:size]))
    note = by.checkpoint(size, head.root).encode()
    return head, met.correspondent.countersign(head, note, proof or [])


def test_a_ledger_that_grows_is_countersigned(met: Meeting) -> None:
    for size, proof in ((3, None), (7, consistency(3, LEAVES[:7])), (7, None)):
        _, answer = said(met, size, proof)
        assert isinstance(answer, Countersigned)


def test_another_ledger_is_told_what_is_held(met: Meeting) -> None:
    held, _ = said(met, 5)
    strange = [leaf(number) for number in range(50, 59)]
    assert said(met, 4)[1] == Contradicted(held)
    assert said(met, 5, leaves=strange)[1] == Contradicted(held)
    assert said(met, 7)[1] == Contradicted(held)


def handing_over(*signers: DeviceKey) -> bytes:
    text = f"stay-key/v1\nnew {NEW.vkey}\nuse device\nfrom 2026-11-21T10:04:09Z\n"
    return (text + "\n" + "".join(one.line(text) for one in signers)).encode()


def test_a_new_key_is_known_once_the_old_one_named_it(met: Meeting) -> None:
    said(met, 5)
    assert said(met, 2, by=NEW)[1] is Heard.REFUSED
    assert met.correspondent.change_key(handing_over(NEW)) is Heard.REFUSED
    for _ in range(2):
        assert met.correspondent.change_key(handing_over(OLD, NEW)) is Heard.TAKEN
    assert isinstance(said(met, 2, by=NEW)[1], Countersigned)
    assert said(met, 5)[1] is Heard.REFUSED


def test_a_message_is_acknowledged_as_often_as_it_is_said_and_one_of_nobody_is_not(met: Meeting) -> None:
    message = met.message()
    for _ in range(2):
        assert met.correspondent.tell_read(message, RECEIVED) is Heard.TAKEN
    assert met.correspondent.tell_read("nobody", RECEIVED) is Heard.REFUSED
