"""The ways a receiver may be wrong, for tests: a client and a conformance test must notice each of them.

Asked by intake, status and the calls. A correct authority has none of them.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

MEMORY = timedelta(hours=24)


class Broken(StrEnum):
    SHORT_MEMORY = "short-memory"
    """Keys are forgotten after 24 hours: the same version then takes effect again."""
    NO_KEY_MEMORY = "no-key-memory"
    """The effect is kept, the key isn't: every repetition takes effect again."""
    BLIND_IN_FLIGHT = "404-in-flight"
    """Status says 404 while the declaration is being taken in."""
    NEW_RECEIPT = "new-receipt"
    """A repetition is answered with another receipt."""
    SUCCESS_BEFORE_COMMIT = "success-before-commit"
    """Success is said at once; the effect comes with the next declaration, or never when the server stops."""
    LATE_REFUSED = "late-refused"
    """A late declaration is refused for being late."""
