"""A private PostgreSQL server in a folder of its own, reached by a socket in that folder; nobody else's is touched.

initdb refuses root, so everything of the server runs as another user then. A missing server fails the test.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg

_FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=on -c shared_buffers=32MB -c max_connections=60"
_NOBODY = 65534


class PostgresServer:
    """Started by `start`, ended by `stop`, which also removes its folder."""

    def __init__(self, *, in_memory: bool = True) -> None:
        place = "/dev/shm" if in_memory and Path("/dev/shm").is_dir() else "/tmp"
        self._folder = Path(tempfile.mkdtemp(prefix="gr-pg-", dir=place))  # a socket's path is short
        self._places = 0

    def start(self, options: str = "") -> None:
        """`options` come after the fast ones and win."""
        if os.geteuid() == 0:
            os.chown(self._folder, _NOBODY, _NOBODY)
        data = str(self._folder / "data")
        if not Path(data).exists():
            self._run("initdb", "-D", data, "-U", "guestreg", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        sockets = f"-c listen_addresses='' -c unix_socket_directories={self._folder} {_FAST} {options}"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", data, "-l", log, "-o", sockets, "-w", "-t", "60", "start")

    def stop(self, mode: str = "immediate", *, keep: bool = False) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", mode, "-w", "stop")
        if not keep:
            shutil.rmtree(self._folder)

    def new_place(self) -> str:
        """The URL of an empty place: a role of its own whose tables lie in a schema of its own."""
        self._places += 1
        name = f"desk{self._places}"
        with self.connect() as connection:
            connection.execute(f"CREATE ROLE {name} LOGIN")
            connection.execute(f"CREATE SCHEMA {name} AUTHORIZATION {name}")
        return f"postgresql://{name}@/postgres?host={quote(str(self._folder))}"

    def connect(self, role: str = "guestreg") -> psycopg.Connection:
        """A bare connection that commits by itself; the role `guestreg` may do everything."""
        return psycopg.connect(f"host={self._folder} user={role} dbname=postgres", autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [_binary(program), *arguments]
        if os.geteuid() == 0:
            ids = [f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]
            command = ["setpriv", *ids, *command]
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"}
        with (self._folder / "output").open("w") as output:
            done = subprocess.run(
                command, env=environment, cwd=self._folder, stdout=output, stderr=subprocess.STDOUT, check=False
            )
        if done.returncode:
            said = (self._folder / "output").read_text() + _text(self._folder / "log")
            raise RuntimeError(f"{program} failed: {said[-2000:]}")


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _binary(program: str) -> str:
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
    found = shutil.which(program) or (str(installed[0]) if installed else None)
    if found is None:
        raise RuntimeError(f"no PostgreSQL server: {program} is neither on PATH nor in /usr/lib/postgresql")
    return found
