"""An endpoint for the speed bars: every answer takes its time, one in ten comes to nothing at the first try.

It runs in a process of its own: `python -m tests.bench.slow_police` prints its port, and its account at the end.
Plain sockets under asyncio, so that it is never what is measured. Half of its faults are an answer that asks for
patience before anything was taken, half a connection cut after everything was.
"""

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from tests.fakes.scripted_police import token_data

LATENCY_S = 0.2
ONE_FAULT_IN = 10
TOKEN_PATH = "/authorization-service/"
TAKEN = {"code": "200", "message": "Thành công", "data": None}
ALREADY = (
    "Bản khai báo 1: Loại giấy tờ 'Thẻ Căn Cước' và Số giấy tờ '{}' đang tạm trú tại CSLT và chưa checkout, "
    "Bản khai báo 1: Khách đã có khai báo tạm trú từ {} đến {} tại cơ sở lưu trú này"
)


@dataclass(slots=True)
class Account:
    """What it took in, by document number, and how many requests it had."""

    taken: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    faults: int = 0
    seen: set[str] = field(default_factory=set)


class SlowPolice:
    """The other side of one measurement, started and ended with it."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.bench.slow_police"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        return self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def account(self) -> dict[str, int]:
        """Ends it: how many it took, once each or more, in how many requests."""
        said, _ = self._process.communicate("end\n", timeout=60)
        account: dict[str, int] = json.loads(said)
        return account

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


async def _serve() -> None:
    account, ended = Account(), asyncio.Event()

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await _answer(account, reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    loop.add_reader(sys.stdin.fileno(), ended.set)
    await ended.wait()
    effects = sum(account.taken.values())
    print(
        json.dumps(
            {
                "unique": len(account.taken),
                "effects": effects,
                "requests": account.requests,
                "faults": account.faults,
            }
        ),
        flush=True,
    )


async def _answer(account: Account, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """One request; False when the connection is over."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    path = head.split(" ", 2)[1]
    length = next(
        (int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length:")), 0
    )
    body = await reader.readexactly(length)
    if path.startswith(TOKEN_PATH):
        _reply(writer, 200, {"code": "200", "message": "Thành công", "data": token_data(life_s=10**7)})
        return True
    account.requests += 1
    waited = asyncio.Event()
    asyncio.get_running_loop().call_later(LATENCY_S, waited.set)
    await waited.wait()
    return _take(account, writer, json.loads(body)[0])


def _take(account: Account, writer: asyncio.StreamWriter, guest: dict[str, Any]) -> bool:
    number = str(guest["soGiayTo"])
    first_try = number not in account.seen
    account.seen.add(number)
    place = int(number) % ONE_FAULT_IN if first_try else None
    if place == 0 and int(number) // ONE_FAULT_IN % 2:
        account.faults += 1
        _reply(writer, 503, {"code": "503", "message": "Bận", "data": None}, "Retry-After: 1\r\n")
        return True
    if number in account.taken:
        said = ALREADY.format(number, guest["ngayDenCsltStr"][:10], guest["ngayDiDuKienStr"][:10])
        _reply(writer, 400, {"code": "400", "message": said, "data": None})
        return True
    account.taken[number] = account.taken.get(number, 0) + 1
    if place == 0:
        account.faults += 1
        return False
    _reply(writer, 200, TAKEN)
    return True


def _reply(writer: asyncio.StreamWriter, status: int, envelope: dict[str, Any], more: str = "") -> None:
    body = json.dumps(envelope, ensure_ascii=False).encode()
    head = f"HTTP/1.1 {status} -\r\n{more}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)


if __name__ == "__main__":
    asyncio.run(_serve())
