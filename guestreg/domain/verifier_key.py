"""Names of signing keys in the C2SP form `name+hash+base64`, Ed25519 (type 0x01)."""

import base64
import hashlib

from guestreg.domain.identifiers import LedgerId


def device_name(ledger: LedgerId, epoch: int) -> str:
    """Origin and key name of a ledger's epoch."""
    return f"luutru/{ledger}/{epoch}"


def verifier_key(name: str, public_key: bytes) -> str:
    """`public_key` is 32 raw bytes; the hash is the first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key)."""
    typed = b"\x01" + public_key
    digest = hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4]
    return f"{name}+{digest.hex()}+{base64.b64encode(typed).decode()}"
