"""Which trouble is whose: what a verb raises, as the code people read and the published exit status.

Known troubles of the environment end in a sentence; everything else is a bug, whose words may name a person and so
are never shown, only its type and place.
"""

import errno

from guestreg.cli.answer import Exit
from guestreg.services.outcome import ENVIRONMENT
from guestreg.services.workplace import CannotOpen, NotSetUp

BUG = "E-26"
_NOT_LET_IN = frozenset({"E-100", "E-200"})


def code_and_status(error: Exception) -> tuple[str, Exit]:
    """E-26 and 70 for what nobody foresaw."""
    match error:
        case NotSetUp():
            return "E-90", Exit.REFUSED
        case CannotOpen():
            return error.code, Exit.ENDPOINT if error.code in _NOT_LET_IN else Exit.ENVIRONMENT
        case OSError():
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            return "E-44" if full else "E-61", Exit.ENVIRONMENT
        case _:
            known = ENVIRONMENT.get(type(error))
            return (BUG, Exit.BUG) if known is None else (known, Exit.ENVIRONMENT)
