"""The kinds of endpoint a house may declare to: what each takes, and the real adapter for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from guestreg.domain.authority_keys import TrustedKey
from guestreg.domain.declaration import EndpointKind
from guestreg.endpoints.http import HttpLine
from guestreg.endpoints.kbtt.client import KbttClient
from guestreg.endpoints.kbtt.terms import KbttTerms
from guestreg.endpoints.open_contract.client import OpenClient, Standing
from guestreg.endpoints.open_contract.terms import OpenTerms
from guestreg.platform.signatures import verify
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import EndpointClient, EndpointTerms
from guestreg.receiver.kbtt.settings import SimulatorSettings
from tests.fakes.kept import ENDPOINT

_AGENT = "guestreg/test"
_MADE_UP = SimulatorSettings()
_CREDENTIALS = {
    "password": _MADE_UP.password,
    "client_a": ":".join(_MADE_UP.login_client),
    "client_b": ":".join(_MADE_UP.refresh_client),
}


class Side(Protocol):
    """One kind of endpoint at any address."""

    def terms(self, url: str) -> EndpointTerms: ...

    def client(self, url: str, clock: Clock, ca_file: Path | None, total_s: float) -> EndpointClient: ...


class KbttSide:
    """The ministry's interface."""

    def terms(self, url: str) -> EndpointTerms:
        return KbttTerms(url, endpoint_id=ENDPOINT, kind=EndpointKind.KBTT)

    def client(self, url: str, clock: Clock, ca_file: Path | None, total_s: float) -> EndpointClient:
        return KbttClient(
            self.terms(url),
            url,
            _MADE_UP.username,
            _CREDENTIALS,
            clock=clock,
            expected_code=None,
            user_agent=_AGENT,
            ca_file=ca_file,
            total_s=total_s,
        )


class OpenSide:
    """A service of the open contract that has let this house in; only `pins` are believed where there are any."""

    def __init__(self, token: str, keys: Sequence[TrustedKey], pins: Sequence[str] = ()) -> None:
        self._token, self._keys, self._pins = token, tuple(keys), tuple(pins)

    def terms(self, url: str) -> EndpointTerms:
        return OpenTerms(url, endpoint_id=ENDPOINT)

    def client(self, url: str, clock: Clock, ca_file: Path | None, total_s: float) -> EndpointClient:
        def line() -> HttpLine:
            return HttpLine(url, clock=clock, user_agent=_AGENT, total_s=total_s, ca_file=ca_file, pins=self._pins)

        standing = Standing(
            self._token,
            self._keys,
            verify,
            is_our_head=lambda head: False,
            known=lambda declaration_id, version: None,
            learned=lambda keys: None,
            heard_head=lambda head: None,
        )
        return OpenClient(self.terms(url).host, standing, line, clock=clock, program=_AGENT)
