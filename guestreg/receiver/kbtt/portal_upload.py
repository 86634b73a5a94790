"""The portal's side for files: three uploads, each answered "import thành công" whatever was taken of it.

    POST /portal/khach-viet-nam.xlsx      citizens, sheet of 19 columns, guests from row 5
    POST /portal/khach-nuoc-ngoai.xlsx    foreigners, sheet of 12 columns, guests from row 4
    POST /portal/khach-nuoc-ngoai.xml     foreigners, twelve tags

The body is the file itself, under its own media type, from this machine only. Called by `app`. Only a file that
can't be read at all is refused. It must not know the interface's calls.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from guestreg.receiver.kbtt.answers import Outcome
from guestreg.receiver.kbtt.catalogues import Catalogues
from guestreg.receiver.kbtt.guarded_xml import Unreadable
from guestreg.receiver.kbtt.guest_xml import guest_records
from guestreg.receiver.kbtt.portal_intake import PortalIntake
from guestreg.receiver.kbtt.portal_rows import (
    CITIZENS_SHEET,
    FOREIGNERS_SHEET,
    UploadedGuest,
    citizens,
    foreigners,
    foreigners_of_xml,
)
from guestreg.receiver.kbtt.practice import forbidden
from guestreg.receiver.kbtt.practice_clock import PracticeClock
from guestreg.receiver.kbtt.record import Record, SeenRequest
from guestreg.receiver.kbtt.reply import JSON_TYPE
from guestreg.receiver.kbtt.workbook import sheet_rows

IMPORTED = "import thành công"
NOT_THIS_KIND, TOO_LARGE = "File không đúng định dạng", "File quá lớn"
FILE_BYTES = 20 * 2**20
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XML_TYPE = "application/xml"


class PortalUploads:
    def __init__(self, intake: PortalIntake, record: Record, clock: PracticeClock, catalogues: Catalogues) -> None:
        self._intake = intake
        self._record = record
        self._clock = clock
        self._catalogues = catalogues

    def routes(self) -> list[Route]:
        return [
            self._route("/portal/khach-viet-nam.xlsx", XLSX_TYPE, self._citizens),
            self._route("/portal/khach-nuoc-ngoai.xlsx", XLSX_TYPE, self._foreigners),
            self._route("/portal/khach-nuoc-ngoai.xml", XML_TYPE, self._foreigners_of_xml),
        ]

    def _citizens(self, file: bytes) -> list[UploadedGuest]:
        return citizens(sheet_rows(file, CITIZENS_SHEET), self._catalogues)

    def _foreigners(self, file: bytes) -> list[UploadedGuest]:
        return foreigners(sheet_rows(file, FOREIGNERS_SHEET), self._catalogues)

    def _foreigners_of_xml(self, file: bytes) -> list[UploadedGuest]:
        return foreigners_of_xml(guest_records(file), self._catalogues)

    def _route(self, path: str, media_type: str, read: Callable[[bytes], list[UploadedGuest]]) -> Route:
        async def upload(request: Request) -> Response:
            refusal = forbidden(request, media_type)
            if refusal is not None:
                return refusal
            file = await _body(request)
            if file is None:
                return self._answered(request, b"", 413, TOO_LARGE)
            try:
                guests = await asyncio.to_thread(read, file)
            except Unreadable:
                return self._answered(request, file, 400, NOT_THIS_KIND)
            with self._record.transaction():
                self._intake.take(guests, hashlib.sha256(file).hexdigest())
                return self._answered(request, file, 200, IMPORTED)

        return Route(path, upload, methods=["POST"])

    def _answered(self, request: Request, file: bytes, status: int, message: str) -> Response:
        digest = hashlib.sha256(file).hexdigest()
        outcome: Outcome = "uploaded" if status == 200 else "refused"
        seen_at = self._clock.now().isoformat()
        path = request.url.path
        self._record.add_request(SeenRequest(0, "POST", path, seen_at, digest, len(file), status, outcome, None))
        body = json.dumps({"message": message}, ensure_ascii=False).encode()
        return Response(body, status, {"Content-Type": JSON_TYPE, "Date": self._clock.http_date()})


async def _body(request: Request) -> bytes | None:
    """The file; None when it is too large, read to its end all the same so that the caller hears the answer."""
    body = bytearray()
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= FILE_BYTES:
            body += chunk
    return bytes(body) if size <= FILE_BYTES else None
