"""A set-up file `.luutru-caidat`: what an authority tells a house about where and how to send. Read here, not believed.

Who signed it, and what that is worth, is decided by `services`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from guestreg.domain.authority_keys import SETUP, TrustedKey, read_trusted_key
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.note import NotANote, Note, VerifierKey, read_key, read_note
from guestreg.domain.receipt import read_instant
from guestreg.domain.strict_json import NotJson, read_json

SET_UP_BYTES = 256 * 1024
SUFFIX = ".luutru-caidat"
TITLE = "luutru-caidat/v1"
_FACTS = ("name", "unit", "province", "commune", "address", "phone", "duty_phone", "email")
_FLAGS = ("is_remote", "border_area", "border_belt")
_HEX = frozenset("0123456789abcdef")
_MOST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Authority:
    """The commune police as they name themselves; `province` and `commune` are codes."""

    name: str
    unit: str = ""
    province: str = ""
    commune: str = ""
    address: str = ""
    phone: str = ""
    duty_phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class OfferedHouse:
    """One house of the commune to choose from."""

    code: str
    name: str = ""
    kind: str = ""
    address_detail: str = ""


@dataclass(frozen=True, slots=True)
class CommuneFlags:
    is_remote: bool = False
    border_area: bool = False
    border_belt: bool = False
    border_post: str = ""
    border_post_phone: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class SetUpFile:
    """`pins` are SHA-256 of SPKI in hex; `recipient` the age key of packs; `data` the file as it came."""

    data: bytes
    note: Note
    serial: int
    issued_at: datetime
    review_after: date | None
    authority: Authority
    kind: EndpointKind
    base_url: str
    pins: tuple[str, ...]
    label: str
    keys: tuple[TrustedKey, ...]
    recipient: str | None
    setup_next: VerifierKey | None
    flags: CommuneFlags
    houses: tuple[OfferedHouse, ...]

    def set_up_keys(self) -> tuple[VerifierKey, ...]:
        """Those it names for signing set-up files, the next one last."""
        named = [one.key for one in self.keys if SETUP in one.uses]
        return (*named, *([self.setup_next] if self.setup_next else ()))


def read_set_up(data: bytes) -> SetUpFile:
    """Its form alone. Raises NotANote."""
    note = read_note(data, SET_UP_BYTES)
    if len(note.lines) != 2 or note.lines[0] != TITLE:
        raise NotANote("set-up")
    try:
        said = read_json(note.lines[1].encode())
    except NotJson:
        raise NotANote("set-up") from None
    if not isinstance(said, dict):
        raise NotANote("set-up")
    endpoint, keys = _table(said, "endpoint"), said.get("keys", [])
    serial, next_key, review = said.get("serial"), said.get("setup_next"), said.get("review_after")
    if type(serial) is not int or serial < 1 or not isinstance(keys, list):
        raise NotANote("set-up")
    facts, flags = _table(said, "authority"), _table(said, "commune_flags", {})
    return SetUpFile(
        data=data,
        note=note,
        serial=serial,
        issued_at=read_instant(_text(said, "issued")),
        review_after=None if review is None else _day(review),
        authority=Authority(**{name: _text(facts, name, "" if name != "name" else None) for name in _FACTS}),
        kind=_kind(endpoint),
        base_url=_text(endpoint, "base_url", ""),
        pins=_pins(endpoint.get("pins") or []),
        label=_text(endpoint, "label", ""),
        keys=tuple(map(read_trusted_key, keys)),
        recipient=_text(said, "recipient", "") or None,
        setup_next=None if next_key is None else read_key(_text(said, "setup_next")),
        flags=CommuneFlags(
            **{name: flags.get(name) is True for name in _FLAGS},
            border_post=_text(flags, "border_post", ""),
            border_post_phone=_text(flags, "border_post_phone", ""),
        ),
        houses=_houses(said.get("establishments", [])),
    )


def _kind(endpoint: Mapping[str, Any]) -> EndpointKind:
    try:
        return EndpointKind(_text(endpoint, "kind"))
    except ValueError:
        raise NotANote("kind") from None


def _houses(listed: object) -> tuple[OfferedHouse, ...]:
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise NotANote("establishments")
    names = ("name", "kind", "address_detail")
    return tuple(OfferedHouse(_text(one, "code"), *(_text(one, name, "") for name in names)) for one in listed)


def _pins(listed: object) -> tuple[str, ...]:
    if not isinstance(listed, list) or len(listed) > 2:
        raise NotANote("pins")
    for one in listed:
        if not isinstance(one, str) or len(one) != 64 or not _HEX.issuperset(one):
            raise NotANote("pins")
    return tuple(listed)


def _day(text: object) -> date:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        raise NotANote("day") from None


def _table(said: Mapping[str, Any], name: str, absent: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    value = said.get(name, absent)
    if not isinstance(value, dict):
        raise NotANote(name)
    return value


def _text(said: Mapping[str, Any], name: str, absent: str | None = None) -> str:
    """One line of text. What has no value may be left out where `absent` says so."""
    value = said.get(name, absent)
    if value is None and absent is not None:
        value = absent
    if not isinstance(value, str) or len(value) > _MOST_TEXT or not value.isprintable():
        raise NotANote(name)
    return value
