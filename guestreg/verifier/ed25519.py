"""Ed25519 signatures (RFC 8032), verification alone. The notes of this room call it; it knows no note.

The check is cofactorless; s not below the order and points not in their one canonical form are refused, in our own
arithmetic and before the library is asked, so that both give the same verdict.
"""

import hashlib
from collections.abc import Callable

Point = tuple[int, int, int, int]
"""Extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z."""

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
_ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)
_NOTHING: Point = (0, 1, 1, 0)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the 64-byte `signature` over `message` is by the 32-byte `public` key."""
    if len(public) != 32 or len(signature) != 64 or not _is_canonical(public, signature):
        return False
    return _library(public, message, signature) if _library else own_check(public, message, signature)


def own_check(public: bytes, message: bytes, signature: bytes) -> bool:
    """The same without any library. Slow: some milliseconds."""
    key, nonce = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or s >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = _times(s, _BASE), _sum(nonce, _times(challenge, key))
    return (left[0] * right[2] - right[0] * left[2]) % PRIME == 0 == (left[1] * right[2] - right[1] * left[2]) % PRIME


def _is_canonical(public: bytes, signature: bytes) -> bool:
    """Cheap: a point whose y is below the prime, an s below the order; x = 0 has one sign."""
    if int.from_bytes(signature[32:], "little") >= ORDER:
        return False
    for text in (public, signature[:32]):
        y = int.from_bytes(text, "little") & (1 << 255) - 1
        if y >= PRIME or (y in (1, PRIME - 1) and text[31] & 0x80):
            return False
    return True


def _point(text: bytes) -> Point | None:
    """The point whose canonical form is `text`. Source: RFC 8032 section 5.1.3."""
    number = int.from_bytes(text, "little")
    y, odd = number & (1 << 255) - 1, number >> 255
    if y >= PRIME:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * _ROOT_OF_MINUS_ONE % PRIME
    if (x * x - square) % PRIME or (x == 0 and odd):
        return None
    if x & 1 != odd:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


def _sum(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % PRIME
    b = (one[1] + one[0]) * (other[1] + other[0]) % PRIME
    c = 2 * one[3] * other[3] * _D % PRIME
    d = 2 * one[2] * other[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def _times(factor: int, point: Point) -> Point:
    total = _NOTHING
    while factor:
        if factor & 1:
            total = _sum(total, point)
        point = _sum(point, point)
        factor >>= 1
    return total


def _base() -> Point:
    found = _point((4 * pow(5, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little"))
    assert found is not None
    return found


def _of_library() -> Callable[[bytes, bytes, bytes], bool] | None:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return None

    def check(public: bytes, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    return check


_BASE = _base()
_library = _of_library()
