"""What a field of a date does when it is left: it shows the date back as dd/MM/yyyy. Forms give it to their fields."""

from collections.abc import Callable

from guestreg.desktop.kit.texts import today_of
from guestreg.domain.dates import TypedDate, birth_text, typed_date
from guestreg.ports.clock import Clock


def tidy_day(clock: Clock, *, ahead: bool = False) -> Callable[[str], str]:
    """`5/9/90` becomes `05/09/1990`; what isn't understood stays as typed. `ahead` for dates that may come."""

    def tidy(text: str) -> str:
        read = typed_date(text, today_of(clock.now()), ahead=ahead)
        return birth_text(read.date, read.precision) if isinstance(read, TypedDate) else text

    return tidy
