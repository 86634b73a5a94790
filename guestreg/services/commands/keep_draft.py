"""Keep unfinished forms, so that nothing typed is lost with the light; the window writes them every ten seconds.

There is one of a new stay, and one for each kept stay that is being corrected.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guestreg.domain.identifiers import GuestId, StayId
from guestreg.ports.store import StoreBusy, UnitOfWork
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Outcome, failure_of

_FORM = 2
"""Form of the JSON; 1 was a new stay alone, others are not read."""


@dataclass(frozen=True, slots=True, repr=False)
class DraftGuest:
    """One guest as typed, with the codes the person confirmed."""

    fields: Mapping[str, str]
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Corrects:
    """The stay a draft corrects, opened for `guest_id`. `stands`: where its guests stood when it was begun."""

    stay_id: StayId
    guest_id: GuestId
    stands: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A form as typed; field names are the form's own. `corrects` is None for a new stay."""

    stay: Mapping[str, str]
    guests: tuple[DraftGuest, ...]
    corrects: Corrects | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Drafts:
    """What is kept. `corrections` has the one typed at last first."""

    new: Draft | None = None
    corrections: tuple[Draft, ...] = ()

    def of(self, stay_id: StayId | None) -> Draft | None:
        """The correction of that stay; None asks for the new one."""
        if stay_id is None:
            return self.new
        return next((one for one in self.corrections if one.corrects and one.corrects.stay_id == stay_id), None)

    def without(self, stay_id: StayId | None) -> "Drafts":
        if stay_id is None:
            return Drafts(None, self.corrections)
        return Drafts(self.new, tuple(one for one in self.corrections if one is not self.of(stay_id)))

    def having(self, draft: Draft) -> "Drafts":
        """In place of the one of the same stay."""
        if draft.corrects is None:
            return Drafts(draft, self.corrections)
        return Drafts(self.new, (draft, *self.without(draft.corrects.stay_id).corrections))


def keep_draft(desk: Desk, draft: Draft) -> Outcome[None]:
    """In place of an earlier one of the same stay."""
    try:
        with desk.store.unit_of_work() as uow:
            _put(uow, _kept(uow).having(draft), desk.clock.now())
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    return Done(None)


def drop_draft(desk: Desk, stay_id: StayId | None) -> Outcome[None]:
    """Throw away the correction of that stay, or with None the new stay."""
    try:
        with desk.store.unit_of_work() as uow:
            end_draft(uow, stay_id, desk.clock.now())
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    return Done(None)


def end_draft(uow: UnitOfWork, stay_id: StayId | None, now: datetime) -> None:
    """In the transaction that records what it had."""
    _put(uow, _kept(uow).without(stay_id), now)


def kept_drafts(desk: Desk) -> Drafts:
    """The drafts of an earlier run; those that can't be understood are left out."""
    try:
        with desk.store.unit_of_work() as uow:
            return _kept(uow)
    except StoreBusy:
        return Drafts()


def _kept(uow: UnitOfWork) -> Drafts:
    kept = uow.house.draft()
    if kept is None:
        return Drafts()
    try:
        raw: Any = json.loads(kept)
        if raw["form"] == 1:
            return Drafts(_draft(raw))
        if raw["form"] != _FORM:
            return Drafts()
        new = _draft(raw["new"]) if raw["new"] else None
        corrections = (_draft(one) for one in raw["corrections"])
        return Drafts(new, tuple(one for one in corrections if one is not None and one.corrects is not None))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Drafts()


def _put(uow: UnitOfWork, drafts: Drafts, now: datetime) -> None:
    if drafts == Drafts():
        uow.house.put_draft(None, now)
        return
    raw = {
        "form": _FORM,
        "new": _raw(drafts.new) if drafts.new else None,
        "corrections": [_raw(one) for one in drafts.corrections],
    }
    uow.house.put_draft(json.dumps(raw, ensure_ascii=True).encode(), now)


def _raw(draft: Draft) -> dict[str, Any]:
    guests = [{"fields": dict(one.fields), "confirmed": sorted(one.confirmed)} for one in draft.guests]
    raw: dict[str, Any] = {"stay": dict(draft.stay), "guests": guests}
    if draft.corrects is not None:
        one = draft.corrects
        raw["corrects"] = {"stay_id": one.stay_id, "guest_id": one.guest_id, "stands": list(one.stands)}
    return raw


def _draft(raw: Any) -> Draft | None:
    guests = tuple(DraftGuest(_texts(one["fields"]), frozenset(map(str, one["confirmed"]))) for one in raw["guests"])
    if not guests:
        return None
    corrects = raw.get("corrects")
    if corrects is None:
        return Draft(_texts(raw["stay"]), guests)
    stands = tuple(map(str, corrects["stands"]))
    return Draft(
        _texts(raw["stay"]),
        guests,
        Corrects(StayId(str(corrects["stay_id"])), GuestId(str(corrects["guest_id"])), stands),
    )


def _texts(raw: Mapping[Any, Any]) -> Mapping[str, str]:
    return {str(name): str(value) for name, value in raw.items()}
