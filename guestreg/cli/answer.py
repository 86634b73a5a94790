"""How a verb answers: one JSON object or plain lines on stdout, sentences on stderr, and an exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from guestreg.services.workplace import Workplace

if TYPE_CHECKING:
    import typer

    from guestreg.domain.violation import Violation
    from guestreg.ports.phrasebook import Phrasebook
    from guestreg.services.outcome import Failed, Refused


class Exit(IntEnum):
    """Published; never renumbered."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    NOT_ALL_SENT = 3
    VERIFICATION = 4
    ENDPOINT = 5
    ENVIRONMENT = 6
    BUG = 70
    INTERRUPTED = 130


@dataclass(slots=True)
class Session:
    """One call of the program: where it works and how it answers."""

    workplace: Workplace
    as_json: bool
    lang: str = ""
    verb: str = ""
    _phrases: Phrasebook | None = None

    @property
    def phrases(self) -> Phrasebook:
        """Read at the first sentence."""
        if self._phrases is None or (self.lang and self._phrases.language != self.lang):
            self._phrases = self.workplace.phrasebook(self.lang or None)
        return self._phrases

    def say(self, code: str, params: Mapping[str, str] | None = None) -> None:
        """One sentence for the person."""
        tell(self.phrases.sentence(code, params))

    def answer(self, verb: str, content: Mapping[str, Any], lines: Iterable[str] = ()) -> None:
        """The verb's data: an object with its schema, or the plain lines."""
        if self.as_json:
            _print_object(verb, content)
        else:
            for line in lines:
                print(line)

    def violations(self, violations: Iterable[Violation]) -> list[dict[str, Any]]:
        return [
            {
                "code": one.code,
                "field": one.field,
                "guest": one.guest,
                "text": self.phrases.sentence(one.code, one.params, one.field),
            }
            for one in violations
        ]

    def refuse(self, verb: str, outcome: Refused | Failed, done: Mapping[str, Any] = {}) -> typer.Exit:
        """Say why not, and the exit status to raise; `done` is what was done all the same."""
        import typer

        from guestreg.domain.violation import blocking
        from guestreg.services.outcome import Failed

        if isinstance(outcome, Failed):
            return self.fail(verb, outcome.code, outcome.params, done=done)
        refused = self.violations(blocking(outcome.violations))
        self.answer(verb, {**done, "violations": refused})
        for one in refused:
            whose = "" if one["guest"] is None else f"{one['guest'] + 1}. "
            tell(f"{whose}{one['text']} [{one['code']}]")
        return typer.Exit(Exit.REFUSED)

    def fail(
        self,
        verb: str,
        code: str,
        params: Mapping[str, str] | None = None,
        *,
        where: str = "",
        done: Mapping[str, Any] = {},
    ) -> typer.Exit:
        """A trouble: its sentence, and the status that says whose it is; `where` a bug was met, for helpers."""
        import typer

        say_failed(verb, code, self.phrases.sentence(code, params), as_json=self.as_json, where=where, done=done)
        if code in _ENDPOINT_CODES:
            return typer.Exit(Exit.ENDPOINT)
        return typer.Exit(Exit.REFUSED if code in _INPUT_CODES else Exit.ENVIRONMENT)


def say_failed(
    verb: str, code: str, text: str, *, as_json: bool, where: str = "", done: Mapping[str, Any] = {}
) -> None:
    """What went wrong: the object on stdout where one is asked for, and in any case a line for the person."""
    if as_json:
        _print_object(verb, {**done, "failed": {"code": code, "text": text, **({"where": where} if where else {})}})
    tell(f"{text} [{f'{code} {where}'.strip()}]")


def _print_object(verb: str, content: Mapping[str, Any]) -> None:
    print(json.dumps({"schema": f"guestreg.{verb or 'usage'}/1", **content}, ensure_ascii=False))


def tell(text: str) -> None:
    """A line for the person; what a terminal could take for an order is shown as its escape."""
    print("".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text), file=sys.stderr)


_INPUT_CODES = frozenset(
    "E-34 E-51 E-90 E-92 E-93 E-96 E-130 E-131 E-132 E-148 E-151 E-152 E-153 E-172 E-174 "
    "E-48 E-215 E-216 E-218 E-190 E-191 E-192 E-196 E-201 E-203 E-204 E-205 E-230 E-260".split()
)
_ENDPOINT_CODES = frozenset("E-01 E-02 E-03 E-04 E-05 E-07 E-32 E-52 E-213".split())
