"""A pack's text and its answer's, against the agreed form; limits and counts before anything is believed."""

import base64
import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from guestreg.domain.canonical import canonical
from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.note import NotANote, read_note
from guestreg.domain.objection import field_errors, last_segment, objections
from guestreg.domain.pack import MOST_BYTES, PackItem, pack_bytes, pack_text, read_answer
from tests.fakes.kbtt_documents import document
from tests.fakes.open_service import AUTHORITY

MADE = "2026-11-21T12:00:00Z"
PACK = "01936f2e-7b7c-7c3a-9d11-0000000000aa"


def test_an_item_is_one_canonical_line_with_the_document_as_it_is() -> None:
    made = document()
    for parent in (None, "ab" * 32):
        item = PackItem(made, parent)
        whole = {"document": json.loads(made), "parent": parent or "none"}
        assert item.line == canonical(whole) + b"\n"


def test_a_pack_names_its_house_its_items_and_our_head() -> None:
    items = (PackItem(document(), None), PackItem(document(room="Nhà sàn 2"), "ab" * 32))
    lines = b"".join(item.line for item in items)
    head = Checkpoint("luutru/x/1", 2, bytes(32))
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    text = pack_text("MAU-0017", PACK, at, items, head)
    assert text.split("\n") == [
        "stay-pack/v1",
        "establishment MAU-0017",
        f"pack {PACK}",
        f"created {MADE}",
        "items 2",
        f"items-sha256 {base64.b64encode(hashlib.sha256(lines).digest()).decode()}",
        f"ledger {head.line}",
        "",
    ]
    assert pack_text("MAU-0017", PACK, at, items, None).endswith("\nledger -\n")
    note, _, rest = pack_bytes(AUTHORITY.sign(text), items).partition(b"\n----\n")
    assert (read_note(note + b"\n").text, rest) == (text, lines)


def answer(lines: bytes = b'{"id":"a"}\n{"id":"b"}\n', **changes: str) -> bytes:
    said = {
        "authority": "Công an xã Mẫu",
        "pack": PACK,
        "made": MADE,
        "items": str(len(lines.splitlines())),
        "items-sha256": base64.b64encode(hashlib.sha256(lines).digest()).decode(),
    } | {name.replace("_", "-"): text for name, text in changes.items()}
    text = "stay-ack/v1\n" + "".join(f"{name} {value}\n" for name, value in said.items())
    return AUTHORITY.sign(text) + b"----\n" + lines


def test_an_answer_is_read() -> None:
    found = read_answer(answer())
    assert (found.pack_id, found.items) == (PACK, ({"id": "a"}, {"id": "b"}))
    assert found.made_at == datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert read_answer(answer(b"")).items == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        answer().replace(b"----\n", b"---\n"),
        answer().replace(b"stay-ack/v1", b"stay-ack/v2"),
        answer(made="today"),
        answer(items="3"),
        answer(items_sha256="AAAA"),
        answer(more="line"),
        answer() + b"{}\n",
        answer(b"[]\n"),
        answer(b"{\n"),
        answer(b"{}\n" * 201),
        answer() + b" " * MOST_BYTES,
    ],
)
def test_another_form_is_no_answer(data: bytes) -> None:
    with pytest.raises(NotANote):
        read_answer(data)


def test_an_objection_says_at_least_one_thing() -> None:
    assert [one.text for one in objections({"detail": "Thiếu ngày"})] == ["Thiếu ngày"]
    assert [one.field for one in objections({"errors": [{"pointer": "/stay/room"}]})] == ["room"]
    assert field_errors("nonsense") == ()


@pytest.mark.parametrize(
    ("problem", "segment"),
    [({"type": "https://x/v1/problems/invalid"}, "invalid"), ({"type": "invalid/"}, "invalid"), ({"type": 7}, "")],
)
def test_a_problem_is_known_by_its_last_segment(problem: dict[str, Any], segment: str) -> None:
    assert last_segment(problem) == segment
