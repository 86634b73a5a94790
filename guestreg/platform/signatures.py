"""Checking Ed25519 signatures: the `Verify` of `domain.note`."""


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` over `message` is by the holder of the 32-byte `public` key. Never raises."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
