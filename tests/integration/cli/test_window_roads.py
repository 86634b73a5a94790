"""What the window's *Báo cách khác* and *Đối chiếu* may ask, on the same house as the command line: one book, one
effect."""

from pathlib import Path

import pytest

from guestreg.app.window_comparing import comparing_services
from guestreg.app.window_telling import telling_services
from guestreg.domain.channel import Channel
from guestreg.domain.identifiers import GuestId
from guestreg.services.commands.hand_over import HandOver
from guestreg.services.commands.take_acknowledgement import TakenIn
from guestreg.services.outcome import Done, Failed
from tests.fakes.clock import FakeClock
from tests.fakes.open_authority import OpenAuthority
from tests.integration.cli import open_house as road
from tests.integration.cli import test_packs as stick
from tests.integration.cli.terminal import ONE, Terminal
from tests.integration.cli.test_by_hand import by_hand as by_hand
from tests.integration.cli.test_telling_verbs import states

authority = road.authority
enrolled = road.enrolled


@pytest.fixture(params=["files"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_files_are_made_for_those_chosen_and_said_to_be_uploaded(by_hand: Terminal, tmp_path: Path) -> None:
    program = by_hand.program()
    try:
        services = telling_services(program)
        everybody = tuple(GuestId(line.guest_id) for line in program.reader().open_lines())
        done = services.write_files(tmp_path, everybody[:1], False)
        assert isinstance(done, Done)
        assert [len(one.keys) for one in done.value.files] == [1]
        (file,) = services.start(everybody).files
        assert (file.name, file.to_tell) == (done.value.files[0].path.name, everybody[:1])
        assert services.start(everybody).takes_packs is False
        assert isinstance(services.tell(HandOver(file.to_tell, Channel.PORTAL)), Done)
        assert services.start(everybody).files[0].to_tell == ()
        assert services.write_pack(tmp_path) == Failed("E-203")
    finally:
        program.close()
    assert sorted(states(by_hand)) == ["handed_over", "waiting"]


def test_a_pack_and_its_answer_go_through_the_window(
    enrolled: Terminal, authority: OpenAuthority, tmp_path: Path, clock: FakeClock
) -> None:
    enrolled.json("add", "-", stdin=ONE)
    program = enrolled.program()
    try:
        assert telling_services(program).start(()).takes_packs
        written = telling_services(program).write_pack(tmp_path)
        assert isinstance(written, Done)
        ((pack,), (line,)) = written.value, program.reader().open_lines()
        answer = stick.acknowledged(authority, pack.path)
        take = comparing_services(program).take_answer
        key = f"{line.declaration_id}.{line.version}"
        assert take(answer) == Done(TakenIn((key,)))
        assert take(answer) == Done(TakenIn((), (), (key,)))
        assert take(pack.path) == Failed("E-205")
        assert take(tmp_path / "gone.luutru-nhan") == Failed("E-131", {"path": "gone.luutru-nhan"})
    finally:
        program.close()
    assert states(enrolled) == ["confirmed"]
