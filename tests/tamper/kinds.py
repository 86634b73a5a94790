"""The 25 ways of tampering with a `.luutru`: each changes bytes, and writes down what must be said of it.

Who tampers has the file alone (`clumsy`, or `careful`: mends the list of contents), or the house's keys too (`owner`:
signs everything anew). It imports neither verifier nor program; what is expected comes from who did it.
"""

import base64
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from tests.tamper import packing
from tests.tamper.books import whole
from tests.tamper.case import Case, Tampered
from tests.tamper.maker import AUTHORITY, STRANGER, Line, checkpoint, parts_of
from tests.tamper.notes import SigningKey
from tests.tamper.writer import Writer


def bit_flip(case: Case) -> Tampered:
    at = case.bodied()
    parts = case.clean.copy()
    lines = parts.members["ledger.ndjson"].splitlines(keepends=True)
    line = bytearray(lines[at])
    end = line.index(b',"e":')
    digits = [place for place in range(5, end) if chr(line[place]).isdigit() and chr(line[place - 1]).isalnum()]
    line[case.dice.choice(digits)] ^= 1
    lines[at] = bytes(line)
    parts.members["ledger.ndjson"] = b"".join(lines)
    return case.handed(parts, "commitment", at + 1, "ledger.ndjson")


def field_change(case: Case) -> Tampered:
    at = case.bodied()
    body = case.book.lines[at].body
    assert body is not None
    if "guest" in body:
        name = case.dice.choice(sorted(body["guest"]))
        body["guest"][name] = "khác"
    else:
        body["khac" if case.dice.random() < 0.5 else sorted(body)[0]] = "x"
    return case.given("commitment", at + 1)


def salt_change(case: Case) -> Tampered:
    at = case.bodied()
    case.book.lines[at].salt = case.dice.randbytes(16).hex()
    return case.given("commitment", at + 1)


def bodies_swapped(case: Case) -> Tampered:
    one, other = sorted(case.dice.sample([at for at, it in enumerate(case.book.lines) if it.body is not None], 2))
    lines = case.book.lines
    lines[one].body, lines[other].body = lines[other].body, lines[one].body
    lines[one].salt, lines[other].salt = lines[other].salt, lines[one].salt
    return case.given("commitment", one + 1)


def fake_erasure(case: Case) -> Tampered:
    """As if the entry never had a body."""
    at = case.bodied()
    line = case.book.lines[at]
    line.body = line.salt = line.said["c"] = None
    return case.given("chain", at + 1)


def erasure_without_entry(case: Case) -> Tampered:
    at = case.bodied()
    line = case.book.lines[at]
    line.body = None
    if case.dice.random() < 0.7:
        line.salt = None
    return case.given("erasure", at + 1)


def delete_one(case: Case) -> Tampered:
    at = case.inner()
    del case.book.lines[at]
    return case.given("sequence", at + 1)


def delete_many(case: Case) -> Tampered:
    at = case.inner(4)
    del case.book.lines[at : at + case.dice.randrange(2, 4)]
    return case.given("sequence", at + 1)


def duplicate(case: Case) -> Tampered:
    at = case.inner()
    case.book.lines.insert(at, case.book.lines[at])
    return case.given("sequence", at + 1)


def swap_neighbours(case: Case) -> Tampered:
    at = case.inner()
    lines = case.book.lines
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return case.given("sequence", at + 1)


def insert(case: Case) -> Tampered:
    """Made to join on to the entry before it."""
    at = case.inner()
    before = case.book.lines[at - 1]
    said = before.said | {"seq": at + 1, "p": before.leaf.hex(), "k": "note", "c": None, "d": {}, "ref": None}
    case.book.lines.insert(at, Line(said))
    return case.given("sequence", at + 1)


def renumber(case: Case) -> Tampered:
    """After a deletion: the numbers are dense again, the links are not."""
    at = case.inner(4)
    del case.book.lines[at]
    for seq, line in enumerate(case.book.lines, 1):
        line.said["seq"] = seq
    return case.given("sequence", at + 1)


def full_rechain(case: Case) -> Tampered:
    """Everything fits again but the heads, which were signed before."""
    at = case.bodied()
    line = case.book.lines[at]
    assert line.body is not None
    line.body["khac"] = "x"
    line.commit()
    case.book.link()
    size = min(size for _, size in case.book.heads if size > at)
    return case.given("root", size, None)


def redate_one(case: Case) -> Tampered:
    at = case.inner()
    _shift(case.book.lines[at], 1)
    return case.given("chain", at + 1)


def redate_all(case: Case) -> Tampered:
    for line in case.book.lines:
        _shift(line, 30)
    return case.given("chain", 1)


def _shift(line: Line, days: int) -> None:
    moved = datetime.fromisoformat(line.said["t"]) + timedelta(days=days)
    line.said["t"] = moved.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def backwards(case: Case) -> Tampered:
    """By who holds the keys: everything signed anew, but for the receipts that named the old heads."""
    at = case.inner()
    _shift(case.book.lines[at], -400)
    case.book.link()
    case.book.sign_again()
    return Tampered(parts_of(case.book).packed(), "clock", at + 1, "ledger.ndjson")


def checkpoint_removed(case: Case) -> Tampered:
    heads = sorted(case.book.heads)
    del case.book.heads[case.dice.choice(heads)]
    parts = parts_of(case.book)
    parts.members |= {name: case.clean.members[name] for name in ("manifest.json", "manifest.note")}
    if case.dice.random() < 0.5:
        return Tampered(parts.packed(), "file_hash", None, "checkpoints.txt")
    return Tampered(parts.listed().packed(), "manifest", None, "manifest.note")


def _one_head(case: Case) -> tuple[tuple[int, int], str]:
    heads = sorted(case.book.heads, key=lambda head: (head[1], head[0]))
    at = case.dice.randrange(len(heads))
    return heads[at], f"checkpoints.txt:{at + 1}"


def checkpoint_altered(case: Case) -> Tampered:
    head, place = _one_head(case)
    origin, size, _, *rest = case.book.heads[head].decode().split("\n")
    root = base64.b64encode(case.dice.randbytes(32)).decode()
    case.book.heads[head] = "\n".join([origin, size, root, *rest]).encode()
    return case.given("root", None, place)


def checkpoint_by_stranger(case: Case) -> Tampered:
    head, place = _one_head(case)
    signer = SigningKey(f"luutru/{case.book.ledger}/{head[0]}", STRANGER)
    case.book.heads[head] = checkpoint(case.book, head, signer)
    return case.given("key", None, place)


def contradiction(case: Case) -> Tampered:
    head, _ = _one_head(case)
    other = case.book.copy()
    _shift(other.lines[0], 1)
    other.link()
    case.book.heads[head] += b"\n" + checkpoint(other, head)
    heads = sorted(case.book.heads, key=lambda one: (one[1], one[0]))
    return case.given("contradiction", head[1], f"checkpoints.txt:{heads.index(head) + 2}")


def cut(case: Case) -> Tampered:
    """Entries, heads and receipts gone together, by who holds the keys."""
    anchor = case.anchor()
    size = case.inner(3)
    book = case.book
    del book.lines[size:]
    book.heads = {head: note for head, note in book.heads.items() if head[1] <= size}
    book.heads[book.epochs, size] = checkpoint(book, (book.epochs, size))
    return Tampered(parts_of(book).packed(), "cut", size + 1, None, anchor=anchor)


def foreign_receipt(case: Case) -> Tampered:
    """Of another declaration, or of another house."""
    one, *rest = sorted(case.book.receipts)
    parts = case.clean.copy()
    if case.dice.random() < 0.5:
        other = case.dice.choice(rest)
        names = f"receipts/{one}", f"receipts/{other}"
        parts.members[names[0]], parts.members[names[1]] = parts.members[names[1]], parts.members[names[0]]
    else:
        house = Writer(case.dice.randrange(10**6), "01936f2e-0a00-7000-8000-00000000ffff")
        ref = house.stay()
        parts.members[f"receipts/{one}"] = house.book.receipts[f"{ref}.1.note"]
    return case.handed(parts, "receipt", None, f"receipts/{one}")


def forged_receipt(case: Case) -> Tampered:
    name = case.dice.choice(sorted(case.book.receipts))
    parts = case.clean.copy()
    text = parts.members[f"receipts/{name}"].decode().partition("\n\n")[0] + "\n"
    changed = text.replace("verdict received", "verdict registered")
    if case.dice.random() < 0.5:
        signed = SigningKey(AUTHORITY.name, STRANGER).note(*changed[:-1].split("\n"))
    else:
        signed = parts.members[f"receipts/{name}"].replace(text.encode(), changed.encode())
    parts.members[f"receipts/{name}"] = signed
    return case.handed(parts, "receipt", None, f"receipts/{name}")


def view_differs(case: Case) -> Tampered:
    """By who holds the keys, in the view alone."""
    parts = case.clean.copy()
    head, *rows = parts.members["register.csv"].decode().splitlines(keepends=True)
    at = case.dice.randrange(len(rows))
    match case.dice.randrange(3):
        case 0:
            rows[at] = rows[at].replace("Nguyễn", "Trần")
        case 1:
            del rows[at]
        case _:
            rows.insert(at, rows[at].replace(".1\r", ".7\r").replace("3d11-0", "3d11-f").replace("9d11-0", "9d11-f"))
    parts.members["register.csv"] = (head + "".join(rows)).encode()
    return Tampered(parts.sealed().packed(), "view", None, "register.csv")


def packing_trick(case: Case) -> Tampered:
    parts = case.clean.copy()
    kind, place, verdict, data = case.dice.choice(packing.TRICKS)(parts, case.dice)
    return Tampered(data, kind, None, place, verdict)


KINDS: tuple[Callable[[Case], Tampered], ...] = (
    bit_flip,
    field_change,
    salt_change,
    bodies_swapped,
    fake_erasure,
    erasure_without_entry,
    delete_one,
    delete_many,
    duplicate,
    swap_neighbours,
    insert,
    renumber,
    full_rechain,
    redate_one,
    redate_all,
    backwards,
    checkpoint_removed,
    checkpoint_altered,
    checkpoint_by_stranger,
    contradiction,
    cut,
    foreign_receipt,
    forged_receipt,
    view_differs,
    packing_trick,
)
"""In the order of their numbers, 1 to 25."""


_LEDGERS = 20
_whole, _clean = cache(whole), cache(lambda seed: parts_of(_whole(seed)))


def tampered(number: int, seed: int) -> Tampered:
    """The `number`-th kind done to a small ledger; the same for the same seed."""
    ledger = seed % _LEDGERS
    return KINDS[number - 1](Case(_whole(ledger).copy(), _clean(ledger), random.Random(seed * 25 + number)))
