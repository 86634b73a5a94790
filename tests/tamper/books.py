"""The clean ledgers that are given away: whole, in part, erased, restored, unsigned for a while, empty."""

from collections.abc import Callable
from datetime import timedelta

from tests.tamper.maker import Book
from tests.tamper.writer import Writer


def _stays(writer: Writer, count: int) -> None:
    for _ in range(count):
        ref = writer.stay(told=writer.random.random() < 0.8)
        if writer.random.random() < 0.3:
            writer.depart(ref)
        if writer.random.random() < 0.3:
            writer.enter("printed", d={"pages": 1, "view": "register"})
            writer.sign()


def whole(seed: int) -> Book:
    """Ends at a signed head."""
    writer = Writer(seed)
    _stays(writer, writer.random.randrange(3, 7))
    writer.stay()
    writer.stay()
    ref = writer.stay(told=False)
    writer.enter("note", ref=ref, d={"already": "1"}, body={"text": "gọi lại 113"})
    writer.enter("state", ref=ref, d={"from": "waiting", "to": "handed_over", "grade": "E0", "proof": None})
    writer.sign()
    return writer.book


def part(seed: int) -> Book:
    """Some entries from the middle; what came after is bound by a proof."""
    book = whole(seed)
    size = len(book.lines)
    book.first, book.last = 2 + seed % (size // 2), size - 1 - seed % (size // 3)
    return book


def erased(seed: int) -> Book:
    writer = Writer(seed)
    _stays(writer, 4)
    writer.erase(3)
    _stays(writer, 2)
    writer.sign()
    return writer.book


def erased_later(seed: int) -> Book:
    """Of a time whose guests were erased by an entry behind the end of the file."""
    book = erased(seed)
    said = next(line.said["seq"] for line in book.lines if line.said["k"] == "erased")
    book.last = said - 1
    return book


def restored(seed: int) -> Book:
    writer = Writer(seed)
    _stays(writer, 3)
    writer.begin_epoch("restored" if seed % 2 else "key")
    writer.stay()
    _stays(writer, 2)
    return writer.book


def unsigned(seed: int) -> Book:
    """The key was gone for some entries; the next head covers them."""
    writer = Writer(seed)
    _stays(writer, 2)
    for _ in range(3):
        writer.stay(told=False, flags=["unsigned"])
    writer.begin_epoch("key")
    _stays(writer, 2)
    return writer.book


def backwards(seed: int) -> Book:
    """A clock that was set back, and says so."""
    writer = Writer(seed)
    _stays(writer, 2)
    writer.enter("printed", back=timedelta(days=400), flags=["clock_backwards"])
    _stays(writer, 2)
    writer.sign()
    return writer.book


def empty(seed: int) -> Book:
    """A month without guests: no entry at all."""
    book = whole(seed)
    book.first = len(book.lines) // 2 + 1
    book.last = book.first - 1
    return book


def verdicts(seed: int) -> Book:
    """Three receipts for one declaration, each going on from the one before."""
    writer = Writer(seed)
    ref = writer.stay(told=False)
    body = next(line.body for line in writer.book.lines if line.said["ref"] == ref)
    assert body is not None
    writer.sign()
    received = writer.moment
    for number, verdict in enumerate(("queued", "received", "registered"), 1):
        writer.proof(ref, body, number, verdict, received)
    writer.stay()
    return writer.book


BOOKS: dict[str, Callable[[int], Book]] = {
    one.__name__: one for one in (whole, part, erased, erased_later, restored, unsigned, backwards, empty, verdicts)
}
