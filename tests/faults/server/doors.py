"""What can be wrong before a request is heard: the connection, the handshake, the certificate (kinds 8–18)."""

import socket
import ssl
import struct
import threading
from datetime import UTC, datetime
from pathlib import Path

import trustme

from guestreg.endpoints.pins import spki_sha256
from tests.fakes.raw_server import Cut
from tests.faults.server.front import Door, secured

NAMES = ("127.0.0.1", "localhost", "police.test")
_LONG_OVER, _FAR_AHEAD = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_ALERT = bytes.fromhex("15 03 03 00 02 02 28")
"""Fatal: handshake failure."""
_ORGANIZATION = "The police of the tests"


class Authorities:
    """Our own certificate authority, and the doors that show something else than it would sign."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._ours = trustme.CA(organization_name=_ORGANIZATION)
        self._interceptor = trustme.CA(organization_name="A helpful programme")
        self.ca_file = self._keep(self._ours, "ca.pem")
        self.interceptor_file = self._keep(self._interceptor, "interceptor.pem")
        shown = self._ours.issue_cert(*NAMES)
        self.good = secured(_context(shown))
        self.pin = spki_sha256(ssl.PEM_cert_to_DER_cert(shown.cert_chain_pems[0].bytes().decode()))
        self.other_key = secured(_context(self._ours.issue_cert(*NAMES)))
        self.of_interceptor = secured(_context(self._interceptor.issue_cert(*NAMES)))
        self.expired = secured(_context(self._ours.issue_cert(*NAMES, not_after=_LONG_OVER)))
        self.not_yet_valid = secured(
            _context(self._ours.issue_cert(*NAMES, not_before=_FAR_AHEAD, not_after=_FAR_AHEAD.replace(year=2101)))
        )
        self.wrong_host = secured(_context(self._ours.issue_cert("127.0.0.2", "police.example")))
        self.unknown_authority = secured(_context(trustme.CA().issue_cert(*NAMES)))
        self.changed_key = secured(_context(trustme.CA(organization_name=_ORGANIZATION).issue_cert(*NAMES)))
        self.self_signed = secured(self._self_signed())

    def _keep(self, authority: trustme.CA, name: str) -> Path:
        authority.cert_pem.write_to_path(str(self._folder / name))
        return self._folder / name

    def _self_signed(self) -> ssl.SSLContext:
        nobody = trustme.CA(organization_name="Nobody")
        kept = self._folder / "self.pem"
        nobody.private_key_pem.write_to_path(str(kept))
        nobody.cert_pem.write_to_path(str(kept), append=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(kept)
        return context


def reset(end: socket.socket, stopping: threading.Event) -> socket.socket:
    """Once the connection stands, or it would be one that was refused."""
    end.recv(1, socket.MSG_PEEK)
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise Cut


def silence(end: socket.socket, stopping: threading.Event) -> socket.socket:
    stopping.wait()
    raise Cut


def alert(end: socket.socket, stopping: threading.Event) -> socket.socket:
    _client_hello(end)
    end.sendall(_ALERT)
    raise Cut


def tls_1_0(end: socket.socket, stopping: threading.Event) -> socket.socket:
    """A server that knows nothing newer: its hello, made by hand."""
    _client_hello(end)
    hello = b"\x03\x01" + bytes(range(32)) + b"\x00" + b"\x00\x2f" + b"\x00"
    handshake = b"\x02" + len(hello).to_bytes(3) + hello
    end.sendall(b"\x16\x03\x01" + len(handshake).to_bytes(2) + handshake)
    _client_hello(end)
    raise Cut


def _client_hello(end: socket.socket) -> bytes:
    return end.recv(65536)


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(made)
    return made


DOORS: dict[str, Door] = {"reset": reset, "silence": silence, "alert": alert, "tls_1_0": tls_1_0}
