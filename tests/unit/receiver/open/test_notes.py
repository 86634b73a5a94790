"""Signed notes against the published vectors, and everything that is none."""

import hashlib

import pytest

from guestreg.receiver.open.notes import NOTE_BYTES, BadNote, Note, SigningKey, VerifierKey, opened
from guestreg.receiver.open.receipts import Receipt
from tests.fakes.open_documents import EXAMPLE_ID, EXAMPLE_SHA256

VKEY = "luutru.example/xa-mau+b1bf7e2f+AZV2/f1RnaRGrHva0fdnuDB4f5DcA9M2vabztTEjDAYB"
LEDGER = "luutru/01936f2e-0a00-7000-8000-000000000001/1"
HEAD = "D6wtHH+1Igek/+NL5j45armUq5YNGHpXoIiEmheQAhY="
RECEIPT = (
    "stay-receipt/v1\n"
    "authority Công an xã Mẫu\n"
    "declaration 01936f2e-7b7c-7c3a-9d11-0000000004d2 version 1 kind new\n"
    "body-sha256 mh4kRibB/GR1QAXW16QpYoemT6qoXs6XUrlS5rCyY0o=\n"
    "received 2026-11-21T10:04:09Z\n"
    "reference 2026/0012345\n"
    "verdict received\n"
    f"ledger {LEDGER} 2 {HEAD}\n"
    "\n"
    "— luutru.example/xa-mau "
    "sb9+L1Nnj3HITlLNVxcPc0V15k5g18GbgMMe5nqvZqa/QgDXYFAKR38EwlNUqTVID8QVQXMuJFCuP2HxY1sd7Qam3g0=\n"
)
CHECKPOINT = (
    f"{LEDGER}\n2\n{HEAD}\n\n— {LEDGER} "
    "IUmohChNPr0WEvf17VTvZ65Eg/yHxTGzw1qFYrJsGO18CSznTWbhpaFyBPNKDYc9GUC8sJHmQ4rliFAvfddfWf131gY=\n"
)
DEVICE = f"{LEDGER}+2149a884+ARynwA9sZOcK8zxNpfvxySUQTaAX05sgKCsx7OkmcxCa"


@pytest.fixture
def key() -> SigningKey:
    seed = hashlib.sha256(b"guestreg test authority key").digest()
    return SigningKey.from_seed("luutru.example/xa-mau", seed)


def test_the_published_receipt_verifies_and_is_made_again_byte_by_byte(key: SigningKey) -> None:
    note, signer = opened(RECEIPT, [VerifierKey.parse(VKEY)])
    assert (str(signer), len(note.lines)) == (VKEY, 8)
    made = Receipt(
        "Công an xã Mẫu",
        EXAMPLE_ID,
        1,
        "new",
        EXAMPLE_SHA256,
        "2026-11-21T10:04:09Z",
        "2026/0012345",
        "received",
        f"{LEDGER} 2 {HEAD}",
    )
    assert made.signed(key) == RECEIPT


def test_the_published_checkpoint_verifies_under_the_device_key_alone() -> None:
    assert opened(CHECKPOINT, [VerifierKey.parse(VKEY), VerifierKey.parse(DEVICE)])[1] == VerifierKey.parse(DEVICE)
    with pytest.raises(BadNote):
        opened(CHECKPOINT, [VerifierKey.parse(VKEY)])


def test_the_mark_is_what_the_officer_reads_out() -> None:
    assert VerifierKey.parse(VKEY).mark == "9736 56A9 241B 3D8B"


@pytest.mark.parametrize("place", range(0, len(RECEIPT.encode()) - 1, 7))
def test_no_byte_of_a_receipt_may_be_another(place: int) -> None:
    changed = bytearray(RECEIPT.encode())
    changed[place] ^= 1
    with pytest.raises(ValueError):
        opened(changed.decode(), [VerifierKey.parse(VKEY)])


def test_two_keys_sign_one_note(key: SigningKey) -> None:
    other = SigningKey.from_seed("other", bytes(32))
    whole = key.sign("text\n") + other.signature("text\n")
    note = Note.parse(whole)
    assert key.verifier.has_signed(note)
    assert other.verifier.has_signed(note)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— name AAAAAAAAAA==",
        "text\n\n- name AAAAAAAAAA==\n",
        "text\n\n— name\n",
        "text\n\n— name AAAA\n",
        "text\n\n— name AAAAAAAAAB==\n",
        "te\rxt\n\n— name AAAAAAAAAA==\n",
        "text\n\n" + "— name AAAAAAAAAA==\n" * 17,
        "t" * NOTE_BYTES + "\n\n— name AAAAAAAAAA==\n",
    ],
)
def test_what_is_no_note(text: str) -> None:
    with pytest.raises(BadNote):
        Note.parse(text)


def test_the_smallest_note() -> None:
    assert Note.parse("text\n\n— name AAAAAAAAAA==\n").lines == ["text"]


@pytest.mark.parametrize("text", ["", "name", "name+00+x", VKEY.replace("b1bf", "b1be"), VKEY.replace("+AZ", "+BZ")])
def test_what_is_no_verifier_key(text: str) -> None:
    with pytest.raises(BadNote):
        VerifierKey.parse(text)
