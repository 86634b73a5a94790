"""Faults of the line itself: what a connection does when it breaks, stalls or lies about lengths.

Called by `exchange` with the connection's transport. It must not know calls or envelopes.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from http import HTTPStatus
from typing import Any

from guestreg.receiver.kbtt.faults import Fault
from guestreg.receiver.kbtt.reply import Reply

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

_DRIP_SECONDS = 0.2
_DRIP_PROMISE = 1_000_000
_LIE = 7
_LINGER = "hh" if os.name == "nt" else "ii"


class Line:
    """One connection in the middle of one request; `released` ends whatever it holds back."""

    def __init__(self, transport: asyncio.Transport, receive: Receive, released: asyncio.Event) -> None:
        self._transport = transport
        self._receive = receive
        self._released = released

    async def suffer(self, fault: Fault, reply: Reply) -> None:
        """Play the fault to its end; afterwards the connection is gone."""
        match fault.kind:
            case "silence":
                await self._unless_released(self._gone())
                self._transport.abort()
            case "drip":
                await self._drip(fault.seconds(_DRIP_SECONDS), reply)
            case "truncate":
                await self._lie(fault, reply, promised=len(reply.body), body=reply.body[: len(reply.body) // 2])
            case "wrong_length":
                lie = -_LIE if fault.value == "short" else _LIE
                await self._lie(fault, reply, promised=max(len(reply.body) + lie, 0), body=reply.body)
            case "reset":
                self._reset_on_close()
                self._transport.abort()
            case _:
                self._transport.abort()
        self._transport.close()
        await self._gone()

    async def _lie(self, fault: Fault, reply: Reply, promised: int, body: bytes) -> None:
        self._write(reply, promised, body)
        if fault.moment == "before":
            # A connection closed over unread bytes is reset, and the reset overtakes the answer.
            await self._unless_released(self._rest_of_the_body())

    async def _drip(self, pace_seconds: float, reply: Reply) -> None:
        self._write(reply, promised=_DRIP_PROMISE, body=b"")
        while not (self._transport.is_closing() or self._released.is_set()):
            self._transport.write(b" ")
            await asyncio.sleep(pace_seconds)
        self._transport.abort()

    async def _unless_released(self, waiting: Coroutine[Any, Any, None]) -> None:
        waits = {asyncio.ensure_future(waiting), asyncio.ensure_future(self._released.wait())}
        _, left = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for one in left:
            one.cancel()

    async def _rest_of_the_body(self) -> None:
        while (await self._receive()).get("more_body", False):
            continue

    async def _gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            continue

    def _write(self, reply: Reply, promised: int, body: bytes) -> None:
        lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}", f"Content-Length: {promised}"]
        if reply.content_type is not None:
            lines.append(f"Content-Type: {reply.content_type}")
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        self._transport.write("\r\n".join([*lines, "", ""]).encode("latin-1") + body)

    def _reset_on_close(self) -> None:
        connection = self._transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(_LINGER, 1, 0))
