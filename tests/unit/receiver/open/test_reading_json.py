"""JSON that two programs could read differently is not read at all."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from guestreg.receiver.open.canonical import BadJson, canonical, read_json, sha256
from tests.fakes.open_documents import EXAMPLE, EXAMPLE_SHA256

WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_the_published_document_is_canonical_and_has_its_digest() -> None:
    assert (len(EXAMPLE), sha256(EXAMPLE)) == (576, EXAMPLE_SHA256)
    assert canonical(read_json(EXAMPLE)) == EXAMPLE


@given(VALUES)
def test_the_canonical_form_is_that_of_rfc_8785(value: object) -> None:
    written = canonical(value)
    assert written == rfc8785.dumps(value)  # type: ignore[arg-type]
    assert read_json(written) == value


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xef\xbb\xbf{}",
        b"\xff\xfe{\x00}\x00",
        b'{"a":1,"a":1}',
        b'[{"b":{"a":1,"a":2}}]',
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"1.0",
        b"1e3",
        b"-0",
        b"9007199254740992",
        b"1" * 5_000,
        b'"\xc3\x28"',
        b'"\\ud800"',
        b'{"\\udfff":1}',
        b"[" * 33 + b"]" * 33,
        b"[" * 4_000,
        b"{} {}",
        b"'a'",
        b'"a\nb"',
    ],
)
def test_what_is_refused(body: bytes) -> None:
    with pytest.raises(BadJson):
        read_json(body)


@pytest.mark.parametrize("body", [b"[" * 32 + b"]" * 32, b'"' + b"[" * 99 + b'"', b'"\\"[[\\\\"', b"9007199254740991"])
def test_what_is_just_taken(body: bytes) -> None:
    assert read_json(body) == json.loads(body)
