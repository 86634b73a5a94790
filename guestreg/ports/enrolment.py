"""What comes of asking an authority to let this computer declare for its house, with the one-time code it gave."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Enrolled:
    """`token` goes to the keyring and nowhere else."""

    token: str
    device_id: str


@dataclass(frozen=True, slots=True)
class NotEnrolled:
    """`reason`: `code-wrong`, `code-spent`, `code-expired`, or what else it said."""

    reason: str
