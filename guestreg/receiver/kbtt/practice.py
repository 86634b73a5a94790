"""`/_practice/`: what a tester in another process may read and set, on loopback only.

GET  stays, requests, faults          everything stored, seen, still to come
POST faults   {"clear": true, "set": [{"kind": …, "call": …, "count": …, "probability": …, "moment": …,
                                       "carried_out": …, "value": …}]}
POST clock    {"offset_seconds": n} or {"at": "2026-11-21T12:00:00+00:00"} or {} for the caller's clock again
"""

from __future__ import annotations

import ipaddress
from dataclasses import asdict
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from guestreg.receiver.kbtt.faults import Fault, Faults
from guestreg.receiver.kbtt.practice_clock import PracticeClock
from guestreg.receiver.kbtt.record import Record, StoredStay

_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


class Practice:
    def __init__(self, record: Record, clock: PracticeClock, faults: Faults) -> None:
        self._record = record
        self._clock = clock
        self._faults = faults

    def routes(self) -> list[Route]:
        return [
            Route("/_practice/stays", self._stays, methods=["GET"]),
            Route("/_practice/requests", self._requests, methods=["GET"]),
            Route("/_practice/faults", self._show_faults, methods=["GET"]),
            Route("/_practice/faults", self._set_faults, methods=["POST"]),
            Route("/_practice/clock", self._set_clock, methods=["POST"]),
        ]

    async def _stays(self, request: Request) -> Response:
        return forbidden(request) or JSONResponse([_stay(stay) for stay in self._record.stays()])

    async def _requests(self, request: Request) -> Response:
        return forbidden(request) or JSONResponse([asdict(seen) for seen in self._record.requests()])

    async def _show_faults(self, request: Request) -> Response:
        return forbidden(request) or self._faults_now()

    async def _set_faults(self, request: Request) -> Response:
        refusal = forbidden(request)
        if refusal is not None:
            return refusal
        try:
            wish = await request.json()
            to_add = [Fault(**one) for one in wish.get("set", [])]
        except (ValueError, TypeError, AttributeError) as wrong:
            return JSONResponse({"error": str(wrong)}, 400)
        if wish.get("clear"):
            self._faults.clear()
        self._faults.add(*to_add)
        return self._faults_now()

    async def _set_clock(self, request: Request) -> Response:
        refusal = forbidden(request)
        if refusal is not None:
            return refusal
        try:
            wish = await request.json()
            if "at" in wish:
                self._clock.fix(datetime.fromisoformat(wish["at"]))
            else:
                self._clock.follow(float(wish.get("offset_seconds", 0.0)))
        except (ValueError, TypeError, AttributeError) as wrong:
            return JSONResponse({"error": str(wrong)}, 400)
        return JSONResponse({"now": self._clock.now().isoformat()})

    def _faults_now(self) -> Response:
        planned = [asdict(fault) for fault in self._faults.planned()]
        return JSONResponse({"seed": self._faults.seed, "faults": planned})


def forbidden(request: Request, media_type: str = "application/json") -> Response | None:
    """The answer to a caller from elsewhere, or to a web page that borrows this machine's browser.

    What is written comes as `media_type`, which no page may send elsewhere unasked.
    """
    client = request.client.host if request.client is not None else ""
    try:
        from_here = ipaddress.ip_address(client).is_loopback
    except ValueError:
        from_here = False
    name = request.url.hostname or ""
    is_that_type = request.headers.get("content-type", "").partition(";")[0].strip().lower() == media_type
    if from_here and name in _LOCAL_NAMES and (request.method == "GET" or is_that_type):
        return None
    return Response(status_code=403)


def _stay(stay: StoredStay) -> dict[str, Any]:
    return {
        "stay_id": stay.stay_id,
        "call": stay.document.call,
        "document_kind": stay.document.kind,
        "document_number": stay.document.number,
        "nationality": stay.document.nationality,
        "arrival": stay.arrival.isoformat(sep=" "),
        "planned_departure": stay.planned_departure.isoformat(sep=" "),
        "checked_out": stay.checked_out.isoformat(sep=" ") if stay.checked_out is not None else None,
        "stored_at": stay.stored_at,
        "body_sha256": stay.body_sha256,
        "element": stay.element,
    }
