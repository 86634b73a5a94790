"""Notes, keys, marks, checkpoints and receipt texts against the published vectors, and everything that is none."""

import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from guestreg.domain.checkpoint import Checkpoint, read_checkpoint, read_checkpoint_line
from guestreg.domain.merkle import merkle_root
from guestreg.domain.note import NotANote, Note, VerifierKey, read_key, read_note, same_mark, signed_note
from guestreg.domain.receipt import read_receipt
from guestreg.platform.signatures import verify
from tests.unit.domain.test_merkle import VECTOR

AUTHORITY = "luutru.example/xa-mau+b1bf7e2f+AZV2/f1RnaRGrHva0fdnuDB4f5DcA9M2vabztTEjDAYB"
ORIGIN = "luutru/01936f2e-0a00-7000-8000-000000000001/1"
DEVICE = f"{ORIGIN}+2149a884+ARynwA9sZOcK8zxNpfvxySUQTaAX05sgKCsx7OkmcxCa"
CHECKPOINT = (
    f"{ORIGIN}\n2\nD6wtHH+1Igek/+NL5j45armUq5YNGHpXoIiEmheQAhY=\n\n"
    f"— {ORIGIN} IUmohChNPr0WEvf17VTvZ65Eg/yHxTGzw1qFYrJsGO18CSznTWbhpaFyBPNKDYc9GUC8sJHmQ4rliFAvfddfWf131gY=\n"
).encode()
RECEIPT = (
    "stay-receipt/v1\n"
    "authority Công an xã Mẫu\n"
    "declaration 01936f2e-7b7c-7c3a-9d11-0000000004d2 version 1 kind new\n"
    "body-sha256 mh4kRibB/GR1QAXW16QpYoemT6qoXs6XUrlS5rCyY0o=\n"
    "received 2026-11-21T10:04:09Z\n"
    "reference 2026/0012345\n"
    "verdict received\n"
    f"ledger {ORIGIN} 2 D6wtHH+1Igek/+NL5j45armUq5YNGHpXoIiEmheQAhY=\n"
    "\n"
    "— luutru.example/xa-mau sb9+L1Nnj3HITlLNVxcPc0V15k5g18GbgMMe5nqvZqa/QgDXYFAKR38EwlNUqTVID8QVQXMuJFCuP2HxY1sd7Qam"
    "3g0=\n"
)


def private(text: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(text.encode()).digest())


def key_of(name: str, secret: str) -> VerifierKey:
    return VerifierKey(name, private(secret).public_key().public_bytes_raw())


def test_the_published_keys_and_the_mark() -> None:
    key = read_key(AUTHORITY)
    assert key == key_of("luutru.example/xa-mau", "guestreg test authority key")
    assert (key.text, key.label, key.mark) == (AUTHORITY, "luutru.example/xa-mau+b1bf7e2f", "9736 56A9 241B 3D8B")
    assert read_key(DEVICE) == key_of(ORIGIN, "guestreg test device key")


@pytest.mark.parametrize("typed", ["9736 56A9 241B 3D8B", "973656a9-241b3d8b", " 9736-56A9-241B-3D8B "])
def test_a_mark_is_typed_in_any_grouping(typed: str) -> None:
    assert same_mark(typed, read_key(AUTHORITY))
    assert not same_mark(typed, read_key(DEVICE))
    assert not same_mark(typed[:-2], read_key(AUTHORITY))


def test_the_published_checkpoint_is_read_and_made() -> None:
    note = read_note(CHECKPOINT)
    assert note.is_signed_by(read_key(DEVICE), verify)
    head = read_checkpoint(note)
    assert head == Checkpoint(ORIGIN, 2, merkle_root(VECTOR))
    assert read_checkpoint_line(head.line) == head
    signature = private("guestreg test device key").sign(head.text.encode())
    assert signed_note(head.text, [(read_key(DEVICE), signature)]) == CHECKPOINT


def test_the_published_receipt_is_read() -> None:
    note = read_note(RECEIPT.encode())
    assert note.is_signed_by(read_key(AUTHORITY), verify)
    receipt = read_receipt(note)
    assert receipt.body_sha256.hex() == "9a1e244626c1fc64754005d6d7a4296287a64faaa85ece9752b952e6b0b2634a"
    assert (receipt.declaration_id[-12:], receipt.version, receipt.kind) == ("0000000004d2", 1, "new")
    assert (receipt.authority, receipt.reference) == ("Công an xã Mẫu", "2026/0012345")
    assert receipt.received_at == datetime(2026, 11, 21, 10, 4, 9, tzinfo=UTC)
    assert receipt.verdict == "received"
    assert receipt.ledger == Checkpoint(ORIGIN, 2, merkle_root(VECTOR))


def test_a_receipt_without_ledger_and_with_extra_lines() -> None:
    text, _, _ = RECEIPT.partition("\nledger ")
    assert read_receipt(Note(f"{text}\nledger -\nx-late no\nx-more\n", ())).ledger is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("stay-receipt/v1", "stay-receipt/v2"),
        ("authority Công an xã Mẫu\n", ""),
        ("authority Công an xã Mẫu\n", "authority\n"),
        ("version 1 kind", "version 0 kind"),
        ("version 1 kind", "version one kind"),
        ("mh4kRibB/GR1QAXW16QpYoemT6qoXs6XUrlS5rCyY0o=", "mh4k"),
        ("mh4kRibB/GR1QAXW16QpYoemT6qoXs6XUrlS5rCyY0o=", "mh4kRibB/GR1QAXW16QpYoemT6qoXs6XUrlS5rCyY0p="),
        ("2026-11-21T10:04:09Z", "2026-11-21T10:04:09+00:00"),
        ("2026-11-21T10:04:09Z", "2026-02-30T10:04:09Z"),
        (" 2 D6wt", " 02 D6wt"),
        (f"ledger {ORIGIN} 2 ", "ledger "),
        ("D6wtHH+1Igek/+NL5j45armUq5YNGHpXoIiEmheQAhY=\n", "D6wtHH+1Igek/+NL5j45armUq5YNGHpXoIiEmheQAhY=\nlate 0\n"),
        ("received 2026-11-21T10:04:09Z\nreference 2026/0012345", "reference 1\nreceived 2026-11-21T10:04:09Z"),
    ],
)
def test_a_receipt_of_another_form_is_none(old: str, new: str) -> None:
    assert old in RECEIPT
    with pytest.raises(NotANote):
        read_receipt(read_note(RECEIPT.replace(old, new).encode()))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"\n\n\xe2\x80\x94 a AAAAAAAA\n",
        b"text\n\n- a AAAAAAAA\n",
        b"text\n\n\xe2\x80\x94 a AAAAAAAA",
        b"text\n\n\xe2\x80\x94 a AAAAA\n",
        b"text\n\n\xe2\x80\x94 a AAAA\n",
        b"text\n\n\xe2\x80\x94 a+b AAAAAAAA\n",
        b"te\txt\n\n\xe2\x80\x94 a AAAAAAAA\n",
        b"te\rxt\n\n\xe2\x80\x94 a AAAAAAAA\n",
        b"\xff\n\n\xe2\x80\x94 a AAAAAAAA\n",
        b"text\n\n" + b"\xe2\x80\x94 a AAAAAAAA\n" * 17,
        b"x" * 20_000 + b"\n\n\xe2\x80\x94 a AAAAAAAA\n",
    ],
)
def test_what_is_no_note_is_refused(data: bytes) -> None:
    with pytest.raises(NotANote):
        read_note(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+b1bf7e2f",
        AUTHORITY.replace("b1bf7e2f", "b1bf7e2e"),
        AUTHORITY.replace("+AZV2", "+AjV2"),
        AUTHORITY.replace("luutru.example/xa-mau", ""),
        AUTHORITY.replace("xa-mau", "xa mau"),
        AUTHORITY[:-4],
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NotANote):
        read_key(text)


def test_only_a_whole_signature_of_this_key_counts() -> None:
    ours, theirs = key_of("house/a", "a"), key_of("house/b", "b")
    good, other = private("a").sign(b"text\n"), private("b").sign(b"text\n")
    assert read_note(signed_note("text\n", [(theirs, other), (ours, good)])).is_signed_by(ours, verify)
    assert not read_note(signed_note("text\n", [(theirs, other)])).is_signed_by(ours, verify)
    assert not read_note(signed_note("text\n", [(ours, good), (ours, other)])).is_signed_by(ours, verify)
    assert not read_note(signed_note("next\n", [(ours, good)])).is_signed_by(ours, verify)
    assert not read_note(signed_note("text\n", [(ours, good[:10])])).is_signed_by(ours, verify)
    assert not verify(bytes(3), b"text\n", good)


def test_a_note_holds_blank_lines_before_its_last() -> None:
    ours = key_of("house/a", "a")
    note = read_note(signed_note("a\n\nb\n", [(ours, private("a").sign(b"a\n\nb\n"))]))
    assert (note.text, note.lines) == ("a\n\nb\n", ("a", "", "b"))
    assert note.is_signed_by(ours, verify)
