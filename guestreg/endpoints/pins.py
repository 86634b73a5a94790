"""Trust in pinned keys alone: whoever holds one of them is the endpoint, whatever any authority says.

`http` uses it in place of the certificates of the operating system. Name, dates and handshake are still checked by
the TLS library: the pinned certificate is what it is told to believe.
"""

import hashlib
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Collection
from typing import Any, cast

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Place = tuple[str, int]
Fetch = Callable[[Place, float], str]
"""(host or address and port, seconds) -> the certificate shown there, as PEM."""


class PinnedTrust:
    """Stands where the HTTP library expects an `ssl.SSLContext`. `pins` are SHA-256 of the key's SPKI, lowercase hex.

    Which certificate belongs to a pin is learnt by looking at it once; it is believed only for its key.
    """

    def __init__(self, pins: Collection[str], fetch: Fetch | None = None) -> None:
        self._pins = frozenset(pins)
        self._fetch = fetch or _shown_at
        self._context: ssl.SSLContext | None = None
        self._alpn: list[str] = []

    def as_context(self) -> ssl.SSLContext:
        """For the library's signature: it only calls the two methods below."""
        return cast("ssl.SSLContext", self)

    def set_alpn_protocols(self, alpn_protocols: list[str]) -> None:
        self._alpn = alpn_protocols

    def wrap_socket(self, sock: socket.socket, server_hostname: str | None = None, **more: Any) -> ssl.SSLSocket:
        """Raises ssl.SSLError and OSError, as a context does."""
        context = self._context or self._believing(sock, server_hostname or "")
        context.set_alpn_protocols(self._alpn)
        try:
            secured = context.wrap_socket(sock, server_hostname=server_hostname, **more)
        except ssl.SSLCertVerificationError:
            self._context = None
            raise
        self._context = context
        return secured

    def _believing(self, sock: socket.socket, name: str) -> ssl.SSLContext:
        """A context that trusts one pinned certificate. A server of several names is asked by its name too."""
        peer, limit_s = sock.getpeername(), sock.gettimeout() or 0.0
        for host in dict.fromkeys((str(peer[0]), name)):
            shown = _bounded(lambda host=host: self._fetch((host, int(peer[1])), limit_s), limit_s)  # type: ignore[misc]
            if spki_sha256(ssl.PEM_cert_to_DER_cert(shown)) in self._pins:
                return _trusting(shown)
        raise ssl.SSLCertVerificationError("not a pinned key")


def spki_sha256(der: bytes) -> str:
    """The pin of a certificate, lowercase hex. Raises ssl.SSLError for what is no certificate."""
    try:
        key = x509.load_der_x509_certificate(der).public_key()
    except ValueError as fault:
        raise ssl.SSLError("certificate") from fault
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def _trusting(pem: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=pem)
    return context


def _shown_at(place: Place, limit_s: float) -> str:
    return ssl.get_server_certificate(place, timeout=limit_s)


def _bounded(ask: Callable[[], str], limit_s: float) -> str:
    """The library's own look-up of a name may hang."""
    answers: queue.SimpleQueue[str | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(ask())
        except (OSError, ValueError) as fault:
            answers.put(fault)

    threading.Thread(target=work, name="pin", daemon=True).start()
    try:
        answer = answers.get(timeout=limit_s)
    except queue.Empty:
        raise TimeoutError("pin") from None
    if isinstance(answer, Exception):
        raise answer
    return answer
