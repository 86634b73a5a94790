"""A ledger from before countersigned heads takes them; killed at any step it stays whole."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from guestreg.store.migrate import STEPS
from guestreg.store.schema_version import NEWEST
from guestreg.store.sqlite import open_sqlite
from tests.fakes.kept import ENDPOINT, EVENING, LEDGER, anchor
from tests.integration.store.conftest import KEY
from tests.integration.store.old_files import contents, killed_at, objects, require_whole, version


def test_a_ledger_from_before_anchors_takes_them(before_anchors: Path, tmp_path: Path) -> None:
    before = contents(before_anchors)
    store = open_sqlite(before_anchors, KEY, LEDGER)
    assert contents(before_anchors) == before
    condition = store.reader.condition(ENDPOINT)
    assert (condition.failures, condition.news_cursor, condition.known_epoch) == (2, "17", 1)
    with store.unit_of_work() as work:
        assert work.receipts.unacknowledged(9) == (("m1", EVENING + timedelta(hours=3)),)
        assert work.trust.add_anchor(anchor())
        work.house.put_condition(replace(condition, known_epoch=0))
        work.commit()
    assert store.reader.newest_anchor(ENDPOINT) == anchor()
    assert store.reader.condition(ENDPOINT).known_epoch == 0
    store.close()
    open_sqlite(tmp_path / "new.db", KEY, LEDGER).close()
    assert objects(before_anchors) == objects(tmp_path / "new.db")


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_the_ledger_from_before_anchors_stays_whole(before_anchors: Path, step: str) -> None:
    before = contents(before_anchors)
    killed_at(step, before_anchors, "0006")
    assert version(before_anchors) == (NEWEST if step == "swapped" else "0006")
    require_whole(before_anchors)
    assert contents(before_anchors) == before
    open_sqlite(before_anchors, KEY, LEDGER).close()
    require_whole(before_anchors)
