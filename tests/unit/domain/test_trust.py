"""What a receipt must be to prove anything, how a key takes over, and heads that are none."""

from datetime import UTC, datetime, timedelta

import pytest

from guestreg.domain.authority_keys import TrustedKey, rotations, with_rotations
from guestreg.domain.checkpoint import Checkpoint, read_checkpoint, read_checkpoint_line
from guestreg.domain.countersignature import Countersignature, countersigned
from guestreg.domain.note import NotANote, Note
from guestreg.domain.receipt import Doubt, ReceiptText, proven
from guestreg.platform.signatures import verify
from tests.fakes.kbtt_documents import document
from tests.fakes.open_service import AUTHORITY, RECEIVED, TRUSTED, Signer, receipt, sent_of

DOCUMENT = document()
SENT = sent_of(DOCUMENT)
AT = datetime.fromisoformat(RECEIVED).astimezone(UTC)
NEW = Signer("the next key")


def test_a_receipt_may_lie_ten_minutes_after_the_reply_and_no_second_more() -> None:
    note = receipt(DOCUMENT).encode()
    for replied_at, good in ((AT - timedelta(minutes=10), True), (AT - timedelta(minutes=10, seconds=1), False)):
        said = proven(note, SENT, replied_at, [TRUSTED], verify)
        assert isinstance(said, ReceiptText) is good
        assert good or said is Doubt.OTHER
    assert proven(note, SENT, None, [TRUSTED], verify) is Doubt.OTHER


@pytest.mark.parametrize("note", [b"no note", receipt(DOCUMENT, verdict="blessed").encode()])
def test_an_unknown_form_or_verdict_is_no_receipt(note: bytes) -> None:
    assert proven(note, SENT, AT, [TRUSTED], verify) is Doubt.FORM


def test_nobody_trusted_proves_nothing() -> None:
    assert proven(receipt(DOCUMENT).encode(), SENT, AT, [], verify) is Doubt.SIGNER


@pytest.mark.parametrize(
    "text",
    [
        "stay-key/v1\nnew {key}\nuse receipt\nfrom \n",
        "stay-key/v1\nnew {key}\nuse receipt\n",
        "stay-key/v2\nnew {key}\nuse receipt\nfrom 2026-11-01T00:00:00Z\n",
        "stay-key/v1\nuse receipt\nnew {key}\nfrom 2026-11-01T00:00:00Z\n",
        "stay-key/v1\nnew {key}\nuse receipt setup\nfrom 2026-11-01T00:00:00Z\n",
        "stay-key/v1\nnew {key}\nuse receipt\nfrom 2025-11-01T00:00:00Z\n",
    ],
)
def test_a_hand_over_of_another_form_or_beyond_its_signer_counts_for_nothing(text: str) -> None:
    note = AUTHORITY.sign(text.format(key=NEW.key.text)).decode()
    listed = [{"vkey": NEW.key.text, "use": ["receipt"], "rotation": note}]
    assert with_rotations([TRUSTED], listed, verify) == (TRUSTED,)


def test_keys_hand_over_one_to_the_next_whatever_their_order() -> None:
    third = Signer("the third key")

    def handed(new: Signer, by: Signer) -> dict[str, str]:
        text = f"stay-key/v1\nnew {new.key.text}\nuse receipt\nfrom 2026-11-01T00:00:00Z\n"
        return {"vkey": new.key.text, "rotation": by.sign(text).decode()}

    found = with_rotations([TRUSTED], [handed(third, NEW), handed(NEW, AUTHORITY), handed(third, third)], verify)
    since = datetime(2026, 11, 1, tzinfo=UTC)
    later = [TrustedKey(one.key, frozenset({"receipt"}), since) for one in (NEW, third)]
    assert found == (TRUSTED, *later)


@pytest.mark.parametrize("line", ["", "a 1", "a 0 AAAA", " 1 AAAA", "a 1 AAAA", f"a 1 {'A' * 44}"])
def test_what_is_no_head_is_refused(line: str) -> None:
    with pytest.raises(NotANote):
        read_checkpoint_line(line)


def test_a_note_of_two_lines_is_no_head() -> None:
    with pytest.raises(NotANote):
        read_checkpoint(Note("luutru/x/1\n2\n", ()))


def test_what_shows_that_a_key_took_over_is_told_with_it_and_one_without_a_valid_note_never() -> None:
    text = f"stay-key/v1\nnew {NEW.key.text}\nuse receipt\nfrom 2026-11-01\n"
    good = {"vkey": NEW.key.text, "rotation": AUTHORITY.sign(text).decode()}
    forged = {"vkey": NEW.key.text, "rotation": NEW.sign(text).decode()}
    (taken,) = rotations([TRUSTED], ["x", {"vkey": NEW.key.text}, forged, good, good], verify)
    assert (taken.key.key, taken.listed) == (NEW.key, good)
    for wrong in (forged, {"vkey": NEW.key.text}, {**good, "vkey": AUTHORITY.key.text}):
        assert rotations([TRUSTED], [wrong], verify) == ()


HEAD = Checkpoint("luutru/x/1", 7, bytes(32))


def under(
    head: Checkpoint = HEAD, *, title: str = "stay-checkpoint/v1", more: str = "", by: Signer = AUTHORITY
) -> bytes:
    return by.sign(f"{title}\nauthority Công an xã Mẫu\nledger {head.line}\nreceived {RECEIVED}\n{more}")


def test_a_countersignature_holds_for_exactly_the_head_it_names() -> None:
    for note in (under(), under(more="x-later 1\n")):
        assert countersigned(note, HEAD, AT, [TRUSTED], verify) == Countersignature("Công an xã Mẫu", HEAD, AT)
    for note, doubt in (
        (b"no note", Doubt.FORM),
        (under(title="stay-receipt/v1"), Doubt.FORM),
        (under(more="later 1\n"), Doubt.FORM),
        (AUTHORITY.sign("stay-checkpoint/v1\nauthority x\n"), Doubt.FORM),
        (under(by=NEW), Doubt.SIGNER),
        (under(Checkpoint("luutru/x/1", 8, bytes(32))), Doubt.OTHER),
    ):
        assert countersigned(note, HEAD, AT, [TRUSTED], verify) is doubt
    for replied_at in (None, AT - timedelta(minutes=10, seconds=1)):
        assert countersigned(under(), HEAD, replied_at, [TRUSTED], verify) is Doubt.OTHER
