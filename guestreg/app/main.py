"""Which face to show: a verb means the command line, none or a set-up file means the window."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from guestreg.app.program import Program
from guestreg.platform.clock import SystemClock
from guestreg.platform.logs import end_log, start_log
from guestreg.platform.paths import find_paths
from guestreg.platform.phrasebook_file import load_phrasebook
from guestreg.platform.random import OsRandom
from guestreg.platform.resources import resource_dir
from guestreg.platform.settings import SettingsDamaged

_ENVIRONMENT = 6
_OWNER_ALONE = 0o077
"""What this program makes is private: folders 0700, files 0600."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The console command. Returns the published exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    data, rest = _data_folder(given)
    paths = find_paths(data)
    before = os.umask(_OWNER_ALONE)
    log = start_log(paths.logs)
    try:
        try:
            program = Program(paths, SystemClock(), OsRandom())
        except SettingsDamaged:
            return _cannot_begin(rest, "E-96", {"detail": paths.settings.name})
        except OSError:
            return _cannot_begin(rest, "E-133", {"path": paths.data.name})
        return _run(program, rest)
    finally:
        end_log(log)
        os.umask(before)


def main_gui() -> int:
    """The command without a console: the window."""
    return main(sys.argv[1:])


def _data_folder(arguments: list[str]) -> tuple[Path | None, list[str]]:
    """`--data DIR` stands before the verb, because it decides what is opened."""
    if arguments[:1] == ["--data"] and len(arguments) > 1:
        return Path(arguments[1]), arguments[2:]
    if arguments and arguments[0].startswith("--data="):
        return Path(arguments[0].partition("=")[2]), arguments[1:]
    return None, arguments


def _run(program: Program, rest: list[str]) -> int:
    try:
        if not rest:
            return _window(program)
        if len(rest) == 1 and _is_set_up_file(rest[0]):
            return _window(program, Path(rest[0]))
        from guestreg.cli.command import run

        return run(program, rest)
    finally:
        program.close()


def _is_set_up_file(argument: str) -> bool:
    if "." not in argument or argument.startswith("-"):
        return False
    from guestreg.domain.set_up import SUFFIX

    return argument.endswith(SUFFIX)


def _cannot_begin(rest: list[str], code: str, params: dict[str, str]) -> int:
    """No settings, so nothing is known of this computer, not even the language."""
    from guestreg.cli.answer import say_failed
    from guestreg.platform.display import screen_answers

    sentence = load_phrasebook(resource_dir(), "vi").sentence(code, params)
    say_failed(next((one for one in rest if not one.startswith("-")), ""), code, sentence, as_json="--json" in rest)
    if not rest and screen_answers():
        from guestreg.app.window_run import show_cannot_begin

        show_cannot_begin(sentence, code)
    return _ENVIRONMENT


def _window(program: Program, set_up_file: Path | None = None) -> int:
    """With `set_up_file` on its page."""
    from guestreg.platform.display import screen_answers

    if not screen_answers():
        return _without_screen(program, set_up_file)
    from guestreg.app.window_start import start_window

    return start_window(program, set_up_file)


def _without_screen(program: Program, set_up_file: Path | None) -> int:
    """A set-up file is shown all the same, which changes nothing."""
    from guestreg.cli.command import run

    sys.stderr.write(program.phrasebook().sentence("E-98") + "\n")
    if set_up_file is not None:
        return run(program, ["setup", str(set_up_file)])
    run(program, ["--help"])
    return _ENVIRONMENT
