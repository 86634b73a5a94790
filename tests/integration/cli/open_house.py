"""A house of the open contract at the command line: its authority over pinned TLS, its set-up file, its owner."""

import re
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from guestreg.endpoints.pins import spki_sha256
from guestreg.receiver.open.setup_file import setup_file
from tests.fakes.clock import FakeClock
from tests.fakes.open_authority import HOUSE, OTHER_HOUSE, OpenAuthority
from tests.integration.cli.terminal import ONE, Terminal

OWNER = {
    "address_detail": "Bản Mẫu",
    "owner_name": "Lò Thị Say",
    "phone": "0912345678",
    "kind": "homestay",
    "rooms": [{"name": "Phòng 1"}],
    "notifiers": [{"name": "Lò Thị Say"}],
}


@pytest.fixture
def authority(tmp_path: Path, clock: FakeClock) -> Iterator[OpenAuthority]:
    made = OpenAuthority(tmp_path / "authority", tls=True, clock=clock.now)
    made.start()
    yield made
    made.stop()


def pin_of(authority: OpenAuthority) -> str:
    assert authority.plan.tls_dir
    chain = (authority.plan.tls_dir / "server.pem").read_text("ascii")
    first = re.search(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?", chain, re.DOTALL)
    assert first
    return spki_sha256(ssl.PEM_cert_to_DER_cert(first[0]))


def written(authority: OpenAuthority, folder: Path, serial: int = 1, **changes: Any) -> Path:
    described = {
        "endpoint": {"kind": "open", "base_url": authority.base_url, "pins": [pin_of(authority)]},
        "establishments": [{"code": HOUSE, "name": "Nhà Mẫu"}, {"code": OTHER_HOUSE, "name": "Nhà Khác"}],
    } | changes
    file = folder / f"xa-mau-{serial}.luutru-caidat"
    file.write_text(setup_file(authority.keys, described, serial, authority.clock()), encoding="utf-8")
    return file


def owner(folder: Path) -> Path:
    file = folder / "house.toml"
    file.write_bytes(tomli_w.dumps({"establishment": OWNER}).encode())
    return file


def first_time(authority: OpenAuthority, folder: Path) -> list[str]:
    """What the person says at the first set-up."""
    mark = authority.keys.setup.verifier.mark
    return ["--mark", mark, "--establishment", HOUSE, "--house", str(owner(folder)), "--yes"]


@pytest.fixture
def enrolled(empty: Terminal, authority: OpenAuthority, tmp_path: Path) -> Terminal:
    said = [*first_time(authority, tmp_path), "--code", authority.enrolment_code()]
    answer = empty.json("setup", written(authority, tmp_path), *said)
    assert (answer["accepted"], answer["enrolled"], answer["signature"]) == (True, True, "first_use")
    return empty


def only(terminal: Terminal) -> dict[str, Any]:
    (line,) = terminal.json("list")["rows"]
    return dict(line)


def declared(terminal: Terminal) -> dict[str, Any]:
    terminal.json("add", "-", stdin=ONE)
    sent = terminal.json("send", "--until-idle")
    assert (sent["confirmed"], sent["held"]) == (1, None)
    return sent
