"""Short lists of the form in the language of the screen; the ministry's own words stand where there is no other."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from guestreg.desktop.kit.option import Option
from guestreg.desktop.stay.form import CHILD
from guestreg.domain.catalogue import Catalogue

translate = QCoreApplication.translate


def retired(catalogue: Catalogue, name: str) -> frozenset[str]:
    """What an old record may have and nobody picks anew; `name` is the list's."""
    return frozenset(str(code) for one, code in catalogue.withdrawn if one == name)


def document_kinds(catalogue: Catalogue) -> Sequence[Option]:
    names = {
        1: translate("choices", "Thẻ CCCD"),
        2: translate("choices", "Thẻ CMND"),
        3: translate("choices", "Giấy phép lái xe"),
        4: translate("choices", "Hộ chiếu"),
        5: translate("choices", "Giấy khai sinh"),
        6: translate("choices", "Thẻ BHYT"),
        7: translate("choices", "Thông báo số định danh cá nhân"),
        8: translate("choices", "Thẻ Căn cước"),
        9: translate("choices", "Giấy tờ khác"),
    }
    child = Option(CHILD, translate("choices", "Trẻ em chưa có số giấy tờ"))
    kinds = sorted(catalogue.document_kinds, key=lambda one: _FIRST.get(one.code, 9))
    return (*(Option(str(one.code), names.get(one.code, one.label)) for one in kinds), child)


_FIRST = {1: 0, 8: 1, 4: 2, 5: 3, 7: 4}
"""What lies on the table most often comes first."""


def residence_kinds(catalogue: Catalogue) -> Sequence[Option]:
    names = {
        1: translate("choices", "Thường trú"),
        2: translate("choices", "Tạm trú"),
        3: translate("choices", "Khác"),
    }
    return tuple(Option(str(one.code), names.get(one.code, one.label)) for one in catalogue.residence_kinds)


def passport_kinds() -> Sequence[Option]:
    return (
        Option("", translate("choices", "Không ghi")),
        Option("ordinary", translate("choices", "Phổ thông")),
        Option("diplomatic", translate("choices", "Ngoại giao")),
        Option("official", translate("choices", "Công vụ")),
        Option("travel_document", translate("choices", "Giấy thông hành")),
    )


def reasons(catalogue: Catalogue) -> Sequence[Option]:
    names = {
        1: translate("choices", "Du lịch"),
        2: translate("choices", "Công tác"),
        3: translate("choices", "Học tập"),
        4: translate("choices", "Thăm viếng"),
        5: translate("choices", "Hội nghị"),
        6: translate("choices", "Thăm thân"),
        7: translate("choices", "Từ thiện"),
        8: translate("choices", "Tổ chức quốc tế"),
        9: translate("choices", "Kết hôn"),
        10: translate("choices", "Lãnh sự quán"),
        11: translate("choices", "Viện trợ"),
        12: translate("choices", "Đại sứ quán"),
        13: translate("choices", "Định cư"),
        14: translate("choices", "Tiếp thị"),
        15: translate("choices", "Báo chí, phóng viên"),
        16: translate("choices", "Thương mại"),
        17: translate("choices", "Gia hạn thị thực"),
        18: translate("choices", "Chữa bệnh"),
        19: translate("choices", "Lao động"),
        20: translate("choices", "Mục đích khác"),
    }
    return tuple(Option(str(one.code), names.get(one.code, one.label)) for one in catalogue.reasons)
