"""Shows a PDF page by page and puts it on paper. Needs the optional module of Qt; `Paper` says if it is there."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from guestreg.desktop.kit.buttons import PlainButton
from guestreg.desktop.kit.labels import FieldLabel
from guestreg.desktop.kit.theme import Theme

if TYPE_CHECKING:
    pass


class PdfPages:
    """A PDF held in memory."""

    def __init__(self, pdf: bytes) -> None:
        from PySide6.QtPdf import QPdfDocument

        # Document and buffer live as long as each other; Qt reads from the buffer page by page.
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document: QPdfDocument = QPdfDocument(self._buffer)
        self._document.load(self._buffer)

    @property
    def count(self) -> int:
        return self._document.pageCount()

    def image(self, page: int, width: int) -> QImage:
        """The page as a picture, `width` px wide, on white."""
        size = self._document.pagePointSize(page)
        height = round(width * size.height() / size.width())
        drawn = self._document.render(page, QSize(width, height))
        sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
        sheet.fill(Qt.GlobalColor.white)
        painter = QPainter(sheet)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return sheet

    def shape(self, page: int) -> float:
        """Height by width."""
        size = self._document.pagePointSize(page)
        return size.height() / size.width()


class PageSheet(QWidget):
    """One page, as wide as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._page, self._drawn = 0, QImage()
        self.setObjectName("printSheet")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_page(self, pages: PdfPages | None, page: int) -> None:
        self._pages, self._page, self._drawn = pages, page, QImage()
        self._grow()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(width * self._pages.shape(self._page)) if self._pages else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pages is None:
            return
        ratio = self.devicePixelRatioF()
        wanted = round(self.width() * ratio)
        if self._drawn.width() != wanted:
            self._drawn = self._pages.image(self._page, wanted)
        painter = QPainter(self)
        target = QRectF(0, 0, self.width(), self.heightForWidth(self.width()))
        painter.drawImage(target, self._drawn)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(target.adjusted(0, 0, -1, -1))
        painter.end()

    def _grow(self) -> None:
        height = self.heightForWidth(self.width())
        if height != self.minimumHeight():
            self.setMinimumHeight(height)


class PreviewPane(QWidget):
    """The pages with the way from one to the next."""

    turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._page = 0
        self.sheet = PageSheet()
        self.label = FieldLabel(name="printPage")
        self.back = PlainButton(theme, "printPageBack", self.tr("Trang trước"), icon="left")
        self.forth = PlainButton(theme, "printPageForth", self.tr("Trang sau"), icon="right")
        self.back.clicked.connect(lambda: self._turn(-1))
        self.forth.clicked.connect(lambda: self._turn(1))
        self._turners = QWidget()
        row = QHBoxLayout(self._turners)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self.back)
        row.addWidget(self.forth)
        row.addWidget(self.label)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._turners)
        column.addWidget(self.sheet)
        column.addStretch(1)
        self.show_pdf(None)

    @property
    def pages(self) -> PdfPages | None:
        return self._pages

    def show_pdf(self, pdf: bytes | None) -> None:
        self._pages = PdfPages(pdf) if pdf is not None else None
        self._page = 0
        self.setVisible(self._pages is not None)
        self._turn(0)

    def _turn(self, step: int) -> None:
        count = self._pages.count if self._pages else 0
        self._page = min(max(self._page + step, 0), max(count - 1, 0))
        self.sheet.show_page(self._pages, self._page)
        words = self.tr("Trang {n}/{all}").format(n=self._page + 1, all=count)
        self.label.setText(words)
        self.sheet.setAccessibleName(words)
        self.back.setEnabled(self._page > 0)
        self.forth.setEnabled(self._page < count - 1)


class Paper:
    """What this computer can do with a PDF: show it, print it, hand it to another program."""

    def can_show(self) -> bool:
        """Qt's module for PDF is optional."""
        return find_spec("PySide6.QtPdf") is not None

    def open(self, path: Path) -> None:
        """In whatever program the person reads PDFs with."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def has_printer(self) -> bool:
        return bool(QPrinterInfo.availablePrinterNames())

    def put(self, pages: PdfPages, parent: QWidget) -> bool:
        """Ask for a printer and print; False when the person went back."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        print_pages(pages, printer)
        return True


def print_pages(pages: PdfPages, printer: QPrinter) -> None:
    """Each page fills the paper; A4 landscape, as the register is laid out."""
    from PySide6.QtGui import QPageLayout, QPageSize

    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    landscape = pages.shape(0) < 1
    orientations = QPageLayout.Orientation
    printer.setPageOrientation(orientations.Landscape if landscape else orientations.Portrait)
    printer.setFullPage(True)
    painter: Any = QPainter(printer)
    for page in range(pages.count):
        if page:
            printer.newPage()
        paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
        painter.drawImage(paper, pages.image(page, min(round(paper.width()), 3500)))
    painter.end()
