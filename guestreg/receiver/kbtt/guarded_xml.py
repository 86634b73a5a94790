"""Reading XML somebody uploaded: UTF-8 only, no document type, no entities, not more elements than a person's file has.

Called by `workbook` and `guest_xml`. It must not know what the elements mean.
"""

from __future__ import annotations

import io
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, InputSource

MOST_ELEMENTS = 500_000


class Unreadable(ValueError):
    """The file is not of its kind, or larger than any honest one."""


class Elements(ContentHandler):
    """Counts elements over all documents it is given; a reader adds what it looks for."""

    def __init__(self) -> None:
        super().__init__()
        self._elements = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise Unreadable("too many elements")


def read_xml(document: bytes, handler: Elements) -> None:
    """Raises Unreadable. The encoding a document claims is not believed, so all its readers see the same signs."""
    from defusedxml import sax

    if b"\0" in document:
        raise Unreadable("not UTF-8")  # the parser would follow the signs of UTF-16
    source = InputSource()
    source.setByteStream(io.BytesIO(document))
    source.setEncoding("utf-8")
    try:
        sax.parse(source, handler, forbid_dtd=True)
    except (SAXException, ValueError) as wrong:
        raise Unreadable(str(wrong)) from wrong
