"""The portal's XML of foreign guests: one `THONG_TIN_KHACH` a guest, its values by tag.

Called by `portal_upload`. It must not know what a value may be.
"""

from __future__ import annotations

from xml.sax.xmlreader import AttributesImpl

from guestreg.receiver.kbtt.guarded_xml import Elements, read_xml
from guestreg.receiver.kbtt.portal_rows import FOREIGNER_TAGS

_ROOT, _GUEST = "KHAI_BAO_TAM_TRU", "THONG_TIN_KHACH"


def guest_records(document: bytes) -> list[dict[str, str]]:
    """The guests whose tags are the portal's own, in its order; others are left out. Raises Unreadable."""
    guests = _Guests()
    read_xml(document, guests)
    return guests.records


class _Guests(Elements):
    def __init__(self) -> None:
        super().__init__()
        self.records: list[dict[str, str]] = []
        self._open: list[str] = []
        self._tags: list[str] = []
        self._texts: list[str] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        super().startElement(name, attrs)
        self._open.append(name)
        if self._open == [_ROOT, _GUEST]:
            self._tags, self._texts = [], []
        elif self._open[:2] == [_ROOT, _GUEST]:
            self._tags.append(name)
            self._texts.append("")

    def characters(self, content: str) -> None:
        if len(self._open) == 3 and self._texts:
            self._texts[-1] += content

    def endElement(self, name: str) -> None:  # noqa: N802
        if self._open == [_ROOT, _GUEST] and self._tags == [tag for tag in FOREIGNER_TAGS if tag in self._tags]:
            self.records.append(dict(zip(self._tags, self._texts, strict=True)))
        self._open.pop()
