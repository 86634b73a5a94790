"""Where a ledger's declarations go, as an address."""

from guestreg.domain.declaration import EndpointKind
from guestreg.ports.settings import LedgerSettings

PRACTICE_ADDRESS = "http://127.0.0.1"


def address_of(ledger: LedgerSettings) -> str:
    """Practice has none but this computer."""
    return PRACTICE_ADDRESS if ledger.endpoint is EndpointKind.PRACTICE else ledger.address
