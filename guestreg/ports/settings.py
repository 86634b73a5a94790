"""What is set on this computer: which ledgers there are, where each sends, language and looks. No secret, no guest.

The house itself lies in its ledger, encrypted; only what is needed to open that ledger stands here.
"""

from dataclasses import dataclass, replace

from guestreg.domain.declaration import EndpointKind


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """One ledger and its endpoint. `database` is a PostgreSQL URL without password, empty for the encrypted file."""

    id: str
    endpoint: EndpointKind
    name: str = ""
    address: str = ""
    account: str = ""
    ca_file: str = ""
    database: str = ""
    list_columns: str = ""
    """Where the portal's list has what, as its owner said; empty while its headings tell."""
    endpoint_id: str = ""
    """Name of the endpoint in use, empty for the one the ledger began with."""
    set_up: str = ""
    """The set-up file that was accepted, word for word; signed, no secret in it."""
    set_up_keys: str = ""
    """Keys that may sign the next one, with blanks between."""

    @property
    def sends_as(self) -> str:
        """What versions and the endpoint's condition are kept under."""
        return self.endpoint_id or self.id


@dataclass(frozen=True, slots=True)
class Settings:
    """`active` is the id of the ledger in use, empty before the first run."""

    active: str = ""
    language: str = "vi"
    theme: str = "system"
    text_percent: int = 100
    ledgers: tuple[LedgerSettings, ...] = ()

    def ledger(self) -> LedgerSettings | None:
        return next((one for one in self.ledgers if one.id == self.active), None)

    def practice(self) -> LedgerSettings | None:
        return next((one for one in self.ledgers if one.endpoint is EndpointKind.PRACTICE), None)

    def with_ledger(self, ledger: LedgerSettings) -> "Settings":
        """The same settings with this ledger added or replaced, and in use."""
        others = tuple(one for one in self.ledgers if one.id != ledger.id)
        return replace(self, active=ledger.id, ledgers=(*others, ledger))

    def with_others(self, ledgers: tuple[LedgerSettings, ...]) -> "Settings":
        """The same settings with those of `ledgers` that aren't among them."""
        known = {one.id for one in self.ledgers}
        return replace(self, ledgers=(*self.ledgers, *(one for one in ledgers if one.id not in known)))
