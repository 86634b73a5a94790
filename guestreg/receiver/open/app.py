"""The authority as one ASGI application: the calls of the contract under `/v1`, its keys under `/.well-known`.

Called by `server` and by tests. It must not know sockets or threads.
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from guestreg.receiver.open.calls import BATCH_BYTES, DOCUMENT_BYTES, Calls
from guestreg.receiver.open.exchange import Exchange
from guestreg.receiver.open.problems import Problem

_SMALL_BODY = 65_536
"""Notes, proofs and the other bodies that are no documents."""


def create_app(calls: Calls, exchange: Exchange) -> Starlette:
    """Every answer carries the true time and is never a page for people."""

    async def not_there(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        return exchange.problem(request, Problem("method-not-allowed" if status == 405 else "no-such-call"))

    call = exchange.call
    routes = [
        Route("/v1/hello", call(calls.hello, token=None), methods=["GET"]),
        Route("/.well-known/stay-declaration", call(calls.public_keys, token=False), methods=["GET"]),
        Route("/v1/enrolments", call(calls.enrol, token=False, body=_SMALL_BODY), methods=["POST"]),
        Route("/v1/device-keys", call(calls.change_key, body=_SMALL_BODY), methods=["POST"]),
        Route("/v1/declarations/{id}/versions/{version}", call(calls.declare, body=DOCUMENT_BYTES), methods=["PUT"]),
        Route("/v1/validate", call(calls.validate, body=DOCUMENT_BYTES), methods=["POST"]),
        Route("/v1/batches", call(calls.batch, body=BATCH_BYTES), methods=["POST"]),
        Route("/v1/declarations/{id}", call(calls.status), methods=["GET"]),
        Route("/v1/changes", call(calls.changes), methods=["GET"]),
        Route("/v1/messages/{id}/read", call(calls.read_message, body=_SMALL_BODY), methods=["POST"]),
        Route("/v1/checkpoints", call(calls.checkpoint, body=_SMALL_BODY), methods=["POST"]),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: not_there})
    app.router.redirect_slashes = False
    return app
