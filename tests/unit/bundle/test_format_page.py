"""The page from which a stranger writes a reader: its vectors hold, and it names every member and kind there is."""

import base64
import json
import re
from pathlib import Path

import pytest

from guestreg.domain.canonical import canonical
from guestreg.domain.ledger import EntryKind, Flag, page_code
from guestreg.domain.merkle import merkle_root
from guestreg.platform.resources import resource_dir
from tests.fakes.luutru_reader import Luutru
from tests.fakes.signed_house import SignedHouse

PAGE = (resource_dir() / "formats" / "luutru.md").read_text("utf-8")


def test_the_canonical_vector() -> None:
    given, wanted, size = re.findall(r"Vector: `(.*?)` is `(.*?)` \((\d+) bytes", PAGE)[0]
    assert canonical(json.loads(given)) == wanted.encode()
    assert len(wanted.encode()) == int(size)


def test_the_vector_of_the_tree() -> None:
    leaves = re.findall(r"^`([0-9a-f]{64})`", PAGE, re.MULTILINE)
    root = merkle_root(leaves)
    assert len(leaves) == 2
    assert f"`{page_code(root, 2)}`" in PAGE
    assert f"`{base64.b64encode(root).decode()}`" in PAGE


def test_it_names_every_kind_and_flag() -> None:
    assert [one for one in (*EntryKind, *Flag) if f"`{one.value}`" not in PAGE] == []


@pytest.mark.parametrize("what", ["members", "manifest", "envelope", "keys"])
def test_it_names_every_member_of_a_file(what: str, tmp_path: Path) -> None:
    SignedHouse().export(tmp_path / "so.luutru")
    opened = Luutru(tmp_path / "so.luutru")
    names = {
        "members": [name for name in opened.members if not name.startswith("schema/")],
        "manifest": list(opened.manifest),
        "envelope": list(opened.envelopes[0]),
        "keys": list(opened.keys),
    }
    assert [name for name in names[what] if f"`{name}`" not in PAGE] == []
