"""The rival of the drain: hand-written sockets under asyncio, nothing kept, nothing waited for."""

import asyncio
from collections import deque

PATH = "/client-service/kbtt-vn/kbtt-3th"
_HEAD = (
    "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer access-1\r\n"
    "Content-Type: application/json\r\nAccept: application/json\r\nContent-Length: {length}\r\n\r\n"
)


async def drain_by_sockets(port: int, bodies: list[bytes], in_flight: int, *, by_the_rules: bool) -> int:
    """How many were answered with success, or as there already.

    `by_the_rules`: as the program must, one that may have arrived goes again alone, and after "come later" one goes
    at a time until the next success.
    """
    left, told, is_well = deque((body, False) for body in bodies), 0, True
    room, entry = asyncio.Semaphore(in_flight), asyncio.Lock()

    async def carry() -> None:
        nonlocal told, is_well
        line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        while left:
            async with entry:
                if not left:
                    break
                body, unclear = left.popleft()
                taken = in_flight if by_the_rules and (unclear or not is_well) else 1
                for _ in range(taken):
                    await room.acquire()
            line = line or await asyncio.open_connection("127.0.0.1", port)
            try:
                status, answer = await _exchange(*line, port, body)
            except (asyncio.IncompleteReadError, ConnectionError):
                line[1].close()
                line = None
                left.append((body, True))
                continue
            finally:
                for _ in range(taken):
                    room.release()
            is_well = status == 200 or (status == 400 and "đang tạm trú" in answer.decode())
            if is_well:
                told += 1
            else:
                left.append((body, unclear))
        if line is not None:
            line[1].close()

    await asyncio.gather(*(carry() for _ in range(in_flight)))
    return told


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, body: bytes
) -> tuple[int, bytes]:
    writer.write(_HEAD.format(path=PATH, port=port, length=len(body)).encode() + body)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    length = next(int(line.split(":")[1]) for line in head if line.lower().startswith("content-length:"))
    return int(head[0].split(" ")[1]), await reader.readexactly(length)
