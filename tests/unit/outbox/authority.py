"""A small authority of the open contract in memory: it holds versions in order, gives receipts, and can be asked."""

import hashlib
from dataclasses import dataclass, field

from guestreg.domain.declaration import FieldError
from guestreg.domain.identifiers import DeclarationId
from guestreg.ports.endpoint import (
    Absent,
    Exchange,
    Greeting,
    InFlight,
    LaterVerdict,
    MayHaveArrived,
    NewerHeld,
    News,
    NothingLeft,
    Outcome,
    Parcel,
    Receipted,
    VersionGap,
)
from guestreg.ports.receipt import PoliceMessage, Receipt, ReceiptVerdict
from tests.fakes.clock import EVENING, FakeClock
from tests.fakes.endpoint import FakeClient

FAULTS = ("none", "no network", "request lost", "answer lost", "in flight")


def receipt(
    declaration_id: DeclarationId,
    version: int,
    verdict: ReceiptVerdict = ReceiptVerdict.RECEIVED,
    *,
    names_our_head: bool = False,
) -> Receipt:
    note = f"{declaration_id}.{version} {verdict} {names_our_head}".encode()
    return Receipt(declaration_id, version, verdict, EVENING, "Công an xã Mẫu", "2026/7", names_our_head, note)


@dataclass
class Authority(FakeClient):
    """EndpointClient. `taken` is what it holds, by declaration: version to digest and verdict."""

    clock: FakeClock
    fault: str = "none"
    verdict: ReceiptVerdict = ReceiptVerdict.RECEIVED
    taken: dict[DeclarationId, dict[int, tuple[str, ReceiptVerdict]]] = field(default_factory=dict)
    feed: list[LaterVerdict | PoliceMessage] = field(default_factory=list)
    effects: int = 0
    page_size: int = 2

    def __post_init__(self) -> None:
        FakeClient.__init__(self)

    @property
    def can_be_asked(self) -> bool:
        return True

    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        if self.fault == "no network":
            return Exchange(NothingLeft("no_network"), "h")
        return Greeting()

    def send(self, parcel: Parcel) -> Exchange:
        self.sent.append(parcel)
        match self.fault:
            case "no network":
                return Exchange(NothingLeft("no_network"), "h")
            case "request lost":
                return Exchange(MayHaveArrived(), "h")
            case "in flight":
                return Exchange(InFlight(30), "h")
        answer = self._take(parcel)
        return Exchange(MayHaveArrived() if self.fault == "answer lost" else answer, "h", 201)

    def ask(self, parcel: Parcel) -> Exchange:
        self.asked.append(parcel)
        if self.fault != "none":
            return Exchange(NothingLeft("no_network"), "h")
        return Exchange(self._holds(parcel), "h")

    def news(self, cursor: str | None) -> News | Exchange:
        self.cursors.append(cursor)
        if self.fault != "none":
            return Exchange(NothingLeft("no_network"), "h")
        start = int(cursor or 0)
        items = tuple(self.feed[start : start + self.page_size])
        end = start + len(items)
        return News(items, str(end), more=end < len(self.feed))

    def decide(self, key: tuple[DeclarationId, int], verdict: ReceiptVerdict, *errors: FieldError) -> None:
        """A person at the authority looked at it."""
        declaration_id, version = key
        digest, _ = self.taken[declaration_id][version]
        self.taken[declaration_id][version] = (digest, verdict)
        self.feed.append(LaterVerdict(*key, Receipted(receipt(*key, verdict), errors)))

    def forget(self) -> None:
        """A restored backup of theirs."""
        self.taken.clear()

    def _take(self, parcel: Parcel) -> Outcome:
        held = self.taken.setdefault(parcel.declaration_id, {})
        digest = hashlib.sha256(parcel.document).hexdigest()
        if parcel.version in held:
            return self._holds(parcel)
        newest = max(held, default=0)
        if newest > parcel.version:
            return NewerHeld(newest)
        if parcel.parent != (held[newest][0] if newest else None):
            return VersionGap((newest, held[newest][0]) if newest else None)
        held[parcel.version] = (digest, self.verdict)
        self.effects += 1
        return self._holds(parcel)

    def _holds(self, parcel: Parcel) -> Outcome:
        held = self.taken.get(parcel.declaration_id, {})
        if parcel.version not in held:
            newest = max(held, default=0)
            return NewerHeld(newest) if newest > parcel.version else Absent()
        verdict = held[parcel.version][1]
        return Receipted(receipt(parcel.declaration_id, parcel.version, verdict))
