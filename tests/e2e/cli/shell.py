"""The installed command as its own process each time, as a shell would start it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = (sys.executable, "-m", "guestreg")


class Shell:
    """Commands on one data folder; `setting` changes the environment."""

    def __init__(self, data: Path, **setting: str) -> None:
        self.data = data
        self._setting = setting

    def __call__(self, *arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.line(*arguments),
            input=stdin,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def json(self, *arguments: str | Path, stdin: object = None, status: int = 0) -> Any:
        done = self(*arguments, "--json", stdin="" if stdin is None else json.dumps(stdin))
        assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
        return json.loads(done.stdout)

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Under way; the caller waits for it."""
        return subprocess.Popen(
            self.line(*arguments), env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def line(self, *arguments: str | Path) -> list[str]:
        return [*COMMAND, "--data", str(self.data), *map(str, arguments)]

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, **self._setting}
