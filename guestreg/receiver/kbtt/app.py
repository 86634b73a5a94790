"""The simulator as one ASGI application: twelve calls, the portal's list and uploads, `/_practice/`.

Called by `server` and by tests. It must not know sockets or threads.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from guestreg.receiver.kbtt.catalogues import read_catalogues
from guestreg.receiver.kbtt.exchange import Exchange
from guestreg.receiver.kbtt.faults import Faults
from guestreg.receiver.kbtt.portal import LIST_PATH, stay_list
from guestreg.receiver.kbtt.portal_intake import PortalIntake
from guestreg.receiver.kbtt.portal_upload import PortalUploads
from guestreg.receiver.kbtt.practice import Practice
from guestreg.receiver.kbtt.practice_clock import PracticeClock
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.reply import Reply
from guestreg.receiver.kbtt.settings import SimulatorSettings

CALLS: dict[int, tuple[str, str]] = {
    1: ("POST", "/authorization-service/oauth/token"),
    2: ("POST", "/authorization-service/oauth/refresh-token"),
    3: ("DELETE", "/authorization-service/oauth/revoke"),
    4: ("POST", "/client-service/kbtt/kbtt-3th"),
    5: ("POST", "/client-service/kbtt-vn/kbtt-3th"),
    6: ("GET", "/cms-backend/public/dm-qt/3th/get-all"),
    7: ("GET", "/cms-backend/public/dm-tinh-tp/get-all"),
    8: ("GET", "/cms-backend/public/dm-phuong-xa"),
    9: ("GET", "/cms-backend/public/ly-do-cu-tru/get-all"),
    10: ("GET", "/cms-backend/public/loai-giay-to/get-all"),
    11: ("GET", "/cms-backend/public/noi-cu-tru/get-all"),
}


class _Call:
    """An ASGI callable: Starlette hands such an object the bare connection, which faults need."""

    def __init__(self, play: Callable[[Scope, Receive, Send], object]) -> None:
        self._play = play

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await cast("asyncio.Future[None]", self._play(scope, receive, send))


def create_app(
    settings: SimulatorSettings,
    record: Record,
    clock: Callable[[], datetime],
    catalogues_dir: Path,
    faults: Faults,
    released: asyncio.Event | None = None,
) -> Starlette:
    """`clock` gives aware UTC instants; `released`, once set, lets go of requests that faults hold back."""
    practice_clock = PracticeClock(clock)
    catalogues = read_catalogues(catalogues_dir)
    exchange = Exchange(settings, record, practice_clock, catalogues, faults, released or asyncio.Event())

    async def download_list(request: Request) -> Response:
        body = stay_list(record.stays(), catalogues)
        headers = {"Content-Disposition": 'attachment; filename="danh-sach.csv"'}
        return exchange.response(Reply(200, body, "text/csv; charset=utf-8", headers), 0.0)

    async def not_there(request: Request, problem: Exception) -> Response:
        status = problem.status_code if isinstance(problem, HTTPException) else 404
        return exchange.note_unknown(request, status)

    paths = CALLS | {12: ("POST", settings.departure_path)}
    routes: list[BaseRoute] = [
        Route(path, _Call(exchange.endpoint(call)), methods=[method]) for call, (method, path) in paths.items()
    ]
    routes += [
        Route(LIST_PATH, download_list, methods=["GET"]),
        *PortalUploads(
            PortalIntake(settings, record, practice_clock, catalogues), record, practice_clock, catalogues
        ).routes(),
        *Practice(record, practice_clock, faults).routes(),
    ]
    app = Starlette(routes=routes, exception_handlers={404: not_there, 405: not_there})
    app.router.redirect_slashes = False
    return app
