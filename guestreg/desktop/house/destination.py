"""Where a house declares, as typed, without Qt: practice or the ministry's interface."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from guestreg.domain.declaration import EndpointKind
from guestreg.domain.violation import Violation
from guestreg.ports.settings import LedgerSettings
from guestreg.services.workplace import NewLedger

SECRETS = ("password", "client_a", "client_b")


@dataclass(frozen=True, slots=True, repr=False)
class Destination:
    """Texts of the fields; the secrets are handed to the keyring and shown nowhere."""

    kind: EndpointKind = EndpointKind.PRACTICE
    address: str = ""
    account: str = ""
    password: str = ""
    client_a: str = ""
    client_b: str = ""

    @property
    def host(self) -> str:
        """The host in full, as the person must see it; empty while the address can't be read."""
        return host_of(self.address)

    def faults(self) -> tuple[Violation, ...]:
        """What is missing for a real place; practice needs nothing."""
        if self.kind is EndpointKind.PRACTICE:
            return ()
        found = []
        if not self.address.strip():
            found.append(Violation("E-10", "endpoint_address"))
        elif not self.address.strip().startswith("https://") or not self.host:
            found.append(Violation("E-99", "endpoint_address"))
        empty = [name for name in ("account", *SECRETS) if not getattr(self, name).strip()]
        found.extend(Violation("E-10", f"endpoint_{name}") for name in empty)
        return tuple(found)

    def ledger(self) -> NewLedger:
        if self.kind is EndpointKind.PRACTICE:
            return NewLedger(LedgerSettings("", EndpointKind.PRACTICE), {})
        settings = LedgerSettings("", self.kind, address=self.address.strip(), account=self.account.strip())
        return NewLedger(settings, {name: getattr(self, name).strip() for name in SECRETS})


def host_of(address: str) -> str:
    try:
        return urlsplit(address.strip()).netloc
    except ValueError:
        return ""
