"""The real program as the kill test runs it: store, endpoint client and builder of its own, with marks where it is.

A mark is a line on a pipe, so that it outlives the process that wrote it.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from types import TracebackType
from typing import Any, Self, cast

from guestreg.app.dispatch import Dispatch, Speaking
from guestreg.app.program import Program
from guestreg.cli.stay_json import stay_entry
from guestreg.domain.dates import local
from guestreg.domain.entry.stay import StayEntry
from guestreg.domain.identifiers import DeclarationId
from guestreg.outbox.carrying import Taken
from guestreg.outbox.courier import Courier
from guestreg.outbox.settling import Settlement, settle
from guestreg.outbox.verdict import judge
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import EndpointClient, Exchange, Greeting, News, Parcel
from guestreg.ports.store import Store, UnitOfWork
from guestreg.services.commands.correct_stay import CorrectStay, correct_stay
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done

Tell = Callable[..., None]
CORRECTED = 500_000
"""A corrected document number is the first one plus this."""


def teller(pipe: int) -> Tell:
    def tell(mark: str, *details: str) -> None:
        os.write(pipe, (" ".join((mark, *details)) + "\n").encode())

    return tell


def document_number(number: int) -> str:
    return f"001090{number:06d}"


def stay_json(number: int, now: datetime, *, corrected: bool = False, days_ago: int = 0) -> dict[str, Any]:
    """The form of one made-up guest as it would be typed at `now`."""
    arrived = local(now) - timedelta(minutes=5)
    return {
        "arrival": (arrived - timedelta(days=days_ago)).strftime("%Y-%m-%dT%H:%M"),
        "planned_departure": (arrived + timedelta(days=1)).strftime("%Y-%m-%dT12:00"),
        "room": "Nhà sàn",
        "notifier": "Lò Thị Say",
        "guests": [
            {
                "full_name": "Trần Văn Mẫu",
                "birth_date": "20/05/1990",
                "sex": "M",
                "doc_kind": 8,
                "doc_number": document_number(number + CORRECTED * corrected),
            }
        ],
    }


def entry(number: int, now: datetime, *, corrected: bool = False) -> StayEntry:
    return stay_entry(stay_json(number, now, corrected=corrected))


class MarkedUnit:
    """A unit of work that tells by its `mark` when it has the write lane, and when its commit is done."""

    def __init__(self, inner: UnitOfWork, tell: Tell, mark: str) -> None:
        self._inner = inner
        self._tell = tell
        self._mark = mark

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def __enter__(self) -> Self:
        self._inner.__enter__()
        self._tell(self._mark)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._inner.__exit__(kind, error, trace)

    def commit(self) -> None:
        self._tell(f"{self._mark}-commit")
        self._inner.commit()
        self._tell("committed")


class MarkedStore:
    """The store as one verb meets it."""

    def __init__(self, inner: Store, tell: Tell, mark: str) -> None:
        self._inner = inner
        self._tell = tell
        self._mark = mark

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def unit_of_work(self) -> UnitOfWork:
        return cast(UnitOfWork, MarkedUnit(self._inner.unit_of_work(), self._tell, self._mark))


def marked(desk: Desk, tell: Tell, mark: str) -> Desk:
    return replace(desk, store=cast(Store, MarkedStore(desk.store, tell, mark)))


class MarkedClient:
    """An endpoint client that tells which declaration leaves, and when its answer is there."""

    def __init__(self, inner: EndpointClient, tell: Tell) -> None:
        self._inner = inner
        self._tell = tell

    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        return self._inner.greet(afresh=afresh)

    @property
    def can_be_asked(self) -> bool:
        return self._inner.can_be_asked

    def send(self, parcel: Parcel) -> Exchange:
        self._tell("leaving", parcel.declaration_id)
        exchange = self._inner.send(parcel)
        self._tell("answered", type(exchange.outcome).__name__)
        return exchange

    def ask(self, parcel: Parcel) -> Exchange:
        return self._inner.ask(parcel)

    def news(self, cursor: str | None) -> News | Exchange:
        return self._inner.news(cursor)

    def close(self) -> None:
        self._inner.close()


class UnmarkedCourier(Courier):
    """The negative control: the commit of "marked before it leaves" is taken out, all else is as it was."""

    def _record_and_take(self, group: Sequence[Settlement], *, may_take: bool) -> tuple[list[Taken], bool]:
        with self._store.unit_of_work() as uow:
            for answer in group:
                if answer.attempt is not None:
                    uow.attempts.start(answer.attempt)
                uow.declarations.save(answer.sending)
                settle(uow, self._journal, answer, judge(answer.sending, answer.exchange.outcome), None, 0.0)
            uow.commit()
        del self._unrecorded[: len(group)]
        if not may_take or self._lanes.in_use:
            return [], True
        with self._store.unit_of_work() as uow:
            return self._outgoing.take(uow, replace(self._look(uow), lanes=1)).taken, True


class MarkedDispatch(Dispatch):
    """Couriers with marks around what they keep and what they send."""

    tell: Tell
    courier: type[Courier]

    def _courier(self, desk: Desk, speaking: Speaking) -> Courier:
        client = MarkedClient(speaking.client, self.tell)
        right = super()._courier(marked(desk, self.tell, "recording"), speaking._replace(client=client))
        if self.courier is not Courier:
            right.__class__ = self.courier
        return right


class MarkedProgram(Program):
    """The builder, with marks around the endpoint; `courier` may be the negative control's."""

    def __init__(self, *parts: Any, tell: Tell, courier: type[Courier] = Courier, **more: Any) -> None:
        super().__init__(*parts, **more)
        self._tell = tell
        self._courier_type = courier

    @cached_property
    def _dispatch(self) -> MarkedDispatch:
        right: Any = super()._dispatch
        right.__class__ = MarkedDispatch
        right.tell, right.courier = self._tell, self._courier_type
        return cast(MarkedDispatch, right)


class LaterClock:
    """The system's clock, some minutes ahead: what rests is over."""

    def __init__(self, real: Clock, ahead: timedelta) -> None:
        self._real = real
        self._ahead = ahead

    def now(self) -> datetime:
        return self._real.now() + self._ahead

    def monotonic_ms(self) -> int:
        return self._real.monotonic_ms()


def evening(program: MarkedProgram, number: int, typo_in: DeclarationId | None, tell: Tell) -> None:
    """One start of the program: the owner mends a typo if she still may, records a guest, and all is sent."""
    desk = program.desk()
    if typo_in is not None:
        mend_typo(desk, typo_in)
    tell("ready")
    outcome = record_stay(marked(desk, tell, "saving"), RecordStay(entry(number, desk.clock.now())))
    if not isinstance(outcome, Done):
        raise AssertionError(f"a made-up guest was refused: {outcome}")
    tell("saved", outcome.value.declarations[0].id)
    send_all(program)
    tell("idle")


def send_all(program: Program) -> int:
    """One pass; how many versions are still on their way and could go by themselves."""
    with program.sending() as courier:
        courier.try_now()
        done = courier.run_pass()
    return 0 if done.next_at is None else done.outstanding


def mend_typo(desk: Desk, declaration_id: DeclarationId) -> bool:
    """Whether the program let the owner change the document number of a guest who may have been told already."""
    with desk.store.unit_of_work() as uow:
        versions = uow.declarations.versions(declaration_id)
        kept = uow.stays.get(versions[-1].stay_id) if versions else None
    if kept is None or len(versions) > 1:
        return False
    number = int((kept.stay.guests[0].doc_number or "")[-6:])
    outcome = correct_stay(desk, CorrectStay(kept.id, entry(number, kept.stay.arrival, corrected=True)))
    return isinstance(outcome, Done)
