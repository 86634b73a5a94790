"""Lists fetched anew: what is kept, what stays as it was, and how often it is due."""

from datetime import datetime, timedelta

import pytest

from guestreg.domain.code_list import CodeRow, FreshList, FreshLists, ListFailure, ListName, overlaid, rows_of
from guestreg.services.commands.refresh_catalogues import is_due, lists_in_use, refresh_catalogues, sentence_of
from guestreg.services.list_shelf import Fetched, ListShelf
from guestreg.services.outcome import Done, Failed
from tests.fakes.clock import EVENING
from tests.fakes.desk import catalogue

SHIPPED = catalogue()


class Ministry:
    """Gives the shipped lists but for what `says` has; notes what was asked and what is kept."""

    def __init__(self, says: dict[ListName | str, Fetched] | None = None) -> None:
        self.says = says or {}
        self.asked: list[tuple[ListName, str | None, int]] = []
        self.held: FreshLists = {}
        self.tried_at: datetime | None = None
        self.full = False
        self.shelf = ListShelf(SHIPPED, lambda: self.tried_at, lambda: self.held, self._keep, self._fetch)

    def _keep(self, lists: FreshLists, tried_at: datetime) -> None:
        if self.full:
            raise OSError("full")
        self.held, self.tried_at = dict(lists), tried_at

    def _fetch(self, name: ListName, province: str | None, held: int) -> Fetched:
        self.asked.append((name, province, held))
        if (province or name) in self.says:
            return self.says[province or name]
        rows = rows_of(SHIPPED, name)
        return tuple(one for one in rows if province is None or one.parent == province)


def test_all_six_are_fetched_and_used_from_then_on() -> None:
    renamed = CodeRow("101900004", "Phường Đổi Tên", None, "101")
    ministry = Ministry({"101": (renamed,)})
    done = refresh_catalogues(ministry.shelf, EVENING)
    assert isinstance(done, Done)
    assert set(ministry.held) == set(ListName)
    assert (ministry.tried_at, sentence_of(done.value)) == (EVENING, "S-92")
    news = {one.name: one for one in done.value}
    assert (news[ListName.COMMUNES].renamed, news[ListName.COMMUNES].removed > 0) == (1, True)
    assert (news[ListName.REASONS].added, news[ListName.REASONS].as_of) == (0, "2026-11-21")
    used = overlaid(SHIPPED, ministry.held)
    place = used.places.commune("101900004")
    assert place is not None
    assert place.name == "Phường Đổi Tên"
    assert {one.as_of for one in lists_in_use(used)} == {"2026-11-21"}


def test_the_size_held_is_told_so_that_half_a_list_is_known_as_such() -> None:
    ministry = Ministry()
    refresh_catalogues(ministry.shelf, EVENING)
    held = {(name, province): size for name, province, size in ministry.asked}
    assert held[ListName.PROVINCES, None] == 34
    assert held[ListName.COMMUNES, "302"] == len([one for one in SHIPPED.places.communes if one.province_code == "302"])


@pytest.mark.parametrize("failure", list(ListFailure))
@pytest.mark.parametrize("what", [ListName.REASONS, "302"])
def test_what_cannot_be_had_stays_as_it_was(what: ListName | str, failure: ListFailure) -> None:
    name = ListName.COMMUNES if what == "302" else ListName.REASONS
    ministry = Ministry({what: failure})
    old = FreshList(EVENING - timedelta(days=9), rows_of(SHIPPED, name)[:30])
    ministry.held = {name: old}
    done = refresh_catalogues(ministry.shelf, EVENING)
    assert isinstance(done, Done)
    assert ministry.held[name] == old
    assert set(ministry.held) == set(ListName)
    (said,) = [one for one in done.value if one.failure]
    assert (said.name, said.failure, said.rows, said.as_of) == (name, failure, len(old.rows), "2026-11-12")
    assert sentence_of(done.value) == ("E-187" if failure is ListFailure.NO_ANSWER else "E-232")


def test_a_line_that_is_gone_is_asked_twice_and_nothing_is_written() -> None:
    ministry = Ministry(dict.fromkeys(ListName, ListFailure.NO_ANSWER))
    old = {ListName.REASONS: FreshList(EVENING - timedelta(days=9), rows_of(SHIPPED, ListName.REASONS))}
    ministry.held = old
    done = refresh_catalogues(ministry.shelf, EVENING)
    assert isinstance(done, Done)
    assert {one.failure for one in done.value} == {ListFailure.NO_ANSWER}
    assert (len(ministry.asked), ministry.held, ministry.tried_at) == (2, old, None)


def test_an_endpoint_that_gives_rubbish_was_asked_today() -> None:
    ministry = Ministry(dict.fromkeys(ListName, ListFailure.NOT_UNDERSTOOD))
    refresh_catalogues(ministry.shelf, EVENING)
    assert ministry.tried_at == EVENING
    assert {name for name, _province, _held in ministry.asked} == set(ListName)


def test_what_a_list_lost_is_kept_for_those_who_have_it() -> None:
    ministry = Ministry()
    refresh_catalogues(ministry.shelf, EVENING)
    reasons = rows_of(SHIPPED, ListName.REASONS)
    ministry.says[ListName.REASONS] = reasons[:15]
    refresh_catalogues(ministry.shelf, EVENING + timedelta(days=1))
    assert ministry.held[ListName.REASONS].gone == reasons[15:]
    assert ministry.held[ListName.REASONS].rows == reasons[:15]


@pytest.mark.parametrize(
    ("tried", "due"),
    [
        (None, True),
        (EVENING - timedelta(hours=1), False),
        (EVENING - timedelta(days=1), True),
        (EVENING + timedelta(days=400), True),
        (EVENING, False),
    ],
)
def test_it_is_due_once_a_day_and_after_a_clock_was_set_back(tried: datetime | None, due: bool) -> None:
    assert is_due(tried, EVENING) is due


def test_a_full_disk_keeps_what_was_there() -> None:
    ministry = Ministry()
    ministry.full = True
    assert refresh_catalogues(ministry.shelf, EVENING) == Failed("E-61")
    assert ministry.held == {}
