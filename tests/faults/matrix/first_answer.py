"""The first answer of a cell as it must be told and kept: a sentence in both languages, evidence with the attempt."""

from collections.abc import Iterator

from guestreg.domain.declaration import Reason
from guestreg.platform.phrasebook_file import load_phrasebook
from guestreg.platform.resources import resource_dir
from guestreg.ports.attempt import Attempt, AttemptOutcome
from tests.faults.matrix.row import Row

_PHRASES = tuple(load_phrasebook(resource_dir(), language) for language in ("vi", "en"))
_WITHOUT_DATE = "no date"

Kept = tuple[tuple[Attempt, AttemptOutcome | None], ...]


def wrong_in_first(row: Row, reason: Reason | None, attempts: Kept, host: str) -> Iterator[str]:
    """`reason` is what is told of it."""
    yield from _wrong_words(row, reason)
    if len(attempts) != (0 if row.is_before_the_greeting else 1):
        yield f"{len(attempts)} attempts kept"
    for tried, outcome in attempts:
        if outcome is None:
            yield "the attempt has no outcome"
        else:
            yield from _wrong_evidence(row, tried, outcome, host)


def _wrong_words(row: Row, reason: Reason | None) -> Iterator[str]:
    if reason is None:
        yield "nothing is told"
        return
    code = reason.code
    if code != row.first.code:
        yield f"sentence {code}, not {row.first.code}"
    for phrases in _PHRASES:
        said = phrases.sentence(code, reason.params)
        if not said or "{" in said:
            yield f"no sentence for {code} in {phrases.language}"


def _wrong_evidence(row: Row, tried: Attempt, outcome: AttemptOutcome, host: str) -> Iterator[str]:
    expect = row.first
    if outcome.outcome != expect.outcome:
        yield f"kept as {outcome.outcome}, not {expect.outcome}"
    if tried.host != host:
        yield "another host was kept"
    if tried.started_at > outcome.ended_at:
        yield "it ended before it began"
    if expect.status is not None:
        if outcome.http_status != expect.status:
            yield f"status {outcome.http_status}, not {expect.status}"
        if (outcome.server_date is None) is not (row.name == _WITHOUT_DATE):
            yield "the server's date was not kept"
