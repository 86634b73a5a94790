"""Verbs about sending: send, status."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

import typer

from guestreg.cli.answer import Exit, Session
from guestreg.cli.authority_json import authority_json
from guestreg.cli.listing import instant, wall
from guestreg.cli.stay_json import open_json
from guestreg.domain.declaration import PERSON_NEXT, Hold, Reason, State
from guestreg.ports.reading import GuestLine, LineFilter
from guestreg.ports.store import EndpointCondition
from guestreg.services.desk import Desk
from guestreg.services.queries.standing import goes_by_itself, unsettled_before, waits_behind
from guestreg.services.workplace import Workplace

_SHOWN = (
    State.SENT,
    State.CONFIRMED,
    State.UNKNOWN,
    State.WAITING,
    State.RETURNED,
    State.WINDOW_CLOSED,
    State.HANDED_OVER,
    State.CANCELLED,
)


def send(
    context: typer.Context,
    until_idle: Annotated[bool, typer.Option("--until-idle", help="Go on until nothing is left to try.")] = False,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds at most.")] = 120.0,
) -> None:
    """Send what is waiting.  Example: guestreg send --until-idle --timeout 60"""
    session: Session = context.obj
    desk = session.workplace.desk()
    lacking = session.workplace.lacks_credentials()
    if not lacking and not desk.terms.kind.is_by_hand:
        drain(session.workplace, until_idle, timeout)
    content = _standing(session, desk, lacking)
    session.answer("send", content, _lines(session, content))
    if content["held"]:
        session.say(content["held"]["code"])
        raise typer.Exit(Exit.ENDPOINT)
    if content["declarations"]:
        raise typer.Exit(Exit.ENDPOINT if _unreached(desk) else Exit.NOT_ALL_SENT)


def status(context: typer.Context) -> None:
    """What is not done and why: what needs another way, then the nearest deadline.  Example: guestreg status --json"""
    session: Session = context.obj
    desk = session.workplace.desk()
    content = _standing(session, desk, session.workplace.lacks_credentials())
    session.answer("status", content, _lines(session, content))
    if content["held"]:
        session.say(content["held"]["code"])
    if content["declarations"]:
        raise typer.Exit(Exit.NOT_ALL_SENT)


def drain(workplace: Workplace, until_idle: bool, timeout: float) -> None:
    from guestreg.services.commands.send_now import send_now

    with workplace.sending() as courier:
        send_now(workplace.desk(), courier, until_idle=until_idle, timeout_s=timeout)


def _standing(session: Session, desk: Desk, lacking: str | None) -> dict[str, Any]:
    """Counts, the endpoint's hold, and every line that is not done with its reason."""
    now = desk.clock.now()
    lines = sorted(desk.reader.open_lines(), key=lambda line: line.state is not State.WINDOW_CLOSED)
    condition = desk.reader.condition(desk.terms.endpoint_id)
    if condition.hold is None and lacking:
        condition = replace(condition, hold=Hold.CREDENTIALS, reason=Reason(lacking))
    return {
        **counts(desk),
        "held": _held(session, condition),
        "next_due_at": instant(min((line.due_at for line in lines), default=None)),
        "next_try_at": instant(condition.next_try_at),
        **authority_json(session, desk),
        "declarations": [
            open_json(
                line,
                now,
                _reason(session, _why(line, condition)),
                _next_attempt_at(line, condition),
                _reason(session, unsettled_before(line)),
            )
            for line in lines
        ],
    }


def _held(session: Session, condition: EndpointCondition) -> dict[str, str] | None:
    if condition.hold is None:
        return None
    code = condition.reason.code if condition.reason else "E-07"
    return {"hold": condition.hold.value, "code": code, "text": session.phrases.sentence(code)}


def _why(line: GuestLine, condition: EndpointCondition) -> Reason | None:
    return waits_behind(line) or line.reason or condition.reason


def _next_attempt_at(line: GuestLine, condition: EndpointCondition) -> datetime | None:
    """When this line is tried by itself: no sooner than the endpoint and the version before it; None while only a
    person can go on."""
    if unsettled_before(line) is not None:
        return None if line.behind_next_at == PERSON_NEXT else line.behind_next_at
    if not goes_by_itself(line):
        return None
    times = (line.next_attempt_at, line.behind_next_at, condition.next_try_at)
    return max((at for at in times if at is not None), default=None)


def _reason(session: Session, reason: Reason | None) -> dict[str, str] | None:
    if reason is None:
        return None
    return {"code": reason.code, "text": session.phrases.sentence(reason.said_as, reason.params)}


def counts(desk: Desk) -> dict[str, int]:
    by_state = desk.reader.counts(LineFilter(), desk.clock.now()).by_state
    return {state.value: by_state.get(state, 0) for state in _SHOWN}


def _unreached(desk: Desk) -> bool:
    """The endpoint itself failed last, so that nothing could be asked of it."""
    condition = desk.reader.condition(desk.terms.endpoint_id)
    return condition.failures > 0


def _lines(session: Session, content: Mapping[str, Any]) -> list[str]:
    rows = [f"{state.value}\t{content[state.value]}" for state in _SHOWN if content[state.value]]
    rows += [one["text"] for one in content["notices"]]
    for one in content["declarations"]:
        due, again = (_wall(one[name]) for name in ("due_at", "next_attempt_at"))
        why = one["reason"]["text"] if one["reason"] else session.phrases.sentence("S-61")
        why += f" {one['before']['text']}" if one["before"] else ""
        rows.append(f"{one['register_no']}\t{one['full_name']}\t{one['state']}\t{due}\t{again}\t{why}")
    return rows


def _wall(published: str | None) -> str:
    return wall(datetime.fromisoformat(published) if published else None)
