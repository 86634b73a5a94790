"""A certificate authority of the simulator's own, for loopback only.

Called by `server`. The folder keeps `ca.pem` (to be trusted by the tester) and `server.pem` (key and chain);
a later start uses them again. It must not know the system's trust.
"""

from __future__ import annotations

import os
from pathlib import Path

import trustme

CA_NAME = "ca.pem"
SERVER_NAME = "server.pem"


def server_certificate(folder: Path) -> Path:
    """The file with the server's key and chain, made on first use."""
    server = folder / SERVER_NAME
    if server.exists() and (folder / CA_NAME).exists():
        return server
    folder.mkdir(parents=True, exist_ok=True)
    authority = trustme.CA(organization_name="KBTT simulator")
    leaf = authority.issue_cert("localhost", "127.0.0.1", "::1")
    authority.cert_pem.write_to_path(str(folder / CA_NAME))
    handle = os.open(server, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(leaf.private_key_and_cert_chain_pem.bytes())
    return server
