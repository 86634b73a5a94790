"""What makes a `.luutru` of the ledger in use: its keys, the authority's, and the writer with its fixed members."""

import json
import tomllib
from pathlib import Path

from guestreg.app.authority_trust import AuthorityTrust
from guestreg.app.heads import LedgerHeads
from guestreg.bundle.luutru import LuutruWriter
from guestreg.documents.whole_file import whole_file
from guestreg.domain.authority_keys import RECEIPT
from guestreg.domain.declaration import EndpointKind
from guestreg.ports.bundling import Bundling
from guestreg.ports.secrets import Secrets
from guestreg.ports.settings import LedgerSettings
from guestreg.services.desk import Desk


def bundling(desk: Desk, ledger: LedgerSettings, secrets: Secrets, resources: Path) -> Bundling:
    """Raises StoreBusy."""
    heads = LedgerHeads(desk.store, secrets, desk.clock)
    authority, rotations = _authority(desk, ledger)
    return Bundling(authority, rotations, heads.sign, luutru_writer(resources).write)


def luutru_writer(resources: Path) -> LuutruWriter:
    heads = tomllib.loads((resources / "export" / "table.toml").read_text("utf-8"))["heads"]
    first = ("DOC-TRUOC.txt", (resources / "export" / "DOC-TRUOC.txt").read_bytes())
    schemas = ((f"schema/{one.name}", one.read_bytes()) for one in sorted((resources / "schema").glob("*.json")))
    return LuutruWriter(whole_file, (first, *schemas), heads)


def _authority(desk: Desk, ledger: LedgerSettings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keys that receipts are believed of, and the notes by which one took over from another."""
    if ledger.endpoint is not EndpointKind.OPEN:
        return (), ()
    keys = tuple(one.key.text for one in AuthorityTrust(desk, ledger).trusted() if RECEIPT in one.uses)
    with desk.store.unit_of_work() as uow:
        listed = [json.loads(one) for one in uow.trust.keys(desk.terms.endpoint_id)]
    return keys, tuple(one["rotation"] for one in listed)
