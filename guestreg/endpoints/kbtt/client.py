"""The exchange with the ministry's interface: greet, send one person, leave. True endpoint and simulator alike.

Every public call has a line of its own and one total time for all it does; nothing the network or the other side
does is raised.
"""

from collections.abc import Mapping
from pathlib import Path

import httpx

from guestreg.domain.declaration import Hold
from guestreg.domain.guest import GuestKind
from guestreg.endpoints.http import Call, HttpLine, NoReply, Reply
from guestreg.endpoints.kbtt.answers import Sent, outcome_of_reply, sent_of
from guestreg.endpoints.kbtt.paths import KbttPaths
from guestreg.endpoints.kbtt.reading import Envelope, read_envelope
from guestreg.endpoints.kbtt.tokens import REVOKE_S, Credentials, Session, Tokens
from guestreg.endpoints.lines import Lines
from guestreg.endpoints.waiting import outcome_of_silence
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import EndpointTerms, Exchange, Greeting, Held, MayHaveArrived, News, Parcel


class KbttClient:
    """EndpointClient of the ministry's interface."""

    def __init__(
        self,
        terms: EndpointTerms,
        base_url: str,
        account: str,
        credentials: Mapping[str, str],
        *,
        clock: Clock,
        expected_code: str | None,
        user_agent: str,
        ca_file: Path | None = None,
        practice: bool = False,
        total_s: float = 30.0,
        paths: KbttPaths | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """`credentials` has `password`, `client_a` (log-in) and `client_b` (renew, revoke).

        `expected_code`: the establishment code seen before, None the first time. Raises ValueError for an
        address that is neither https nor, with `practice`, this computer.
        """
        self._host = terms.host
        self._clock = clock
        self._paths = paths or KbttPaths()
        self._lines = Lines(
            lambda: HttpLine(
                base_url,
                clock=clock,
                user_agent=user_agent,
                total_s=total_s,
                ca_file=ca_file,
                practice=practice,
                transport=transport,
            )
        )
        self._session = Session(
            Credentials(account, credentials["password"], credentials["client_a"], credentials["client_b"]),
            host=terms.host,
            clock=clock,
            expected_code=expected_code,
            paths=self._paths,
        )

    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        with self._lines.one() as line:
            line.allow()
            return self._session.greet(line, afresh=afresh)

    @property
    def can_be_asked(self) -> bool:
        return False

    def send(self, parcel: Parcel) -> Exchange:
        sent = sent_of(parcel.document)
        with self._lines.one() as line:
            line.allow(parcel.wire)
            tokens = self._session.ready(line)
            if isinstance(tokens, Exchange):
                return tokens
            reply = self._post(line, parcel.wire, sent, tokens)
            if isinstance(reply, Reply) and reply.status == 401:
                tokens = self._session.renew(line, tokens)
                if isinstance(tokens, Exchange):
                    return tokens
                reply = self._post(line, parcel.wire, sent, tokens)
        return self._exchange(reply, sent)

    def ask(self, parcel: Parcel) -> Exchange:
        """There is no such call: what may have arrived may still have."""
        return Exchange(MayHaveArrived(), self._host)

    def news(self, cursor: str | None) -> News | Exchange:
        """It tells nothing by itself."""
        return News((), cursor or "", more=False)

    def close(self) -> None:
        with self._lines.one() as line:
            line.allow(seconds=REVOKE_S)
            self._session.revoke(line)
        self._lines.close()

    def _post(self, line: HttpLine, wire: bytes, sent: Sent, tokens: Tokens) -> Reply | NoReply:
        return line.exchange(
            Call(
                "POST",
                self._path(sent),
                {"Authorization": f"Bearer {tokens.access}", "Content-Type": "application/json"},
                body=wire,
            )
        )

    def _path(self, sent: Sent) -> str:
        if sent.departure is not None:
            return self._paths.departures
        return self._paths.foreigners if sent.guest_kind is GuestKind.FOREIGNER else self._paths.citizens

    def _exchange(self, reply: Reply | NoReply, sent: Sent) -> Exchange:
        if isinstance(reply, NoReply):
            return Exchange(outcome_of_silence(reply), self._host)
        outcome = outcome_of_reply(reply, sent, self._clock.now())
        if outcome == Held(Hold.CREDENTIALS):
            self._session.forget()
        envelope = None if reply.cut else read_envelope(reply.body)
        code = envelope.code if isinstance(envelope, Envelope) else None
        return Exchange(outcome, self._host, reply.status, reply.server_date, code, reply.body)
