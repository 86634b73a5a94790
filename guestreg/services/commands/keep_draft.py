"""Keep the unfinished form, so that nothing typed is lost with the light; the window writes it every ten seconds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guestreg.ports.store import StoreBusy
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Outcome, failure_of

_FORM = 1
"""Form of the JSON; another one is not read."""


@dataclass(frozen=True, slots=True, repr=False)
class DraftGuest:
    """One guest as typed, with the codes the person confirmed."""

    fields: Mapping[str, str]
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A form as typed; field names are the form's own."""

    stay: Mapping[str, str]
    guests: tuple[DraftGuest, ...]


def keep_draft(desk: Desk, draft: Draft | None) -> Outcome[None]:
    """None throws the kept draft away."""
    try:
        with desk.store.unit_of_work() as uow:
            uow.house.put_draft(None if draft is None else _to_json(draft), desk.clock.now())
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    return Done(None)


def kept_draft(desk: Desk) -> Draft | None:
    """The draft of an earlier run, or None when there is none or it can't be understood."""
    try:
        with desk.store.unit_of_work() as uow:
            kept = uow.house.draft()
    except StoreBusy:
        return None
    return None if kept is None else _from_json(kept)


def _to_json(draft: Draft) -> bytes:
    guests = [{"fields": dict(one.fields), "confirmed": sorted(one.confirmed)} for one in draft.guests]
    return json.dumps({"form": _FORM, "stay": dict(draft.stay), "guests": guests}, ensure_ascii=True).encode()


def _from_json(kept: bytes) -> Draft | None:
    try:
        raw: Any = json.loads(kept)
        if raw["form"] != _FORM:
            return None
        guests = tuple(
            DraftGuest(_texts(one["fields"]), frozenset(map(str, one["confirmed"]))) for one in raw["guests"]
        )
        return Draft(_texts(raw["stay"]), guests) if guests else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _texts(raw: Mapping[Any, Any]) -> Mapping[str, str]:
    return {str(name): str(value) for name, value in raw.items()}
