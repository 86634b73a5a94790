"""The authority's receipt: eight lines that say what was received, under a receipt key.

Made when a version is taken in and whenever its verdict rises. It must not know where it is kept.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Literal

from guestreg.receiver.open.notes import SigningKey

Verdict = Literal["queued", "received", "registered", "returned"]
NO_LEDGER = "-"


@dataclass(frozen=True, slots=True)
class Receipt:
    """`body_sha256` is hex, `received` an instant as text, `ledger` is `origin size root` or NO_LEDGER."""

    authority: str
    declaration_id: str
    version: int
    kind: str
    body_sha256: str
    received: str
    reference: str
    verdict: Verdict
    ledger: str

    def text(self) -> str:
        digest = base64.b64encode(bytes.fromhex(self.body_sha256)).decode()
        lines = (
            "stay-receipt/v1",
            f"authority {self.authority}",
            f"declaration {self.declaration_id} version {self.version} kind {self.kind}",
            f"body-sha256 {digest}",
            f"received {self.received}",
            f"reference {self.reference}",
            f"verdict {self.verdict}",
            f"ledger {self.ledger}",
        )
        return "".join(f"{line}\n" for line in lines)

    def signed(self, key: SigningKey) -> str:
        return key.sign(self.text())
