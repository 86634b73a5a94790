"""Every rule of the field lists through the form: its code stands in the summary, nothing is stored."""

import unicodedata

import pytest

from guestreg.desktop.stay.form import CHILD
from guestreg.desktop.stay.presenter import StayPresenter
from guestreg.domain.violation import Severity
from guestreg.ports.reading import LineFilter
from tests.gui.stay.conftest import Bench
from tests.tables.hostile import HOSTILE
from tests.tables.rules import CITIZEN, RULES, STAY, Rule

OUT_OF_REACH = {
    "ethnicity": "the form has no such field",
    "visa": "the form has no such field",
    "colour": "the form has no such field",
    "guests": "the form always has a guest",
    "actual_departure": "is recorded by checking out",
    "nationality": "a citizen's is fixed",
    "arrival": "has two fields here; its faults are tested with them",
    "planned_departure": "has two fields here; its faults are tested with them",
}
REACHED = tuple(
    rule
    for rule in RULES
    if not (rule.field in OUT_OF_REACH and not (rule.field == "nationality" and rule.foreign))
    and not (rule.field == "guardian" and rule.guests is None)
)


def fill(bench: Bench, people: tuple[dict[str, str], ...], stay: dict[str, str]) -> StayPresenter:
    presenter = bench.opened()
    for place, person in enumerate(people):
        if place:
            presenter.add_person()
        typed = {"doc_kind": CHILD} | person if "guardian" in person and "doc_number" not in person else dict(person)
        presenter.type_guest("kind", typed.pop("kind", "citizen"))
        for name, text in typed.items():
            presenter.type_guest(name, text)
    for name in ("room", "reason", "reason_text", "notifier", "note"):
        presenter.type_stay(name, stay.get(name, ""))
    return presenter


@pytest.mark.parametrize("rule", [one for one in REACHED if one.severity is not Severity.WARN], ids=lambda r: r.name)
def test_a_broken_rule_is_named_and_nothing_is_stored(bench: Bench, rule: Rule) -> None:
    fill(bench, rule.people(), rule.whole_stay()).save()
    found = {(one.code, one.field, one.guest) for one in bench.view.page.problems}
    assert (rule.code, rule.field, rule.place) in found
    assert bench.states() == []


@pytest.mark.parametrize("rule", [one for one in REACHED if one.severity is Severity.WARN], ids=lambda r: r.name)
def test_a_warning_is_shown_at_its_field_and_keeps_nobody_out(bench: Bench, rule: Rule) -> None:
    presenter = fill(bench, rule.people(), rule.whole_stay())
    presenter.leave_field(rule.field)
    place = {"E-75": "doc_kind"}.get(rule.code, rule.field)
    assert bench.view.page.warnings[place].code == rule.code
    presenter.save()
    assert len(bench.states()) == len(rule.people())


@pytest.mark.parametrize("name", ["full_name", "doc_number", "res_address", "phone", "doc_issue_place"])
def test_a_hostile_text_is_kept_whole_or_refused_with_a_reason(bench: Bench, name: str) -> None:
    for place, hostile in enumerate(HOSTILE):
        before = len(bench.states())
        number = {"doc_number": f"00119000{place:04d}", "doc_kind": "1"}
        presenter = fill(bench, (CITIZEN | number | {name: hostile.text},), STAY)
        presenter.save()
        problems = bench.view.page.problems if len(bench.states()) == before else ()
        for one in problems:
            assert bench.workplace.phrasebook().sentence(one.code, one.params, one.field).strip()
        assert bool(problems) is (len(bench.states()) == before), hostile.name
        if hostile.hidden:
            assert "E-56" in {one.code for one in problems}, hostile.name
        elif not problems and name == "full_name":
            kept = bench.workplace.desk().reader.lines(LineFilter())[0].full_name
            assert kept == unicodedata.normalize("NFC", " ".join(hostile.text.split())), hostile.name
