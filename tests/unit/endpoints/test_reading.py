"""Only the ministry's envelope is one; everything else is called what it is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guestreg.domain.strict_json import DEEPEST, NotJson, read_json
from guestreg.endpoints.kbtt.reading import Envelope, Shape, read_envelope

GOOD = json.dumps({"code": "200", "message": "Thành công", "data": None}, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "body",
    [
        GOOD,
        b"\xef\xbb\xbf" + GOOD,
        b"\r\n\r\n\t " + GOOD + b"\n\n",
        b"\r\n\xef\xbb\xbf\n" + GOOD,
        GOOD.replace(b'"200"', b"200"),
        GOOD.replace(b'"data"', b'"x": {"y": [1, 2.5]}, "data"'),
    ],
)
def test_an_envelope_in_any_harmless_dress(body: bytes) -> None:
    said = read_envelope(body)
    assert isinstance(said, Envelope)
    assert (said.code, said.message, said.data) == ("200", "Thành công", None)


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        (b"", Shape.EMPTY),
        (b"\xef\xbb\xbf \r\n", Shape.EMPTY),
        (b"<!DOCTYPE html><p>200</p>", Shape.HTML),
        (b"\n  <html>", Shape.HTML),
        (GOOD[:-5], Shape.SHORT),
        (b'{"code": "200", "mess', Shape.SHORT),
        (b"[]", Shape.OTHER),
        (b"null", Shape.OTHER),
        (b"200", Shape.OTHER),
        (b'{"code": "200"}', Shape.OTHER),
        (b'{"message": "200"}', Shape.OTHER),
        (b'{"code": true, "message": ""}', Shape.OTHER),
        (b'{"code": 200.0, "message": ""}', Shape.OTHER),
        (b'{"code": "200", "message": 1}', Shape.OTHER),
        (b'{"code": "200", "code": "200", "message": ""}', Shape.OTHER),
        (b'{"code": "200", "message": "", "data": {"a": 1, "a": 1}}', Shape.OTHER),
        (b'{"code": "200", "message": "", "data": NaN}', Shape.OTHER),
        (b'{"code": "200", "message": "", "data": -Infinity}', Shape.OTHER),
        (b'{"code": "200", "message": "", "data": 1e999}', Shape.OTHER),
        (b'{"code": "200", "message": "\\ud800"}', Shape.OTHER),
        (b'{"code": "200", "message": "\xff"}', Shape.OTHER),
        (b"[" * 200_000, Shape.OTHER),
        (b'{"code": "200", "message": "", "data": ' + b"9" * 5000 + b"}", Shape.OTHER),
    ],
)
def test_what_is_no_envelope(body: bytes, shape: Shape) -> None:
    assert read_envelope(body) is shape


def test_depth_is_taken_to_the_limit_and_no_further() -> None:
    assert read_json(b"[" * DEEPEST + b"]" * DEEPEST)
    with pytest.raises(NotJson):
        read_json(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))
    with pytest.raises(NotJson):
        read_json(b'{"a":' * (DEEPEST + 1) + b"1" + b"}" * (DEEPEST + 1))


@given(st.binary(max_size=200))
def test_no_bytes_bring_it_down(body: bytes) -> None:
    assert isinstance(read_envelope(body), Envelope | Shape)
