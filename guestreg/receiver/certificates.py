"""A certificate authority of a receiver's own, for a commune without a certificate from elsewhere, and for trying out.

The folder keeps `ca.pem`, which houses trust through their set-up file's pins or by hand, and `server.pem` with key
and chain; a later start uses them again. It must not know the system's trust.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import trustme

CA_NAME, SERVER_NAME = "ca.pem", "server.pem"
_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


def server_certificate(folder: Path, organization: str, names: Sequence[str] = ()) -> Path:
    """The file with the server's key and chain, made on first use for loopback and `names`."""
    server = folder / SERVER_NAME
    if server.exists() and (folder / CA_NAME).exists():
        return server
    folder.mkdir(parents=True, exist_ok=True)
    authority = trustme.CA(organization_name=organization)
    leaf = authority.issue_cert(*_LOCAL_NAMES, *names)
    authority.cert_pem.write_to_path(str(folder / CA_NAME))
    handle = os.open(server, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(leaf.private_key_and_cert_chain_pem.bytes())
    return server
