"""One call of the command line, and the one place where troubles become exit statuses."""

import io
import logging
import os
import sys
from collections.abc import Sequence

from guestreg.cli.answer import Exit, Session
from guestreg.cli.plain_list import asked_lines
from guestreg.services.workplace import Workplace

_log = logging.getLogger(__name__)


def run(workplace: Workplace, arguments: Sequence[str]) -> int:
    """One call; returns the published exit status. `--json` is taken at any place."""
    _speak_utf8()
    given = [one for one in arguments if one != "--json"]
    session = Session(workplace, len(given) != len(arguments))
    try:
        ended = _work(session, given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever ends a verb ends in a status and a sentence
        return _trouble(session, error)
    return ended


def _work(session: Session, given: list[str]) -> int:
    """A plain `list` is understood without typer, whose loading takes longer than the answer."""
    asked = asked_lines(given)
    if asked is not None:
        from guestreg.cli.listing import answer_lines

        session.verb = "list"
        answer_lines(session, "list", asked)
        return Exit.DONE
    from guestreg.cli.verbs import call

    return call(session, ["--json", *given] if session.as_json else given)


def _speak_utf8() -> None:
    """In any locale; what is no Unicode leaves as an escape, which in JSON is what it was."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _trouble(session: Session, error: Exception) -> int:
    from guestreg.cli.troubles import BUG, code_and_status

    code, status = code_and_status(error)
    where = ""
    if code == BUG:
        from guestreg.outbox.worker import code_of

        _log.error("bug", exc_info=error, extra={"code": code})
        where = code_of(error)
    session.fail(session.verb, code, where=where)
    return status
