"""A house's computer as the open contract sees it: it enrols with its key, declares and asks."""

import base64
import hashlib
import http.client
import json
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.fakes.open_documents import as_sent

LEDGER = "01936f2e-0a00-7000-8000-000000000001"
HOUSE = "MAU-0017"
AUTHORITY_KEY = "luutru.example/xa-mau"


class DeviceKey:
    """Signs notes under `name`; the default is the published test key."""

    def __init__(self, name: str = f"luutru/{LEDGER}/1", seed: bytes | None = None) -> None:
        self.name = name
        self._key = Ed25519PrivateKey.from_private_bytes(seed or hashlib.sha256(b"guestreg test device key").digest())
        self._public = b"\x01" + self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self._id = hashlib.sha256(name.encode() + b"\n" + self._public).digest()[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self._id.hex()}+{base64.b64encode(self._public).decode()}"

    def line(self, text: str) -> str:
        made = base64.b64encode(self._id + self._key.sign(text.encode())).decode()
        return f"— {self.name} {made}\n"

    def sign(self, *lines: str) -> str:
        text = "".join(f"{line}\n" for line in lines)
        return text + "\n" + self.line(text)

    def checkpoint(self, size: int, root: bytes) -> str:
        return self.sign(self.name, str(size), base64.b64encode(root).decode())


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def problem(self) -> str:
        """The last segment of the problem's type; the shape every problem has is checked on the way."""
        assert self.headers["content-type"] == "application/problem+json", self.body
        assert self.json["status"] == self.status
        return str(self.json["type"]).rsplit("/v1/problems/", 1)[1]


class OpenCaller:
    """One connection a request; `token` is had by `enrol`."""

    def __init__(self, base_url: str, ca: Path | None = None, key: DeviceKey | None = None) -> None:
        self.base_url = urlsplit(base_url)
        self._tls = ssl.create_default_context(cafile=str(ca)) if ca is not None else None
        self.key = key or DeviceKey()
        self.token = ""

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Reply:
        host, port = self.base_url.hostname or "", self.base_url.port
        connection = (
            http.client.HTTPSConnection(host, port, timeout=20, context=self._tls)
            if self._tls is not None
            else http.client.HTTPConnection(host, port, timeout=20)
        )
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if body is not None:
            own |= {"Content-Type": "application/json", "Content-Digest": digest(body)}
        sent = {name: value for name, value in (own | (headers or {})).items() if value}
        try:
            connection.request(method, path, body, sent)
            with connection.getresponse() as response:
                return Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def get(self, path: str) -> Reply:
        return self.request("GET", path)

    def post(self, path: str, content: Any) -> Reply:
        return self.request("POST", path, json.dumps(content, ensure_ascii=False).encode())

    def enrolment(self, code: str, house: str = HOUSE, /, **changes: Any) -> dict[str, Any]:
        hashed = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        proof = self.key.sign(
            "stay-enrol/v1", f"establishment {house}", f"code-sha256 {hashed}", f"authority {AUTHORITY_KEY}"
        )
        wish = {"code": code, "establishment": house, "device": {"vkey": self.key.vkey}, "client": "test/1"}
        return wish | {"proof": proof} | changes

    def enrol(self, code: str, house: str = HOUSE) -> Reply:
        """Once taken, the token is used for every request that follows."""
        reply = self.post("/v1/enrolments", self.enrolment(code, house))
        if reply.status == 201:
            self.token = reply.json["token"]
        return reply

    def put(
        self,
        document: dict[str, Any],
        parent: str = "none",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        """One version; `headers` replace what would be sent, an empty value leaves a header out."""
        key = f"{document.get('id')}.{document.get('version')}"
        path = f"/v1/declarations/{document.get('id')}/versions/{document.get('version')}"
        own = {"Idempotency-Key": f'"{key}"', "Stay-Parent": parent}
        return self.request("PUT", path, as_sent(document) if body is None else body, own | (headers or {}))

    def status(self, declaration_id: str) -> Reply:
        return self.get(f"/v1/declarations/{declaration_id}")


def digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def sha256(document: dict[str, Any]) -> str:
    return hashlib.sha256(as_sent(document)).hexdigest()


def in_header(note: str) -> dict[str, str]:
    return {"Stay-Checkpoint": f":{base64.b64encode(note.encode()).decode()}:"}
