"""Which request a fault strikes, and how faults are written on the command line."""

from __future__ import annotations

import pytest

from guestreg.receiver.kbtt.faults import KINDS, Fault, Faults, UnknownFault, read_faults


def struck(faults: Faults, call: int, times: int) -> list[str | None]:
    taken = (faults.take(call)[0] for _ in range(times))
    return [fault.kind if fault is not None else None for fault in taken]


def test_a_fault_strikes_its_call_as_often_as_said() -> None:
    faults = Faults(1, [Fault("html_502", call=5, count=2)])

    assert struck(faults, 4, 1) == [None]
    assert struck(faults, 5, 3) == ["html_502", "html_502", None]
    assert faults.planned() == []


def test_a_fault_without_a_count_stays_until_cleared() -> None:
    faults = Faults(1, [Fault("plain_500", call=5)])

    assert struck(faults, 5, 3) == ["plain_500"] * 3
    faults.clear()
    assert struck(faults, 5, 1) == [None]


def test_one_fault_a_request_in_the_order_they_were_set() -> None:
    faults = Faults(1)
    faults.add(Fault("bom", count=1), Fault("empty_200", count=1))

    assert struck(faults, 6, 3) == ["bom", "empty_200", None]


def test_without_a_call_number_a_fault_strikes_where_it_belongs() -> None:
    lost = Faults(1, [Fault("answer_lost")])
    login = Faults(1, [Fault("login_refused")])

    assert [call for call in range(1, 13) if lost.take(call)[0]] == [4, 5, 12]
    assert [call for call in range(1, 13) if login.take(call)[0]] == [1]


def test_a_wrong_date_comes_on_top_of_another_fault() -> None:
    faults = Faults(1, [Fault("date_skew", value="-60"), Fault("bom")])
    fault, skew = faults.take(5)

    assert fault is not None
    assert (fault.kind, skew) == ("bom", -60.0)


def test_the_same_seed_strikes_the_same_requests() -> None:
    def run(seed: int) -> list[str | None]:
        return struck(Faults(seed, [Fault("reset", probability=0.5)]), 5, 60)

    assert run(7) == run(7)
    assert run(7) != run(8)
    assert 15 < run(7).count("reset") < 45


def test_faults_read_from_the_command_line() -> None:
    assert read_faults("silence, answer_lost@5*1,reset:before@1%0.25,busy_503=120*2") == [
        Fault("silence"),
        Fault("answer_lost", call=5, count=1),
        Fault("reset", call=1, moment="before", probability=0.25),
        Fault("busy_503", count=2, value="120"),
    ]
    assert {read_faults(kind)[0].kind for kind in KINDS} == KINDS


@pytest.mark.parametrize("written", ["nonsense", "silence@13", "silence@", "bom%1.5", "silence:during", "*2"])
def test_a_fault_nobody_knows_is_refused(written: str) -> None:
    with pytest.raises(UnknownFault):
        read_faults(written)


def test_only_some_faults_let_the_call_take_effect() -> None:
    assert Fault("answer_lost").takes_effect
    assert not Fault("request_lost").takes_effect
    assert not Fault("success_without_effect").takes_effect
    assert not Fault("html_502").takes_effect
    assert Fault("html_502", carried_out=True).takes_effect
