"""The sixty kinds of fault × once, ten minutes, nine days: what is said, what is held, and that nobody is lost."""

import pytest

from tests.faults.matrix.kinds import IN_ONE_PROCESS, NAMES
from tests.faults.matrix.kinds_open import ON_THE_OPEN_CONTRACT
from tests.faults.matrix.plans import Plan, brief, short
from tests.faults.matrix.world import World

PLANS = [pytest.param(plan, id=plan.title) for plan in (*short(IN_ONE_PROCESS), *brief(ON_THE_OPEN_CONTRACT))]


@pytest.mark.parametrize("plan", PLANS)
def test_cell(plan: Plan, world: World) -> None:
    assert plan.play(world) == []


def test_the_table_has_all_sixty_kinds() -> None:
    rows = (*NAMES, *IN_ONE_PROCESS)
    assert {row.number for row in rows} == set(range(61))
    both = (*rows, *ON_THE_OPEN_CONTRACT)
    assert len({row.title for row in both}) == len(both)
    meant_for_it = {row.number for row in rows if row.open_too}
    assert meant_for_it <= {row.number for row in ON_THE_OPEN_CONTRACT}
