"""The values to copy into VNeID: every field of its screens, in their order, and never a foreigner."""

import tomllib
from typing import Any

import pytest

from guestreg.domain.establishment import EstablishmentKind
from guestreg.domain.identifiers import GuestId
from guestreg.platform.resources import resource_dir
from guestreg.services.queries.typing_aid import typing_aid
from tests.fakes.desk import memory_desk
from tests.fakes.kept import citizen, foreigner, kept_stay, record

LAYOUT: dict[str, Any] = tomllib.loads((resource_dir() / "rules" / "vneid.toml").read_text("utf-8"))


def test_each_citizen_has_a_page_with_every_value_in_the_order_of_the_app() -> None:
    desk = memory_desk()
    kept = kept_stay(1, citizen(), foreigner(), citizen("Lò Văn Hai", "001090000028"))
    record(desk.store, kept)
    aid = typing_aid(desk, LAYOUT, tuple(one.id for one in kept.guests))
    assert aid is not None
    assert [page.title for page in aid.pages] == ["Nhà Mẫu", "Nguyễn Thị Hoa", "Lò Văn Hai"]
    house, first, _ = aid.pages
    assert [step.value for step in house.steps] == ["Điện Biên", "Xã Na Son", "Homestay", "Nhà Mẫu"]
    assert [step.label for step in first.steps] == [row["label"] for row in LAYOUT["guest"]]
    assert [step.value for step in first.steps] == [
        *("Nguyễn Thị Hoa", "05/03/1990", "Nữ", "Việt Nam", "Thẻ Căn Cước", "001190000017", "0912000017"),
        *("Thường trú", "Điện Biên", "Xã Na Son", "Bản Mẫu"),
        *("21/11/2026 17:01", "22/11/2026 10:01", "Du lịch", "Nhà sàn 1"),
    ]


def test_a_corrected_order_needs_no_new_program() -> None:
    desk = memory_desk()
    kept = kept_stay(1)
    record(desk.store, kept)
    turned = LAYOUT | {"guest": list(reversed(LAYOUT["guest"]))}
    aid = typing_aid(desk, turned, (kept.guests[0].id,))
    assert aid is not None
    assert aid.pages[1].steps[-1].value == "Nguyễn Thị Hoa"


def test_nobody_to_type_is_no_aid() -> None:
    desk = memory_desk()
    kept = kept_stay(1, foreigner())
    record(desk.store, kept)
    assert typing_aid(desk, LAYOUT, (kept.guests[0].id, GuestId("nobody"))) is None


@pytest.mark.parametrize("kind", list(EstablishmentKind))
def test_every_kind_of_house_has_its_word(kind: EstablishmentKind) -> None:
    assert LAYOUT["house_kinds"][kind.value]
