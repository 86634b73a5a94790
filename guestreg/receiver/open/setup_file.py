"""The signed set-up file `.luutru-caidat`: what a house's program may believe about this authority.

Written by the desk. There is no secret in it. It must not know who reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from guestreg.receiver.open.canonical import canonical
from guestreg.receiver.open.instants import instant_text
from guestreg.receiver.open.keys import AuthorityKeys

SUFFIX = ".luutru-caidat"
TITLE = "luutru-caidat/v1"
FILE_BYTES = 262_144
REVIEWED_AFTER = timedelta(days=365)
_KINDS = ("open", "kbtt", "files", "manual")
_FLAGS = {"is_remote": False, "border_area": False, "border_belt": False, "border_post": "", "border_post_phone": ""}
_HOUSE = ("code", "name", "kind", "address_detail")


class BadDescription(ValueError):
    """What the file is to say is incomplete; the message names the place."""


def setup_file(keys: AuthorityKeys, description: Mapping[str, Any], serial: int, now: datetime) -> str:
    """The whole file, signed by the set-up key. Raises BadDescription."""
    content = {
        "serial": serial,
        "issued": instant_text(now),
        "review_after": (now + REVIEWED_AFTER).strftime("%Y-%m-%d"),
        "authority": _present(keys.facts),
        "endpoint": _endpoint(description.get("endpoint")),
        "keys": [*(_key(one) for one in keys.published), _setup_key(keys)],
        "recipient": keys.recipient,
        "setup_next": str(keys.setup.verifier),
        "commune_flags": _flags(description.get("commune_flags", {})),
        "establishments": [
            _present({name: str(house.get(name, "")) for name in _HOUSE}) for house in houses(description)
        ],
    }
    content |= {name: description[name] for name in ("rules", "catalogues") if name in description}
    whole = keys.setup.sign(f"{TITLE}\n{canonical(content).decode()}\n")
    if len(whole.encode()) > FILE_BYTES:
        raise BadDescription("establishments")
    return whole


def houses(description: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The establishments of a description. Raises BadDescription."""
    listed = description.get("establishments", [])
    complete = isinstance(listed, list) and all(
        isinstance(one, dict) and all(isinstance(one.get(name), str) and one[name] for name in ("code", "name"))
        for one in listed
    )
    if not complete:
        raise BadDescription("establishments")
    return list(listed)


def _endpoint(endpoint: Any) -> dict[str, Any]:
    if not isinstance(endpoint, dict) or endpoint.get("kind", "open") not in _KINDS:
        raise BadDescription("endpoint.kind")
    address, pins = endpoint.get("base_url"), endpoint.get("pins", [])
    if not isinstance(address, str) or not address.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise BadDescription("endpoint.base_url")
    if not isinstance(pins, list) or len(pins) > 2 or not all(isinstance(pin, str) for pin in pins):
        raise BadDescription("endpoint.pins")
    found: dict[str, Any] = {"kind": endpoint.get("kind", "open"), "base_url": address}
    found |= {"pins": pins} if pins else {}
    return found | _present({"label": str(endpoint.get("label", ""))})


def _flags(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise BadDescription("commune_flags")
    found = {name: given.get(name, usual) for name, usual in _FLAGS.items()}
    if any(type(found[name]) is not type(usual) for name, usual in _FLAGS.items()):
        raise BadDescription("commune_flags")
    return _present(found)


def _present(members: Mapping[str, Any]) -> dict[str, Any]:
    """A member without a value is left out."""
    return {name: value for name, value in members.items() if value != ""}


def _key(published: Mapping[str, Any]) -> dict[str, Any]:
    return {name: published[name] for name in ("vkey", "use", "from", "until")}


def _setup_key(keys: AuthorityKeys) -> dict[str, Any]:
    first = keys.published[0]
    return {"vkey": str(keys.setup.verifier), "use": ["setup"], "from": first["from"], "until": first["until"]}
