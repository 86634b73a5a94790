"""Which kills are wanted, and what is counted of those that happened."""

from dataclasses import dataclass, field

AIMS = {
    "before": 35,
    "inside": 50,
    "after": 40,
    "delivery": 60,
    "receiving": 30,
    "handing_over": 30,
    "reconciling": 30,
    "importing": 30,
}
"""Kills wanted of each kind; the classes are counted from what happened, not from the aim."""
IN_FLIGHT = ("delivery", "receiving")
"""The kills that find a program which sends before it marks."""
RECOUNTED = ("after", "delivery")
"""Told apart in the end, by what the police have."""
SPANS = {
    "before": ("", "saving"),
    "inside": ("saving", "saved"),
    "after": ("saved", "leaving"),
    "delivery": ("leaving", "answered"),
    "receiving": ("answered", "committed"),
    "handing_over": ("telling", "told"),
    "reconciling": ("listing", "listed"),
    "importing": ("importing", "imported"),
}
"""The mark from which a kill of each kind is timed, and the one before which it should fall."""
COMMITS = {"inside": "saving-commit", "handing_over": "telling-commit", "reconciling": "listing-commit"}
"""Half of these kills are timed from the mark before the commit, whose length doesn't grow with the book."""
COMMIT_S = 0.004
REACH = {"delivery": (0.15, 1.3), "handing_over": (0.0, 1.2), "reconciling": (0.0, 1.4), "importing": (0.0, 1.6)}
"""Between which parts of its span a kill falls; beyond its end where that is done which the next start must find."""
PAPERWORK = ("handing_over", "reconciling", "importing")
PACKS = 60


@dataclass
class Account:
    """What is printed in the end."""

    seed: int
    kills: int = 0
    full_program_kills: int = 0
    before: int = 0
    inside: int = 0
    after: int = 0
    delivery: int = 0
    receiving: int = 0
    """Of these, the answer was there and not recorded yet."""
    handing_over: int = 0
    reconciling: int = 0
    importing: int = 0
    around: int = 0
    """Before, between or after these three."""
    handed_over: int = 0
    listed: int = 0
    imported: int = 0
    acknowledged: int = 0
    stored: int = 0
    typos_mended: int = 0
    findings: list[str] = field(default_factory=list)
    seconds: float = 0.0
