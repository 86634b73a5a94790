"""Exports of a house of the open contract: receipts byte for byte, the authority's keys, and a ledger put back."""

import hashlib
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.open_authority import HOUSE, OpenAuthority
from tests.integration.cli import open_house
from tests.integration.cli.open_house import declared
from tests.integration.cli.terminal import Terminal
from tests.integration.cli.test_export import checked, verified
from tests.integration.cli.test_open_afterwards import another, kept, put_back

authority = open_house.authority
enrolled = open_house.enrolled


def test_receipts_and_countersigned_heads_go_along_with_the_keys_they_need(
    enrolled: Terminal, authority: OpenAuthority, clock: FakeClock, tmp_path: Path
) -> None:
    declared(enrolled)
    clock.advance(hours=1)
    another(enrolled)
    target = tmp_path / "so.luutru"
    enrolled.json("export", "-o", target)
    opened = checked(target)
    named = [one["d"]["sha256"] for one in opened.envelopes if one["k"] == "receipt"]
    refs = [one["ref"] for one in opened.envelopes if one["k"] == "receipt"]
    assert [hashlib.sha256(opened.receipts[f"receipts/{ref}.1.note"]).hexdigest() for ref in refs] == named
    countersigned = [name for name in opened.receipts if "countersigned" in name]
    assert (len(named), countersigned) == (2, [f"receipts/countersigned.{n}.note" for n in (1, 2)])
    assert opened.keys["authority"] == [authority.vkey]
    assert opened.manifest["house"] == {"code": HOUSE}
    assert opened.manifest["counts"] == {"confirmed": 2}
    assert verified(target)["findings"] == []


@pytest.mark.expects_log("ledger_contradicted")
def test_a_ledger_that_was_put_back_is_given_away_with_both_its_keys(
    enrolled: Terminal, authority: OpenAuthority, clock: FakeClock, tmp_path: Path
) -> None:
    declared(enrolled)
    kept(enrolled, tmp_path)
    another(enrolled)
    clock.advance(hours=2)
    enrolled.json("send")
    put_back(enrolled, tmp_path)
    enrolled.json("send")
    target = tmp_path / "so.luutru"
    said = enrolled.json("export", "-o", target)
    opened = checked(target)
    assert [one["epoch"] for one in opened.keys["device"]] == [1, 2]
    assert said["head"]["origin"].endswith("/2")
    assert {one["ep"] for one in opened.envelopes} == {1, 2}
    assert (verified(target)["verdict"], verified(target)["findings"]) == ("unchanged", [])
