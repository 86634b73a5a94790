"""The file road: a pack by stick, its acknowledgement back, and both roads together with one effect."""

from contextlib import closing
from pathlib import Path

import pytest

from guestreg.receiver.open.catalogues import read_catalogues
from guestreg.receiver.open.document import Rules
from guestreg.receiver.open.intake import Intake
from guestreg.receiver.open.packs import Acknowledged, PackDesk
from tests.fakes.clock import FakeClock
from tests.fakes.open_authority import CATALOGUES, OpenAuthority
from tests.integration.cli import open_house as road
from tests.integration.cli.terminal import ONE, Terminal
from tests.tables.rules import CITIZEN

authority = road.authority
enrolled = road.enrolled


@pytest.fixture
def pack(enrolled: Terminal, tmp_path: Path) -> Path:
    enrolled.json("add", "-", stdin=ONE)
    (written,) = enrolled.json("files", "-o", tmp_path / "stick")["files"]
    assert (written["kind"], written["rows"]) == ("pack", 1)
    return Path(written["path"])


def take(authority: OpenAuthority, pack: Path) -> Acknowledged:
    with closing(authority.database()) as database:
        intake = Intake(database, authority.keys, Rules(read_catalogues(CATALOGUES)), authority.clock)
        return PackDesk(database, authority.keys, intake, authority.clock).take(pack.read_bytes())


def acknowledged(authority: OpenAuthority, pack: Path) -> Path:
    """The officer takes it in at her desk."""
    answer = pack.with_suffix(".luutru-nhan")
    answer.write_bytes(take(authority, pack).text)
    return answer


def test_a_pack_changes_nothing_until_its_acknowledgement_comes_back(
    enrolled: Terminal, authority: OpenAuthority, pack: Path
) -> None:
    assert pack.name.startswith("luutru-20261121-MAU-0017-01")
    assert b"Hoa" not in pack.read_bytes()
    assert road.only(enrolled)["state"] == "waiting"
    answer = acknowledged(authority, pack)
    first = enrolled.json("reconcile", answer)
    assert (len(first["confirmed"]), first["returned"]) == (1, [])
    assert road.only(enrolled)["state"] == "confirmed"
    again = enrolled.json("reconcile", answer)
    assert (again["confirmed"], len(again["unchanged"])) == ([], 1)
    assert "không có gì mới" in enrolled("reconcile", answer).err
    assert "E-205" in enrolled("reconcile", pack).err


def test_stick_and_line_together_have_one_effect(enrolled: Terminal, authority: OpenAuthority, pack: Path) -> None:
    answer = acknowledged(authority, pack)
    assert enrolled.json("send", "--until-idle")["confirmed"] == 1
    enrolled.json("reconcile", answer)
    assert take(authority, pack).repeated == 1
    assert len(authority.at_desk(lambda desk: desk.held())) == 1
    assert road.only(enrolled)["state"] == "confirmed"


def test_an_answer_for_another_house_or_spoilt_changes_nothing(
    enrolled: Terminal, authority: OpenAuthority, pack: Path, tmp_path: Path, clock: FakeClock
) -> None:
    answer = acknowledged(authority, pack)
    spoilt = tmp_path / "spoilt.luutru-nhan"
    whole = answer.read_bytes()
    for changed in (whole.replace(b"stay-ack/v1", b"stay-ack/v2"), whole[:-20], b"", b"x" * 600_000):
        spoilt.write_bytes(changed)
        assert "E-205" in enrolled("reconcile", spoilt).err
    other = Terminal(tmp_path / "other", clock)
    said = road.first_time(authority, tmp_path)
    other.json("setup", road.written(authority, tmp_path), *said)
    assert "E-204" in other("reconcile", answer).err
    assert road.only(enrolled)["state"] == "waiting"


def test_who_is_in_an_earlier_pack_or_in_none_is_said(enrolled: Terminal, pack: Path) -> None:
    """A second pack of the same guests harms nothing: they have one effect."""
    child = {"full_name": "Lò Thị Mẫu Con", "birth_date": "05/03/2023", "sex": "F", "guardian": 1}
    enrolled.json("add", "-", stdin={**ONE, "guests": [{**CITIZEN, "doc_number": "001190000025"}, child]})
    second = enrolled.json("files", "-o", pack.parent)
    assert [one["rows"] for one in second["files"]] == [2]
    assert [(one["register_no"], one["file"]) for one in second["already"]] == [(1, pack.name)]
    assert [(one["register_no"], one["code"]) for one in second["refused"]] == [(3, "E-75")]
    for number in ("1", "2"):
        enrolled.json("hand-over", number, "--channel", "phone", "--officer", "Đ/c Mẫu")
    assert enrolled.json("files", "-o", pack.parent, status=1)["files"] == []


def test_nothing_waiting_gives_no_pack(enrolled: Terminal, tmp_path: Path) -> None:
    assert enrolled.json("files", "-o", tmp_path / "stick")["files"] == []
