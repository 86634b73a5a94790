"""The page *Gọi giúp*: three steps, what if, whom to call, and what this program is made of."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from guestreg.desktop.help.model import HelpModel
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import ChipButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.labels import Muted, Paragraph, SubHeading
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName


class HelpView(PageView):
    """`show_help` fills it; nothing is loaded from anywhere."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "helpPage", "", parent)
        self.show_title(self.tr("Gọi giúp"))
        self._shown: list[QWidget] = []
        self.call = Banner(theme, "helpCall")
        self.body.addWidget(self.call)
        self.guide = self._card("helpGuide", self.tr("Khách đến – làm 3 việc"), self._steps())
        self.whatif = self._card("helpWhatIf", self.tr("Nếu…"), self._cases())
        self.safety = Banner(theme, "helpSafety")
        self.safety.show_words(ToneName.OK, "lock", self.tr("An toàn"), self._safety())
        self.body.addWidget(self.safety)
        self.more = ChipButton(theme, "aboutProgram", self.tr("Về chương trình"), icon="info")
        self.about = Card(theme, "aboutCard")
        self.about.hide()
        self.more.toggled.connect(self.about.setVisible)
        self.more.toggled.connect(lambda on: self.bring_into_sight(self.about) if on else None)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.about)
        self.body.addStretch(1)

    def show_help(self, model: HelpModel) -> None:
        if model.police_phone:
            title = self.tr("Cần giúp? Gọi {unit}").format(unit=model.police_unit or self.tr("Công an xã"))
            self.call.show_words(ToneName.INFO, "phone", title, f"<b>{escape(model.police_phone)}</b>")
        else:
            words = self.tr("Chưa ghi số điện thoại Công an xã. Ghi trong Cài đặt, mục Nhà mình.")
            self.call.show_words(ToneName.WARN, "phone", "", words)
        self._show_about(model)

    def take_focus(self) -> None:
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_about(self, model: HelpModel) -> None:
        for widget in self._shown:
            self.about.body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []
        self._tell(SubHeading(self.tr("Sổ Lưu Trú, bản {version}").format(version=model.version), name="aboutVersion"))
        licence = self.tr("Giấy phép Apache-2.0. Chữ Noto Sans, Tinos: SIL Open Font License 1.1. Qt: LGPL-3.0.")
        self._tell(Paragraph(licence, name="aboutLicence"))
        self._tell(SubHeading(self.tr("Quy định và danh mục"), name="aboutListsTitle"))
        rules = self.tr("Quy định: bản {version}").format(version=model.rules_version)
        self._tell(Paragraph(rules, name="aboutRules"))
        for number, one in enumerate(model.lists):
            words = self.tr("{name}: {count} mục, {month}").format(
                name=self._list_name(one.name), count=one.count, month="/".join(reversed(one.as_of.split("-")))
            )
            self._tell(Paragraph(words, name=f"aboutList{number}"))
            self._tell(Muted(self.tr("Nguồn: {source}").format(source=one.source), name=f"aboutSource{number}"))
        self._tell(SubHeading(self.tr("Chương trình ghi vào đâu"), name="aboutFoldersTitle"))
        for number, (name, folder) in enumerate(model.folders):
            line = Paragraph(
                f"<b>{escape(self._folder_name(name))}</b><br>{_breakable(folder)}", name=f"folder{number}"
            )
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._tell(line)

    def _tell(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self.about.body.addWidget(widget)
        widget.show()

    def _card(self, name: str, title: str, lines: Sequence[str]) -> Card:
        card = Card(self.theme, name)
        card.body.addWidget(SubHeading(title, name=f"{name}Title"))
        for number, line in enumerate(lines):
            card.body.addWidget(Paragraph(line, name=f"{name}{number}"))
        self.body.addWidget(card)
        return card

    def _steps(self) -> Sequence[str]:
        return (
            self.tr("1. Mở máy, bấm <b>F2</b>."),
            self.tr("2. <b>Quét thẻ</b> từng người, hoặc gõ số thẻ và tên."),
            self.tr("3. Bấm <b>F9</b>. Thấy <b>Đã gửi</b> hoặc <b>Công an đã nhận</b> là xong."),
        )

    def _cases(self) -> Sequence[str]:
        return (
            self.tr("<b>Không có mạng?</b> Vẫn làm như thường, máy gửi sau."),
            self.tr("<b>Ghi nhầm?</b> Bấm <b>Ctrl+Z</b> trong 20 giây. Sau đó mở sổ, chọn dòng rồi sửa."),
            self.tr("<b>Khách đi?</b> Bấm <b>F6</b>, chọn khách rồi bấm Enter."),
            self.tr("<b>Thấy “Chưa rõ – đang hỏi lại”?</b> Không phải làm gì, đừng khai lại."),
            self.tr("<b>Thấy “Phải báo cách khác”?</b> Gọi Công an xã, đọc tên và số giấy tờ."),
            self.tr("<b>Cần giấy?</b> Bấm <b>F7</b>, Enter, Enter."),
        )

    def _safety(self) -> str:
        return self.tr(
            "Chương trình không hỏi mật khẩu VNeID, mã OTP hay tiền. Không cài gì theo đường link người lạ gửi."
        )

    def _list_name(self, name: str) -> str:
        names = {
            "provinces": self.tr("Tỉnh, thành phố"),
            "communes": self.tr("Phường, xã, đặc khu"),
            "nationalities": self.tr("Quốc tịch"),
            "stay_reasons": self.tr("Lý do lưu trú"),
            "document_kinds": self.tr("Loại giấy tờ"),
            "residence_kinds": self.tr("Nơi cư trú"),
        }
        return names.get(name, name)

    def _folder_name(self, name: str) -> str:
        names = {
            "data": self.tr("Dữ liệu"),
            "settings": self.tr("Cài đặt"),
            "logs": self.tr("Nhật ký máy"),
            "keys": self.tr("Mã khóa"),
            "resources": self.tr("Tệp của chương trình"),
            "ledger": self.tr("Sổ đang dùng"),
        }
        return names.get(name, name)


def _breakable(folder: str) -> str:
    """A long path may wrap behind each separator."""
    return escape(folder).replace("/", "/\u200b").replace("\\", "\\\u200b")
