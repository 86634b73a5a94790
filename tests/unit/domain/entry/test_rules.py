"""Each rule of the field lists gives its code, at its place, with its severity; and only that."""

from pathlib import Path

import pytest

from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import Checked, StayEntry, read_stay
from guestreg.domain.establishment import Establishment, EstablishmentKind, Notifier, Room
from guestreg.domain.violation import Severity, Violation
from guestreg.platform.catalogue_files import load_catalogue
from guestreg.platform.phrasebook_file import load_phrasebook
from guestreg.platform.resources import resource_dir
from guestreg.platform.rule_files import load_rules
from tests.tables.rules import CITIZEN, CITIZEN_RULES, FOREIGNER, FOREIGNER_RULES, NOW, RULES, STAY, Rule

RESOURCES: Path = resource_dir()
CATALOGUE = load_catalogue(RESOURCES / "catalogues")
LAW = load_rules(RESOURCES / "rules")
HOUSE = Establishment(
    name="Homestay Mây Trắng",
    address_detail="Bản Mẫu",
    kind=EstablishmentKind.HOMESTAY,
    province="302",
    commune="302903203",
    owner_name="Lò Thị Say",
    phone="0215000000",
    rooms=(Room("Phòng 1"),),
    notifiers=(Notifier("Lò Thị Say"),),
    police_phone="0215000113",
)


def check(stay: dict[str, str], *guests: dict[str, str], confirmed: str = "") -> tuple[Violation, ...]:
    codes = frozenset(confirmed.split())
    entry = StayEntry(Typed(stay), tuple(Typed(guest, codes) for guest in guests))
    result = read_stay(entry, HOUSE, CATALOGUE, LAW, NOW)
    return result.warnings if isinstance(result, Checked) else result


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_broken_rule_gives_its_code_at_its_place(rule: Rule) -> None:
    found = check(rule.whole_stay(), *rule.people())
    assert (rule.code, rule.field, rule.place, rule.severity) in {
        (one.code, one.field, one.guest, one.severity) for one in found
    }


@pytest.mark.parametrize("rule", [r for r in RULES if r.severity is Severity.WARN], ids=lambda rule: rule.name)
def test_a_warning_refuses_nothing(rule: Rule) -> None:
    assert all(one.severity is Severity.WARN for one in check(rule.whole_stay(), *rule.people()))


@pytest.mark.parametrize("rule", [r for r in RULES if r.severity is Severity.ASK], ids=lambda rule: rule.name)
def test_a_confirmed_question_is_asked_no_more(rule: Rule) -> None:
    assert rule.code not in {one.code for one in check(rule.whole_stay(), *rule.people(), confirmed=rule.code)}


@pytest.mark.parametrize("guest", [CITIZEN, FOREIGNER], ids=["citizen", "foreigner"])
def test_a_good_stay_has_no_violation(guest: dict[str, str]) -> None:
    assert check(STAY, guest) == ()


def test_every_field_of_a_guest_has_a_rule_that_can_refuse_it() -> None:
    from guestreg.domain.entry import citizen, foreigner

    free = {"kind", "nationality"}
    assert set(citizen.FIELDS) - free <= {rule.field for rule in CITIZEN_RULES}
    assert set(foreigner.FIELDS) - free <= {rule.field for rule in FOREIGNER_RULES}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_code_of_the_table_has_a_whole_sentence(language: str) -> None:
    phrases = load_phrasebook(RESOURCES, language)
    for rule in RULES:
        for one in check(rule.whole_stay(), *rule.people()):
            sentence = phrases.sentence(one.code, one.params, one.field)
            assert sentence.strip()
            assert "{" not in sentence


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Thị Hoa", "Giàng A Páo", "H'Hen Niê", "Ma Thị Tuyết-Mai", "Ễ Ộ Ặ", "Vàng " + "Ặ" * 155],
)
def test_names_survive_whole_in_nfc(name: str) -> None:
    import unicodedata

    typed = StayEntry(Typed(STAY), (Typed(CITIZEN | {"full_name": unicodedata.normalize("NFD", f"  {name} ")}),))
    result = read_stay(typed, HOUSE, CATALOGUE, LAW, NOW)
    assert isinstance(result, Checked)
    assert result.stay.guests[0].full_name == unicodedata.normalize("NFC", name)


def test_a_number_is_kept_without_its_signs() -> None:
    typed = StayEntry(Typed(STAY), (Typed(CITIZEN | {"doc_number": "001 190.000-017"}),))
    result = read_stay(typed, HOUSE, CATALOGUE, LAW, NOW)
    assert isinstance(result, Checked)
    assert result.stay.guests[0].doc_number == "001190000017"


def test_a_clock_in_doubt_judges_nothing_and_is_named() -> None:
    stay = STAY | {"arrival": "2026-11-23T08:00", "actual_departure": "2026-11-24T08:00"}
    stay |= {"planned_departure": "2026-11-25T12:00"}
    typed = StayEntry(Typed(stay), (Typed(CITIZEN | {"birth_date": "22/11/2026"}),))
    believed = read_stay(typed, HOUSE, CATALOGUE, LAW, NOW)
    assert not isinstance(believed, Checked)
    assert {one.code for one in believed} >= {"E-12", "E-38", "E-71"}
    doubted = read_stay(typed, HOUSE, CATALOGUE, LAW, NOW, clock_in_doubt=True)
    assert isinstance(doubted, Checked), doubted
    assert ("E-17", "arrival") in {(one.code, one.field) for one in doubted.warnings}
