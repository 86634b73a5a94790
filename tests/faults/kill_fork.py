"""One start of the program as a forked child, watched through a pipe and killed at an instant.

`kill_run` calls it in a process without threads.
"""

import os
import select
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from guestreg.domain.identifiers import DeclarationId
from tests.faults.kill_program import Tell, teller

_CHILD_MAY_TAKE_S = 60.0


@dataclass
class Fate:
    """One start of the program: its marks, in order, and whether it was killed."""

    marks: list[list[str]]
    was_killed: bool

    def saw(self, mark: str) -> list[str] | None:
        return next((one[1:] for one in self.marks if one[0] == mark), None)

    def named(self, mark: str) -> set[DeclarationId]:
        return {DeclarationId(one) for one in self.saw(mark) or ()}

    @property
    def acknowledged(self) -> DeclarationId | None:
        """The declaration of the guest whom the program called saved."""
        saved = self.saw("saved")
        return None if saved is None else DeclarationId(saved[0])

    @property
    def receiving(self) -> bool:
        """An answer was there that nobody had recorded yet."""
        last = next((one[0] for one in reversed(self.marks) if one[0] in ("answered", "committed")), "")
        return last == "answered"

    def is_within(self, first: str, last: str) -> bool:
        return self.saw(first) is not None and self.saw(last) is None

    @property
    def leaving(self) -> DeclarationId | None:
        """The declaration that was on its way."""
        last = next((one for one in reversed(self.marks) if one[0] in ("leaving", "answered")), None)
        return DeclarationId(last[1]) if last is not None and last[0] == "leaving" else None


def fork(
    job: Callable[[Tell], None],
    mark: str | None = None,
    delay_s: float = 0.0,
    moments: dict[str, float] | None = None,
) -> Fate:
    """Run `job` in a child and kill it `delay_s` after its `mark`; None kills nobody, "" counts from the fork."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        os._exit(_in_child(job, teller(sink)))
    os.close(sink)
    text = b"" if mark == "" else _read_until(source, mark, moments)
    if mark is not None:
        _wait_exactly(delay_s)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    text += _read_until(source, None, moments)
    os.close(source)
    was_killed = os.WIFSIGNALED(status)
    if not was_killed and os.waitstatus_to_exitcode(status) != 0:
        raise AssertionError("the program ended by a bug")
    return Fate([line.split() for line in text.decode().splitlines()], was_killed)


def _in_child(job: Callable[[Tell], None], tell: Tell) -> int:
    try:
        job(tell)
    except BaseException:  # noqa: BLE001 - the child must not run on into its parent's code
        traceback.print_exc()
        return 70
    return 0


def _read_until(source: int, mark: str | None, moments: dict[str, float] | None) -> bytes:
    """Everything up to the line of `mark`, or to the end of the pipe."""
    text = b""
    while mark is None or f"\n{mark}".encode() not in b"\n" + text:
        if not select.select([source], [], [], _CHILD_MAY_TAKE_S)[0]:
            raise AssertionError("the program hangs")
        piece = os.read(source, 4096)
        if not piece:
            break
        if moments is not None:
            for line in piece.decode().splitlines():
                moments[line.split()[0]] = time.monotonic()
        text += piece
    return text


def _wait_exactly(seconds: float) -> None:
    """A kill's instant is the point of it, so the last millisecond isn't left to the scheduler."""
    end = time.monotonic() + seconds
    if seconds > 0.002:
        time.sleep(seconds - 0.001)
    while time.monotonic() < end:
        pass
