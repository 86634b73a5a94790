"""Tries and how they ended, append-only, with the replies beside them: the store's `AttemptRepository`."""

from sqlalchemy import Connection, and_, bindparam, insert, select

from guestreg.domain.identifiers import DeclarationId
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.store.kept_rows import attempt_of, outcome_of
from guestreg.store.tables import attempt_outcomes, attempt_replies, attempts

_o = attempt_outcomes.c
_INSERT = insert(attempts)
_INSERT_OUTCOME = insert(attempt_outcomes)
_INSERT_REPLY = insert(attempt_replies)
_BOTH = (
    select(attempts, *(column for column in _o), attempt_replies.c.reply)
    .outerjoin(attempt_outcomes, _o.attempt_id == attempts.c.id)
    .outerjoin(attempt_replies, attempt_replies.c.attempt_id == attempts.c.id)
    .order_by(attempts.c.row_id)
)
_OF = _BOTH.where(
    and_(attempts.c.declaration_id == bindparam("which"), attempts.c.version == bindparam("which_version"))
)
_UNFINISHED = (
    select(attempts)
    .outerjoin(attempt_outcomes, _o.attempt_id == attempts.c.id)
    .where(_o.attempt_id.is_(None))
    .order_by(attempts.c.row_id)
)


class AttemptRows:
    """Reads and writes inside one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def start(self, attempt: Attempt) -> None:
        self._connection.execute(
            _INSERT,
            {
                "id": attempt.id,
                "declaration_id": attempt.declaration_id,
                "version": attempt.version,
                "started_at": attempt.started_at,
                "wire_sha256": attempt.wire_sha256,
                "host": attempt.host,
                "instance": attempt.instance,
                "program": attempt.program,
            },
        )

    def finish(self, outcome: AttemptOutcome) -> None:
        self._connection.execute(
            _INSERT_OUTCOME,
            {
                "attempt_id": outcome.attempt_id,
                "ended_at": outcome.ended_at,
                "outcome": outcome.outcome,
                "state": outcome.state.value,
                "http_status": outcome.http_status,
                "server_date": outcome.server_date,
                "code": outcome.code,
            },
        )
        if outcome.reply:
            self._connection.execute(_INSERT_REPLY, {"attempt_id": outcome.attempt_id, "reply": outcome.reply})

    def of(self, declaration_id: DeclarationId, version: int) -> tuple[tuple[Attempt, AttemptOutcome | None], ...]:
        rows = self._connection.execute(_OF, {"which": declaration_id, "which_version": version})
        return tuple((attempt_of(row), outcome_of(row)) for row in rows)

    def unfinished(self) -> tuple[Attempt, ...]:
        return tuple(map(attempt_of, self._connection.execute(_UNFINISHED)))
