"""A ledger from before tellings, receipts and messages takes them; killed at any step it stays whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from guestreg.domain.declaration import Hold
from guestreg.ports.reading import LineFilter
from guestreg.ports.telling import TellingKind
from guestreg.store.migrate import STEPS
from guestreg.store.schema_version import NEWEST
from guestreg.store.sqlite import open_sqlite
from tests.fakes.kept import ENDPOINT, EVENING, LEDGER, telling
from tests.integration.store.conftest import KEY
from tests.integration.store.old_files import contents, killed_at, objects, require_whole, version


def test_a_ledger_from_before_tellings_takes_them(before_tellings: Path, tmp_path: Path) -> None:
    before = contents(before_tellings)
    store = open_sqlite(before_tellings, KEY, LEDGER)
    assert contents(before_tellings) == before
    lines = store.reader.lines(LineFilter())
    assert {line.announced_at for line in lines} == {None}
    condition = store.reader.condition(ENDPOINT)
    assert (condition.hold, condition.failures, condition.account_commune) == (Hold.CREDENTIALS, 3, "302903203")
    with store.unit_of_work() as work:
        first = work.declarations.get(lines[0].declaration_id, 1)
        assert first is not None
        work.tellings.add(telling(first, TellingKind.FILE))
        work.house.put_condition(replace(condition, news_cursor="17"))
        work.commit()
    assert store.reader.lines(LineFilter())[0].filed_at == EVENING
    assert store.reader.condition(ENDPOINT).news_cursor == "17"
    store.close()
    open_sqlite(tmp_path / "new.db", KEY, LEDGER).close()
    assert objects(before_tellings) == objects(tmp_path / "new.db")


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_the_ledger_from_before_tellings_stays_whole(before_tellings: Path, step: str) -> None:
    before = contents(before_tellings)
    killed_at(step, before_tellings, "0005")
    assert version(before_tellings) == (NEWEST if step == "swapped" else "0005")
    require_whole(before_tellings)
    assert contents(before_tellings) == before
    open_sqlite(before_tellings, KEY, LEDGER).close()
    assert contents(before_tellings) == before
    require_whole(before_tellings)
