"""A workbook's parts out of a file somebody chose: limits first, then the parts; and the file with one part changed.

Called by `template`. Nothing is written to disk here. It must not know what a part means.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

FILE_BYTES, INFLATED_BYTES, RATIO = 20 * 2**20, 100 * 2**20, 100
MOST_PARTS = 1_000
READ_BYTES, MOST_ELEMENTS = 16 * 2**20, 200_000
"""Of all parts that are looked into together, and of one of them; an honest template has a tenth of it."""
_ARCHIVE = b"PK\x03\x04"
_PART_HEAD = b"PK\x01\x02"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


class Unreadable(ValueError):
    """The file is no workbook, or larger than any honest one."""


@dataclass(frozen=True, slots=True, repr=False)
class Package:
    """Parts by name, in the order of the file, with what the file says of each."""

    infos: tuple[zipfile.ZipInfo, ...]
    parts: Mapping[str, bytes]

    def with_part(self, name: str, content: bytes) -> bytes:
        """The file with this part changed and every other as it was."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for info in self.infos:
                archive.writestr(_as_packed(info), content if info.filename == name else self.parts[info.filename])
        return out.getvalue()


def read_package(file: bytes) -> Package:
    """Raises Unreadable."""
    if len(file) > FILE_BYTES or file.count(_PART_HEAD) > MOST_PARTS:
        raise Unreadable("too large")
    room = min(INFLATED_BYTES, RATIO * len(file))
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            infos = tuple(archive.infolist())
            for info in infos:
                _check(info, parts)
                with archive.open(info) as stream:
                    part = stream.read(room + 1)
                room -= len(part)
                if room < 0 or part.startswith(_ARCHIVE):
                    raise Unreadable("inflates too far, or an archive in an archive")
                parts[info.filename] = part
    except _BROKEN as wrong:
        raise Unreadable(str(wrong)) from wrong
    return Package(infos, parts)


def guard_xml(part: bytes) -> None:
    """Raises Unreadable for anything but UTF-8 without a document type and with an honest number of elements.

    The encoding a part claims is not believed, so that all its readers see the same signs.
    """
    from xml.sax import SAXException
    from xml.sax.handler import ContentHandler
    from xml.sax.xmlreader import AttributesImpl, InputSource

    from defusedxml import sax

    class Counting(ContentHandler):
        left = MOST_ELEMENTS

        def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
            self.left -= 1
            if self.left < 0:
                raise Unreadable("too many elements")

    if b"\0" in part or len(part) > READ_BYTES:
        raise Unreadable("not UTF-8, or too large")
    source = InputSource()
    source.setByteStream(io.BytesIO(part))
    source.setEncoding("utf-8")
    try:
        sax.parse(source, Counting(), forbid_dtd=True)
    except (SAXException, ValueError) as wrong:
        raise Unreadable(str(wrong)) from wrong


def _check(info: zipfile.ZipInfo, earlier: Mapping[str, bytes]) -> None:
    name = info.filename
    if name.startswith("/") or "\\" in name or ".." in name.split("/") or name in earlier:
        raise Unreadable("a name no workbook has")
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("locked or packed in an unusual way")


def _as_packed(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """What the file says of the part, without the sizes that are counted anew."""
    kept = zipfile.ZipInfo(info.filename, info.date_time)
    kept.compress_type = info.compress_type
    kept.external_attr = info.external_attr
    kept.create_system = info.create_system
    return kept
