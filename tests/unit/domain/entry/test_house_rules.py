"""Each rule of field list (c) gives its code at its place, with its severity; and only that."""

from datetime import date
from pathlib import Path

import pytest

from guestreg.domain.dates import local
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.endpoint import endpoint_faults, host_of
from guestreg.domain.entry.house import FIELDS, CheckedHouse, HouseEntry, VolumeWish, read_house
from guestreg.domain.entry.reading import Typed
from guestreg.domain.establishment import EstablishmentKind, Notifier, Room
from guestreg.domain.violation import Severity, Violation
from guestreg.platform.catalogue_files import load_catalogue
from guestreg.platform.phrasebook_file import load_phrasebook
from guestreg.platform.resources import resource_dir
from guestreg.platform.rule_files import load_rules
from tests.tables.house_rules import ENDPOINT_RULES, HOUSE, HOUSE_RULES, NOTIFIERS, REAL, ROOMS, WARN, HouseRule
from tests.tables.rules import NOW

RESOURCES: Path = resource_dir()
CATALOGUE = load_catalogue(RESOURCES / "catalogues")
LAW = load_rules(RESOURCES / "rules")
TODAY = local(NOW).date()


def check(rule: HouseRule) -> tuple[Violation, ...]:
    if rule.endpoint is not None:
        place = rule.place()
        return endpoint_faults(EndpointKind(place["kind"]), place["address"], place["account"])
    result = read_house(rule.entry(), CATALOGUE, LAW, TODAY)
    return result.warnings if isinstance(result, CheckedHouse) else result


def checked(**changes: str) -> CheckedHouse:
    result = read_house(HouseRule("", "", house=changes).entry(), CATALOGUE, LAW, TODAY)
    assert isinstance(result, CheckedHouse), result
    return result


def places(found: tuple[Violation, ...]) -> set[tuple[str, str, Severity]]:
    return {(one.code, one.field, one.severity) for one in found}


@pytest.mark.parametrize("rule", [*HOUSE_RULES, *ENDPOINT_RULES], ids=lambda rule: rule.name)
def test_a_broken_rule_gives_its_code_at_its_place_and_nothing_else(rule: HouseRule) -> None:
    found = places(check(rule))
    assert (rule.code, rule.field, rule.severity) in found
    assert {one for one in found if one[1] != rule.field} == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_code_of_the_table_has_a_whole_sentence_that_names_its_field(language: str) -> None:
    phrases = load_phrasebook(RESOURCES, language)
    for rule in (*HOUSE_RULES, *ENDPOINT_RULES):
        for one in check(rule):
            sentence = phrases.sentence(one.code, one.params, one.field)
            assert sentence.strip(), rule.name
            assert "{" not in sentence, rule.name
            assert "  " not in sentence, f"{rule.name}: something was not filled in"


def test_every_field_has_a_rule_that_can_refuse_it() -> None:
    refusing = {rule.field for rule in (*HOUSE_RULES, *ENDPOINT_RULES) if rule.severity is not WARN}
    assert {*FIELDS, "rooms", "notifiers", "notifier_phone", "endpoint_address", "endpoint_account"} <= refusing


def test_a_good_house_has_no_violation() -> None:
    result = checked()
    assert (result.warnings, result.volume) == ((), VolumeWish())
    house = result.establishment
    assert (house.name, house.kind, house.province) == ("Homestay Mây Trắng", EstablishmentKind.HOMESTAY, "302")
    assert house.rooms == (Room("Phòng 1", 4), Room("Nhà sàn", 12))
    assert house.notifiers == (Notifier("Lò Thị Say"), Notifier("Lò Văn Tâm", "0912000000"))
    assert (house.is_remote, house.border_area, house.border_belt) == (False, False, False)
    assert house.retention_months == LAW.retention_min_months == 36


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("owner_id_number", "011 090.000-017", "011090000017"),
        ("owner_birth_date", "28/02/1970", date(1970, 2, 28)),
        ("phone", "0215 000-000", "0215000000"),
        ("phone", "+84 215 000 000", "+84215000000"),
        ("tax_code", "0123456789", "0123456789"),
        ("tax_code", "0123456789-001", "0123456789-001"),
        ("tax_code", "011090000017", "011090000017"),
        ("security_certificate_on", "21/11/2026", TODAY),
        ("retention_months", "36", 36),
        ("retention_months", "120", 120),
        ("name", "Ễ" * 200, "Ễ" * 200),
        ("name", "  Nhà   Mẫu ", "Nhà Mẫu"),
        ("address_detail", "Ặ" * 250, "Ặ" * 250),
        ("is_remote", "true", True),
    ],
)
def test_what_is_allowed_is_kept(field: str, typed: str, kept: object) -> None:
    assert getattr(checked(**{field: typed}).establishment, field) == kept


@pytest.mark.parametrize("beds", ["1", "50", ""])
def test_a_room_has_one_to_fifty_beds_and_one_unless_said(beds: str) -> None:
    result = read_house(HouseEntry(Typed(HOUSE), (("x" * 20, beds),), NOTIFIERS), CATALOGUE, LAW, TODAY)
    assert isinstance(result, CheckedHouse)
    assert result.establishment.rooms == (Room("x" * 20, int(beds or 1)),)


def test_the_volume_is_read_for_the_head_of_the_register() -> None:
    result = checked(register_volume="3", volume_from="01/01/2026", volume_to="21/11/2026")
    assert result.volume == VolumeWish(3, date(2026, 1, 1), TODAY)


def test_a_belt_with_its_post_is_fine() -> None:
    house = checked(border_belt="true", border_post="Đồn Mẫu", border_post_phone="0215000222").establishment
    assert (house.border_belt, house.border_post, house.border_post_phone) == (True, "Đồn Mẫu", "0215000222")


def test_reminders_come_with_the_other_faults_and_not_twice() -> None:
    entry = HouseEntry(Typed({**HOUSE, "name": "", "police_phone": "x", "security_certificate_number": ""}), ROOMS, ())
    found = read_house(entry, CATALOGUE, LAW, TODAY)
    assert not isinstance(found, CheckedHouse)
    assert places(found) == {
        ("E-10", "name", Severity.REFUSE),
        ("E-68", "police_phone", Severity.REFUSE),
        ("E-10", "notifiers", Severity.REFUSE),
        ("E-115", "security_certificate_number", Severity.WARN),
    }


@pytest.mark.parametrize(
    "address",
    [
        "https://kbtt.example.vn",
        "https://kbtt.example.vn:8443/api",
        "https://[::1]:1/x",
        "HTTPS://x.vn",
        " https://x.vn ",
    ],
)
def test_a_safe_address_is_taken(address: str) -> None:
    assert endpoint_faults(EndpointKind.KBTT, address, REAL["account"]) == ()


def test_practice_needs_no_place() -> None:
    assert endpoint_faults(EndpointKind.PRACTICE, "", "") == ()


def test_the_host_is_shown_in_full_or_not_at_all() -> None:
    assert host_of(" https://kbtt.example.vn:8443/api ") == "kbtt.example.vn:8443"
    assert host_of("https://[::1") == ""
