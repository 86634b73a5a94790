"""The six lists the ministry gives out, calls 6 to 11, as plain rows. A failed answer is never an empty list.

Whoever refreshes catalogues calls it; keeping the old copy and comparing the two is his matter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guestreg.domain.code_list import CodeRow, ListFailure, ListName
from guestreg.domain.text import clean
from guestreg.endpoints.http import Call, HttpLine, NoReply
from guestreg.endpoints.kbtt.paths import KbttPaths
from guestreg.endpoints.kbtt.reading import Envelope, read_envelope

CAP_BYTES = 1024 * 1024
_SHRUNK_TOO_FAR = 2
"""A list less than one over this of the one held is taken for a fault."""


@dataclass(frozen=True, slots=True)
class _Layout:
    code: str
    label: str
    form: re.Pattern[str]
    english: str = ""
    parent: str = ""


_NUMBER = re.compile(r"[0-9]{1,3}")
_LAYOUTS: Mapping[ListName, _Layout] = {
    ListName.NATIONALITIES: _Layout("maQT", "tenQT", re.compile(r"[0-9A-Z]{1,3}"), "tenQTEn"),
    ListName.PROVINCES: _Layout("maTT", "tenTT", re.compile(r"[0-9]{3}"), "tenTTEn"),
    ListName.COMMUNES: _Layout("maPhuongXa", "tenPhuongXa", re.compile(r"[0-9]{9}"), "tenPhuongXaEn", "trucThuocTinh"),
    ListName.REASONS: _Layout("id", "name", _NUMBER),
    ListName.DOCUMENT_KINDS: _Layout("id", "name", _NUMBER),
    ListName.RESIDENCE_KINDS: _Layout("id", "name", _NUMBER),
}
_TEST_ROW = re.compile(r"\btest\b", re.IGNORECASE)


class CatalogueReader:
    """Fetches lists over a line of its own or the client's; no log-in is needed."""

    def __init__(self, line: HttpLine, paths: KbttPaths | None = None) -> None:
        self._line = line
        self._paths = paths or KbttPaths()

    def read(
        self, catalogue: ListName, *, province: str | None = None, held: int = 0
    ) -> tuple[CodeRow, ...] | ListFailure:
        """The rows without test rows and repeats. `province` for communes; `held` is the count of the copy at hand."""
        query = {"trucThuocTinh": province} if province is not None else {}
        self._line.allow()
        reply = self._line.exchange(
            Call("GET", getattr(self._paths, catalogue.value), query=query, cap_bytes=CAP_BYTES)
        )
        if isinstance(reply, NoReply):
            return ListFailure.NO_ANSWER
        said = None if reply.cut or reply.status != 200 else read_envelope(reply.body)
        if not isinstance(said, Envelope) or said.code != "200" or not isinstance(said.data, list):
            return ListFailure.NOT_UNDERSTOOD
        layout = _LAYOUTS[catalogue]
        if not all(isinstance(entry, dict) for entry in said.data):
            return ListFailure.NOT_UNDERSTOOD
        rows = {row.code: row for entry in said.data if (row := _row(entry, layout)) is not None}
        if not rows:
            return ListFailure.NOT_UNDERSTOOD
        return ListFailure.TOO_SMALL if len(rows) * _SHRUNK_TOO_FAR < held else tuple(rows.values())


def _row(entry: Mapping[str, Any], layout: _Layout) -> CodeRow | None:
    code, label = _text(entry, layout.code), _text(entry, layout.label)
    if code is None or label is None or not layout.form.fullmatch(code) or _TEST_ROW.search(label):
        return None
    return CodeRow(code, label, _text(entry, layout.english), _text(entry, layout.parent))


def _text(entry: Mapping[str, Any], key: str) -> str | None:
    """The value of `key`, which some versions write with a capital."""
    value = entry.get(key, entry.get(key[:1].upper() + key[1:]))
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return clean(str(value)) or None
