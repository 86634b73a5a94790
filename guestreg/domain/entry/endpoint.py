"""Where the house declares, as typed: the `endpoint` of field list (c). Forms and `begin_ledger` ask it."""

from datetime import date
from urllib.parse import urlsplit

from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.reading import Reading, Typed
from guestreg.domain.violation import Violation, blocking


def endpoint_faults(kind: EndpointKind, address: str, account: str) -> tuple[Violation, ...]:
    """Practice and what goes by hand need nothing; a real place needs an https address and an account.

    That of the open contract comes from a signed file alone and was judged with it.
    """
    if kind in (EndpointKind.PRACTICE, EndpointKind.OPEN) or kind.is_by_hand:
        return ()
    reading = Reading(Typed({"endpoint_address": address, "endpoint_account": account}), date.min)
    typed = reading.text("endpoint_address", 1, 200, required=True)
    if typed is not None and not _is_https(typed):
        reading.wrong("E-99", "endpoint_address")
    reading.text("endpoint_account", 1, 120, required=True)
    # What is only warned of concerns the printed register, where neither stands.
    return blocking(tuple(reading.violations))


def host_of(address: str) -> str:
    """The host in full, as a person must see it; empty while the address can't be read."""
    try:
        return urlsplit(address.strip()).netloc
    except ValueError:
        return ""


def _is_https(address: str) -> bool:
    """Scheme, host, port and path alone."""
    try:
        parts = urlsplit(address)
        known = parts.scheme == "https" and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return known and " " not in address and not (parts.username or parts.password or parts.query or parts.fragment)
