"""A line's versions with their tries as `show` gives them, as JSON and as lines. Knows neither stay nor guest."""

from typing import Any

from guestreg.cli.listing import instant, wall
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.reading import Version


def version_json(one: Version) -> dict[str, Any]:
    return {
        "version": one.version,
        "kind": one.kind.value,
        "state": one.state.value,
        "grade": one.grade.value,
        "proof": one.proof.value if one.proof else None,
        "evidence_at": instant(one.evidence_at),
        "attempts": [_attempt_json(attempt, outcome) for attempt, outcome in one.attempts],
    }


def version_lines(one: Version) -> list[str]:
    """The version, then a line for each try."""
    proof = one.proof.value if one.proof else ""
    head = f"  {one.version}\t{one.kind.value}\t{one.state.value}\t{one.grade.value}\t{proof}\t{wall(one.evidence_at)}"
    return [head.rstrip(), *(_attempt_line(attempt, outcome) for attempt, outcome in one.attempts)]


def _attempt_json(attempt: Attempt, outcome: AttemptOutcome | None) -> dict[str, Any]:
    return {
        "started_at": instant(attempt.started_at),
        "host": attempt.host,
        "wire_sha256": attempt.wire_sha256,
        "outcome": outcome.outcome if outcome else None,
        "http_status": outcome.http_status if outcome else None,
    }


def _attempt_line(attempt: Attempt, outcome: AttemptOutcome | None) -> str:
    ended = f"{outcome.outcome}\t{outcome.http_status or ''}" if outcome else ""
    return f"    {wall(attempt.started_at)}\t{attempt.host}\t{ended}".rstrip()
