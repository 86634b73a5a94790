"""A headless Chromium with one page open, spoken to over two pipes (the DevTools protocol). It reaches no network."""

import json
import os
import subprocess
from itertools import count
from pathlib import Path
from typing import Any, Self

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--proxy-server=127.0.0.1:9",
    "--remote-debugging-pipe",
)
_PIECE = 1 << 16


class Browser:
    """`profile`: an empty folder of its own."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._numbers = count(1)
        self._heard = b""
        self._session: str | None = None

    def __enter__(self) -> Self:
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        words = ("chromium", *_FLAGS, f"--user-data-dir={self._profile}", "about:blank")
        # The protocol's pipes are descriptors 3 and 4 by definition; moved by way of numbers nobody has.
        moves = f"exec 63<&{theirs_in} 64>&{theirs_out}; exec 3<&63 4>&64"
        self._process = subprocess.Popen(
            ("bash", "-c", f'{moves}; exec "$@"', "chromium", *words),
            pass_fds=(theirs_in, theirs_out),
            env={**os.environ, "HOME": str(self._profile)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        return self

    def __exit__(self, *how: object) -> None:
        self._process.terminate()
        self._process.wait(20)
        os.close(self._out)
        os.close(self._in)

    def open(self, page: Path) -> None:
        """As a file; returns once it has loaded."""
        self._session = None
        target = self._ask("Target.createTarget", url=page.resolve().as_uri())["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.run("new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done))")

    def run(self, expression: str) -> Any:
        """What it comes to, awaited. Raises RuntimeError with what the page threw."""
        said = self._ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in said:
            raise RuntimeError(said["exceptionDetails"].get("exception", said["exceptionDetails"]))
        return said["result"].get("value")

    def choose_file(self, selector: str, path: Path) -> None:
        """As a person does in the box that `selector` names."""
        root = self._ask("DOM.getDocument")["root"]["nodeId"]
        box = self._ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self._ask("DOM.setFileInputFiles", files=[str(path)], nodeId=box)

    def _ask(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        call = {"id": number, "method": method, "params": params}
        if self._session is not None:
            call["sessionId"] = self._session
        sent = memoryview(json.dumps(call).encode() + b"\0")
        while sent:
            sent = sent[os.write(self._out, sent[:_PIECE]) :]
        while True:
            answer = self._next()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return answer["result"]

    def _next(self) -> Any:
        while b"\0" not in self._heard:
            piece = os.read(self._in, _PIECE)
            if not piece:
                raise RuntimeError("the browser has ended")
            self._heard += piece
        message, self._heard = self._heard.split(b"\0", 1)
        return json.loads(message)
