"""Where a house declares, as typed, without Qt: practice or the ministry's interface."""

from dataclasses import dataclass

from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.endpoint import endpoint_faults
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

    def faults(self) -> tuple[Violation, ...]:
        """What is wrong with the place, and the access codes that a form wants along with it."""
        if self.kind is not EndpointKind.KBTT:
            return ()
        empty = [name for name in SECRETS if not getattr(self, name).strip()]
        missing = (Violation("E-10", f"endpoint_{name}") for name in empty)
        return (*endpoint_faults(self.kind, self.address, self.account), *missing)

    def ledger(self) -> NewLedger:
        if self.kind is not EndpointKind.KBTT:
            return NewLedger(LedgerSettings("", self.kind), {})
        settings = LedgerSettings("", self.kind, address=self.address, account=self.account)
        return NewLedger(settings, {name: getattr(self, name).strip() for name in SECRETS})
