"""What goes back on the wire for an answer, and how a fault disguises or replaces it.

Called by `exchange`. It must not know whether the call took effect.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from guestreg.receiver.kbtt.answers import Answer
from guestreg.receiver.kbtt.faults import DRESS, NO_ENVELOPE, REDIRECTS, STATUSES, Fault

JSON_TYPE = "application/json;charset=UTF-8"
HTML_TYPE = "text/html; charset=utf-8"
ELSEWHERE = "https://khac.invalid/"
_HUGE_BYTES = 200_000
_PAGE = "<!DOCTYPE html><html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"
_STATUS_TEXT = {401: "Unauthorized", 403: "Forbidden", 502: "Bad Gateway"}


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes
    content_type: str | None = JSON_TYPE
    headers: dict[str, str] = field(default_factory=dict)


def plain_reply(answer: Answer) -> Reply:
    return Reply(answer.status, answer.body())


def disguise(answer: Answer, fault: Fault, host: str, path: str, scheme: str) -> Reply:
    """The reply as this fault makes it; faults that don't touch the reply leave it as it is."""
    if fault.kind in DRESS:
        return _dress(answer, fault.kind)
    if fault.kind in NO_ENVELOPE:
        return _no_envelope(answer, fault.kind)
    if fault.kind in STATUSES:
        return _status(fault)
    if fault.kind in REDIRECTS:
        return _redirect(fault, host, path, scheme)
    return plain_reply(answer)


def _dress(answer: Answer, kind: str) -> Reply:
    body = answer.body()
    envelope = answer.envelope()
    match kind:
        case "bom":
            body = b"\xef\xbb\xbf" + body
        case "blank_lines":
            body = b"\r\n\r\n \n" + body
        case "code_number":
            body = _json(envelope | {"code": int(answer.code)})
        case _:
            body = _json({"traceId": "tap-thu", "timestamp": None} | envelope | {"errors": []})
    return Reply(answer.status, body)


def _no_envelope(answer: Answer, kind: str) -> Reply:
    match kind:
        case "empty_200":
            return Reply(200, b"", None)
        case "html_200":
            return Reply(200, _PAGE.format("Thông báo").encode(), HTML_TYPE)
        case "other_json":
            return Reply(200, _json({"status": "ok", "result": [1, 2, 3]}))
        case "duplicate_keys":
            twice = answer.body()[1:]
            return Reply(200, b'{"code": "500", "message": "", ' + twice)
        case _:
            return Reply(200, _json(answer.envelope() | {"data": "x" * _HUGE_BYTES}))


def _status(fault: Fault) -> Reply:
    match fault.kind:
        case "html_401" | "html_403" | "html_502":
            status = int(fault.kind.removeprefix("html_"))
            return Reply(status, _PAGE.format(_STATUS_TEXT[status]).encode(), HTML_TYPE)
        case "plain_500":
            return Reply(500, b"Internal Server Error", "text/plain")
        case _:
            status = 429 if fault.kind == "busy_429" else 503
            headers = {"Retry-After": fault.value} if fault.value is not None else {}
            return Reply(status, b"", None, headers)


def _redirect(fault: Fault, host: str, path: str, scheme: str) -> Reply:
    targets = {
        "redirect_same": f"{scheme}://{host}/moved{path}",
        "redirect_other": ELSEWHERE,
        "redirect_http": f"http://{host}{path}",
    }
    return Reply(int(fault.seconds(307)), b"", None, {"Location": targets[fault.kind]})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
