"""Each row of the table of moves is needed: its story comes to it, and breaks without it."""

from contextlib import ExitStack

import pytest

from guestreg.domain import moves
from guestreg.domain.moves import MOVES, IllegalMove, Move, find_move
from tests.faults.model.mortal import Step
from tests.faults.model.stores import in_memory
from tests.faults.model.stories import STORIES, Story


def played(story: Story) -> list[Step]:
    with ExitStack() as stack:
        world = in_memory(stack, story.asked)
        story.play(world)
        return [step for _, step in world.moves]


def test_every_row_of_the_table_has_its_story() -> None:
    assert set(MOVES) - {find_move(*story.step) for story in STORIES} == set()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_story_comes_to_its_move_and_breaks_without_its_row(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    assert story.step in played(story)
    row = find_move(*story.step)
    left = tuple(one for one in MOVES if one is not row)
    assert len(left) == len(MOVES) - 1
    monkeypatch.setattr(moves, "MOVES", left)
    with pytest.raises(IllegalMove):
        played(story)


def test_no_step_is_allowed_by_two_rows() -> None:
    """Else one of them could go and nobody would miss it."""

    def steps(row: Move) -> set[Step]:
        return {(row.source, row.target, who) for who in row.actors}

    assert sum(len(steps(row)) for row in MOVES) == len(set().union(*map(steps, MOVES)))
