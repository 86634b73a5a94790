"""When a stay must be told, until when an endpoint takes it, and how long a stay is still a stay.

Entry rules, outbox policy and screens call it. All arithmetic is in Asia/Ho_Chi_Minh whatever zone an instant
comes in; results are aware UTC. No clock: the caller brings "now".
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import assert_never

from guestreg.domain.dates import VIETNAM, local
from guestreg.domain.guest import GuestKind
from guestreg.domain.rules import CitizenRules, ForeignerRules, Rules


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due_at`: lateness counts from here. `act_at`: from here on the screen urges, never after `due_at`."""

    due_at: datetime
    act_at: datetime


def due(kind: GuestKind, arrival: datetime, rules: Rules, *, remote: bool = False) -> Deadline:
    """Return the deadline of one person's declaration; `arrival` is aware, its seconds don't count.

    `remote` lengthens a foreigner's paper hours and leaves citizens alone.
    Source: Law on Residence art. 30 and Law 47/2014/QH13 art. 33 as read in domain rules, deadlines.
    """
    arrived = _arrived(arrival)
    match kind:
        case GuestKind.CITIZEN:
            return _citizen(arrived, rules.citizen)
        case GuestKind.FOREIGNER:
            return _foreigner(arrived, rules.foreigner, remote)
        case _:
            assert_never(kind)


def _citizen(arrived: datetime, rules: CitizenRules) -> Deadline:
    cut = datetime.combine(arrived.date(), rules.cutoff_local, VIETNAM)
    if arrived > cut:
        cut = datetime.combine(arrived.date() + timedelta(days=1), rules.late_due_local, VIETNAM)
    before_sleeping = arrived.time() < rules.late_due_local
    return Deadline(cut.astimezone(UTC), (arrived if before_sleeping else cut).astimezone(UTC))


def _foreigner(arrived: datetime, rules: ForeignerRules, remote: bool) -> Deadline:
    act_at = arrived.astimezone(UTC)
    hours = rules.paper_hours_remote if remote else rules.paper_hours
    return Deadline(act_at + timedelta(hours=hours), act_at)


def on_time(evidence_at: datetime, due_at: datetime) -> bool:
    """Tell whether the evidence came no later than the deadline.

    Source: domain rules, deadlines, "on time".
    """
    return evidence_at <= due_at


def window_closes_at(arrival: datetime, days_back: int) -> datetime:
    """Return the last second at which an endpoint takes this arrival: 23:59:59 of its date + `days_back`.

    Source: domain rules, deadlines, "endpoint window".
    """
    last_day = _arrived(arrival).date() + timedelta(days=days_back)
    return datetime.combine(last_day, time(23, 59, 59), VIETNAM).astimezone(UTC)


def stay_days(arrival: datetime, departure: datetime) -> int:
    """Return the days between the two dates in Vietnam; 0 for a departure on the day of arrival."""
    return (local(departure).date() - local(arrival).date()).days


def registration_due(arrival: datetime, planned_departure: datetime, rules: CitizenRules) -> bool:
    """Tell whether a citizen's stay is so long that residence must be registered: a warning, no refusal.

    Source: Law on Residence arts 2 and 27; domain rules, deadlines, "departure".
    """
    return stay_days(arrival, planned_departure) >= rules.registration_from_days


def extension_taken(arrival: datetime, new_departure: datetime, max_days: int) -> bool:
    """Tell whether the endpoint takes an extension to `new_departure`, at most arrival + `max_days`.

    Source: domain rules, deadlines, "departure".
    """
    return stay_days(arrival, new_departure) <= max_days


def stay_ends_at(arrival: datetime, planned_departure: datetime) -> datetime:
    """Return when the endpoint lets a stay end by itself: noon of the planned day, or as planned for one before it.

    Source: endpoint rules, departure of a citizen (unverified).
    """
    noon = datetime.combine(local(planned_departure).date(), time(12), VIETNAM)
    return (noon if noon > arrival else planned_departure).astimezone(UTC)


def _arrived(arrival: datetime) -> datetime:
    return local(arrival).replace(second=0, microsecond=0)
