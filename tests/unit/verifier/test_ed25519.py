"""The verifier's own Ed25519: the vectors of RFC 8032, and the same verdict as a library, on good and on odd input."""

import random

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from guestreg.verifier import ed25519
from guestreg.verifier.ed25519 import ORDER, PRIME, is_signed, own_check

# Public key, message, signature: tests 1 to 3 and "SHA(abc)" of RFC 8032 section 7.1.
VECTORS = """
d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a
--

--
e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b
d25bf5f0595bbe24655141438e7a100b
--
3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c
--
72
--
92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c
387b2eaeb4302aeeb00d291612bb0c00
--
fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025
--
af82
--
6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659
4a7c15e9716ed28dc027beceea1ec40a
--
ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf
--
ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd
454d4423643ce80e2a9ac94fa54ca49f
--
dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030
3dca179c138ac17ad9bef1177331a704
--
"""
NEUTRAL = (1).to_bytes(32, "little")
"""The point that changes nothing: with it as key, R = [s]B fits any message."""


def library(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def flipped(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    changed[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def case(dice: random.Random) -> tuple[bytes, bytes, bytes]:
    """A good signature, or one with something wrong about it."""
    key = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
    public, message = key.public_key().public_bytes_raw(), dice.randbytes(dice.randrange(1, 200))
    signature = key.sign(message)
    s = int.from_bytes(signature[32:], "little")
    match dice.randrange(8):
        case 0:
            return flipped(public, dice), message, signature
        case 1:
            return public, flipped(message, dice), signature
        case 2:
            return public, message, flipped(signature, dice)
        case 3:
            return public, message, signature[:32] + (s + ORDER).to_bytes(32, "little")
        case 4:
            return public, message, dice.randbytes(64)
        case 5:
            return public, message, signature[: dice.randrange(64)]
        case _:
            return public, message, signature


def compare(seed: int, count: int) -> int:
    """How many of the cases were good ones; both ways must always agree."""
    dice, good = random.Random(seed), 0
    for _ in range(count):
        public, message, signature = case(dice)
        wanted = library(public, message, signature)
        own = len(signature) == 64 and own_check(public, message, signature)
        assert (own, is_signed(public, message, signature)) == (wanted, wanted), (seed, public, message, signature)
        good += wanted
    return good


def vectors() -> list[list[str]]:
    parts = [one.replace("\n", "") for one in VECTORS.split("--")[:-1]]
    return [parts[at : at + 3] for at in range(0, len(parts), 3)]


@pytest.mark.parametrize(("public", "message", "signature"), vectors())
def test_the_published_vectors_hold(public: str, message: str, signature: str) -> None:
    given = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert own_check(*given)
    assert is_signed(*given)
    assert not own_check(given[0], given[1] + b"x", given[2])


def test_it_agrees_with_the_library() -> None:
    assert 0 < compare(1, 200) < 200


@pytest.mark.soak
def test_it_agrees_with_the_library_on_ten_thousand() -> None:
    """Part `ten_thousand` of the soak."""
    assert 0 < compare(2, 10_000) < 10_000


@pytest.mark.parametrize(
    ("public", "signature"),
    [
        (NEUTRAL, bytes(32) + bytes(32)),  # R is no neutral point
        (NEUTRAL, NEUTRAL + ORDER.to_bytes(32, "little")),  # s not reduced
        (NEUTRAL, (PRIME + 1).to_bytes(32, "little") + bytes(32)),  # R in its second form
        ((PRIME + 1).to_bytes(32, "little"), NEUTRAL + bytes(32)),  # the key in its second form
        ((1 | 1 << 255).to_bytes(32, "little"), NEUTRAL + bytes(32)),  # a zero with a sign
        (NEUTRAL, (1 | 1 << 255).to_bytes(32, "little") + bytes(32)),
        ((2).to_bytes(32, "little"), NEUTRAL + bytes(32)),  # on no curve
    ],
)
def test_what_has_another_form_is_refused(public: bytes, signature: bytes) -> None:
    assert own_check(NEUTRAL, b"any", NEUTRAL + bytes(32))
    assert not own_check(public, b"any", signature)
    assert not is_signed(public, b"any", signature)


def test_without_the_library_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ed25519, "_library", None)
    assert 0 < compare(3, 40) < 40
    assert not is_signed(bytes(31), b"", bytes(64))
