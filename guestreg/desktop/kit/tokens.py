"""Colours and sizes of the window, light and dark. Theme, style sheet and painted widgets read it.

Every text pair has a contrast of at least 7:1, every line at least 3:1; a test counts them.
"""

from enum import StrEnum
from typing import NamedTuple


class ToneName(StrEnum):
    """What a colour means; always shown with a shape and a word."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    NEUTRAL = "neutral"


class Tone(NamedTuple):
    ink: str
    ground: str


class Tokens(NamedTuple):
    """One theme. `edge` only decorates cards; `line` borders what a person can act on."""

    dark: bool
    page: str
    surface: str
    text: str
    muted: str
    primary: str
    on_primary: str
    nav: str
    nav_text: str
    nav_selected: str
    on_nav_selected: str
    line: str
    edge: str
    ring: str
    ok: Tone
    warn: Tone
    bad: Tone
    info: Tone
    neutral: Tone

    def tone(self, name: ToneName) -> Tone:
        tones = {
            ToneName.OK: self.ok,
            ToneName.WARN: self.warn,
            ToneName.BAD: self.bad,
            ToneName.INFO: self.info,
            ToneName.NEUTRAL: self.neutral,
        }
        return tones[name]


LIGHT = Tokens(
    dark=False,
    page="#F4F6F8",
    surface="#FFFFFF",
    text="#17202A",
    muted="#3F4B57",
    primary="#0B4A82",
    on_primary="#FFFFFF",
    nav="#0A3358",
    nav_text="#FFFFFF",
    nav_selected="#FFFFFF",
    on_nav_selected="#0A3358",
    line="#7A8794",
    edge="#D3DAE1",
    ring="#7A2E00",
    ok=Tone("#0B5227", "#E2F3E7"),
    warn=Tone("#5F3800", "#FFF0CF"),
    bad=Tone("#861313", "#FCE6E6"),
    info=Tone("#0B4A82", "#E3EEF8"),
    neutral=Tone("#3F4B57", "#EBEFF3"),
)

DARK = Tokens(
    dark=True,
    page="#12171C",
    surface="#1B2229",
    text="#F2F5F8",
    muted="#C3CDD7",
    primary="#9CCBFF",
    on_primary="#06223B",
    nav="#0C1116",
    nav_text="#F2F5F8",
    nav_selected="#9CCBFF",
    on_nav_selected="#06223B",
    line="#8C99A6",
    edge="#34404B",
    ring="#FFD27A",
    ok=Tone("#9BE3B2", "#173823"),
    warn=Tone("#FFD27A", "#40310D"),
    bad=Tone("#FFB3B3", "#471A1A"),
    info=Tone("#9CCBFF", "#1A344C"),
    neutral=Tone("#C3CDD7", "#2A333C"),
)

BASE, H1, H2, COUNTDOWN, BUTTON, SMALL = 16, 27, 19, 34, 17, 14
"""Letter heights in px at 100 %."""
TARGET, PRIMARY_TARGET, GAP, RADIUS, RING, ROW, SCROLL = 44, 52, 8, 8, 3, 46, 14
"""Least heights, gaps and strokes in px at 100 %."""
STEPS = (100, 125, 150, 175, 200)
"""Text sizes in per cent."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#RRGGBB` colours, 1 to 21 (WCAG 2 relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    bent = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = bent
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
