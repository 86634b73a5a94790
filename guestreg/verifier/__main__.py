"""The stand-alone command: `python -m guestreg.verifier FILE`, and the same as one carried file.

Both languages unless one is asked for; with --json one object. The exit status is that of the verdict.
"""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from guestreg.verifier.anchors import Outside, held, typed
from guestreg.verifier.check import verify
from guestreg.verifier.report import EXITS, Report, sentences

_MOST_SHOWN = 20


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Wrong usage is no verdict on a ledger: not 2."""
        self.exit(EXITS["cannot_tell"], f"{self.format_usage()}{message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _Parser(prog="guestreg-verify", description="Checks a .luutru file. Exit 0 1 1 2 3: " + ", ".join(EXITS))
    parser.add_argument("file", type=Path)
    parser.add_argument("--anchor", action="append", default=[], type=typed, metavar="SIZE:CODE", help="from paper")
    parser.add_argument("--receipts", type=Path, metavar="DIR", help="receipts and checkpoints the police hold")
    parser.add_argument("--lang", choices=("vi", "en"))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    anchors: list[Outside] = asked.anchor
    if asked.receipts is not None:
        if not asked.receipts.is_dir():
            parser.error(f"no folder: {asked.receipts.name}")
        anchors = [*anchors, *held(asked.receipts)]
    report = verify(asked.file, anchors)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if asked.json:
        sys.stdout.write(json.dumps(report.as_data(asked.lang or "en"), ensure_ascii=False) + "\n")
        return report.exit
    for lang in (asked.lang,) if asked.lang else ("vi", "en"):
        sys.stdout.write("\n".join(lines(report, lang)) + "\n\n")
    return report.exit


def lines(report: Report, lang: str) -> list[str]:
    """The report for people. Names out of the file are shown with escapes for what a terminal could obey."""
    say, data = sentences(lang), report.as_data(lang)
    shown = [report.file, say[f"said_{report.verdict}"]]
    if data["reason"]:
        return [_plain(one) for one in [*shown, data["reason"]]]
    first = report.first_bad
    if first is not None:
        shown.append(f"{say['label_first']}: {_where(first.seq, first.place, say['label_entry'])}")
    shown.append(f"{say['label_counts']}: " + " / ".join(str(one) for one in report.counts.values()))
    if report.uncovered is not None:
        shown.append(f"{say['label_uncovered']}: {report.uncovered['entries']} / {report.uncovered['hours']}")
    shown += [
        f"- {_where(one['seq'], one['place'], say['label_entry'])}: {one['text']} [{one['class']}]"
        for one in data["findings"][:_MOST_SHOWN]
    ]
    more = len(report.findings) + report.unlisted - _MOST_SHOWN
    if more > 0:
        shown.append(f"… +{more}")
    shown += [f"* {one['source']}: {one['text']}" for one in data["anchors"]]
    return [_plain(one) for one in shown]


def _where(seq: int | None, place: str, word: str) -> str:
    return place if seq is None else f"{word} {seq} ({place})"


def _plain(text: str) -> str:
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


if __name__ == "__main__":
    sys.exit(main())
