"""A made-up authority's set-up file on a person's disk: looked at for real, taken over only on paper."""

from dataclasses import dataclass, field
from pathlib import Path

from guestreg.desktop.set_up_file.presenter import SetUpServices
from guestreg.domain.establishment import Establishment
from guestreg.platform.signatures import verify
from guestreg.ports.settings import LedgerSettings
from guestreg.services.commands.accept_setup_file import Acceptance, SetUpOffer, look_at
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from tests.fakes.clock import EVENING
from tests.fakes.kbtt_documents import HOUSE
from tests.unit.domain.test_set_up import file_of

COMMUNE = "Xã Mẫu, Điện Biên"


@dataclass
class SetUpSide:
    """`ledger` is the one in use; `refusal` and `code_refusal` are what is answered instead of Done."""

    data: bytes | OSError = field(default_factory=file_of)
    ledger: LedgerSettings | None = None
    refusal: Refused | Failed | None = None
    code_refusal: Refused | Failed | None = None
    can_enrol: bool = False
    lacking: str | None = "E-200"
    accepted: list[Acceptance] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    changed: int = 0

    def look(self, path: Path) -> SetUpOffer | Failed:
        if isinstance(self.data, OSError):
            return Failed("E-131", {"path": path.name})
        return look_at(self.data, self.ledger, HOUSE if self.ledger else None, verify, EVENING)

    def accept(self, _offer: SetUpOffer, said: Acceptance) -> Outcome[Establishment]:
        self.accepted.append(said)
        if self.refusal is not None:
            return self.refusal
        self.can_enrol = True
        return Done(HOUSE)

    def enrol(self, code: str) -> Outcome[str]:
        self.codes.append(code)
        if self.code_refusal is not None:
            return self.code_refusal
        self.lacking = None
        return Done("device-1")

    def change(self) -> None:
        self.changed += 1


def set_up_services(side: SetUpSide) -> SetUpServices:
    return SetUpServices(
        look=side.look,
        commune=lambda _offer: COMMUNE,
        accept=side.accept,
        enrol=side.enrol,
        can_enrol=lambda: side.can_enrol,
        lacking=lambda: side.lacking,
        ledger_changed=side.change,
    )
