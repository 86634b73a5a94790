"""What the endpoint's lists change of the shipped ones, and what they must not."""

from datetime import UTC, datetime, timedelta

from guestreg.domain.code_list import CodeRow, FreshList, FreshLists, ListName, overlaid, rows_of
from tests.fakes.desk import catalogue

AT = datetime(2026, 11, 22, 1, tzinfo=UTC)
SHIPPED = catalogue()


def fresh(name: ListName, *rows: CodeRow) -> FreshLists:
    return {name: FreshList(AT, rows)}


def test_nothing_fetched_changes_nothing() -> None:
    assert overlaid(SHIPPED, {}) == SHIPPED


def test_every_list_laid_over_itself_is_itself_with_another_date() -> None:
    same = overlaid(SHIPPED, {name: FreshList(AT, rows_of(SHIPPED, name)) for name in ListName})
    assert (same.places.communes, same.reasons) == (SHIPPED.places.communes, SHIPPED.reasons)
    assert (same.document_kinds, same.nationalities) == (SHIPPED.document_kinds, SHIPPED.nationalities)
    assert {origin.as_of for origin in same.origins.values()} == {"2026-11-22"}


def test_a_renamed_place_has_its_new_name_and_another_spelling_of_the_old_has_not() -> None:
    first, second = rows_of(SHIPPED, ListName.PROVINCES)[:2]
    rows = (CodeRow(first.code, first.label.upper()), CodeRow(second.code, "Tỉnh Mới"))
    assert [one.name for one in overlaid(SHIPPED, fresh(ListName.PROVINCES, *rows)).places.provinces] == [
        first.label,
        "Tỉnh Mới",
    ]


def test_kinds_of_paper_that_only_sheets_take_stay() -> None:
    laid = overlaid(SHIPPED, fresh(ListName.DOCUMENT_KINDS, CodeRow("8", "Thẻ Căn cước")))
    offered = [one.code for one in laid.document_kinds if (ListName.DOCUMENT_KINDS, one.code) not in laid.withdrawn]
    assert offered == [8, 9]


def test_what_is_no_longer_in_a_list_keeps_its_name_but_is_not_picked_anew() -> None:
    reasons, communes = rows_of(SHIPPED, ListName.REASONS), rows_of(SHIPPED, ListName.COMMUNES)
    once = FreshList(AT, (*reasons, CodeRow("21", "Chỉ một ngày")))
    later = once.renewed(AT + timedelta(days=1), reasons[:12])
    places = FreshList(AT, communes).renewed(AT + timedelta(days=1), communes[1:])
    laid = overlaid(SHIPPED, {ListName.REASONS: later, ListName.COMMUNES: places})
    assert rows_of(laid, ListName.REASONS) == reasons[:12]
    assert (laid.reason(21), laid.reason(int(reasons[-1].code))) == ("Chỉ một ngày", reasons[-1].label)
    kept = laid.places.commune(communes[0].code)
    assert kept is not None
    assert kept.name == communes[0].label
    assert communes[0].code not in {one.code for one in laid.places.find_communes(kept.name)}
    assert communes[0].code in {one.code for one in SHIPPED.places.find_communes(kept.name)}


def test_what_comes_back_into_a_list_is_picked_again() -> None:
    reasons = rows_of(SHIPPED, ListName.REASONS)
    away = FreshList(AT, reasons).renewed(AT, reasons[:12])
    back = away.renewed(AT, reasons)
    assert (len(away.gone), back.gone) == (len(reasons) - 12, ())
    assert not overlaid(SHIPPED, {ListName.REASONS: back}).withdrawn


def test_a_nationality_keeps_its_names_and_a_new_one_is_offered_to_interfaces_alone() -> None:
    rows = (CodeRow("D", "Đức"), CodeRow("QQQ", "Nước Mới", "Newland"), CodeRow("YUG", "Nam Tư"))
    laid = overlaid(SHIPPED, fresh(ListName.NATIONALITIES, *rows))
    assert laid.nationality("D") == SHIPPED.nationality("D")
    assert laid.nationality("VNM") == SHIPPED.nationality("VNM"), "left out there, still here"
    new, gone = laid.nationality("QQQ"), laid.nationality("YUG")
    assert new is not None
    assert gone is not None
    assert (new.name_en, new.offered, new.in_sheet) == ("Newland", True, False)
    assert not gone.offered
