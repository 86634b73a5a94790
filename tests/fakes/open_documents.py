"""Documents of the open contract for tests: the published example and others made from it."""

import json
from typing import Any

EXAMPLE = (
    '{"contract":"1.0","created":"2026-11-21T10:03:58Z","establishment":{"code":"MAU-0017","commune":"302903203",'
    '"province":"302"},"group":{"size":1},"guest":{"birth_date":"1990-03-05","birth_precision":"D","doc_kind":8,'
    '"doc_number":"001190000017","full_name":"Nguyễn Thị Hoa","nationality":"VNM","sex":"F"},"guest_kind":"citizen",'
    '"id":"01936f2e-7b7c-7c3a-9d11-0000000004d2","kind":"new","notifier":"Lò Thị Pâng","rules":"2026-07-01",'
    '"stay":{"arrival":"2026-11-21T17:00:00+07:00","planned_departure":"2026-11-22T10:00:00+07:00","reason":1,'
    '"room":"Nhà sàn 1"},"version":1}'
).encode()
EXAMPLE_SHA256 = "9a1e244626c1fc64754005d6d7a4296287a64faaa85ece9752b952e6b0b2634a"
EXAMPLE_ID = "01936f2e-7b7c-7c3a-9d11-0000000004d2"


def citizen(**changes: Any) -> dict[str, Any]:
    """The example with members replaced: `guest__sex="M"` reaches inside, None leaves a member out."""
    return _changed(json.loads(EXAMPLE), changes)


def foreigner(**changes: Any) -> dict[str, Any]:
    document = citizen()
    del document["stay"]["reason"]
    document |= {
        "guest_kind": "foreigner",
        "guest": {
            "full_name": "Anna Maria Muster",
            "nationality": "D",
            "passport_number": "C01X00T47",
            "sex": "F",
            "birth_date": "1974-08-12",
            "birth_precision": "D",
            "permitted_until": "2026-12-20",
        },
    }
    return _changed(document, changes)


def cancellation(**changes: Any) -> dict[str, Any]:
    document = citizen(stay=None, guest=None, kind="cancel", version=2)
    document["cancel"] = {"reason": "not-arrived"}
    return _changed(document, changes)


def numbered(number: int, **changes: Any) -> dict[str, Any]:
    """Another guest's declaration: own id, own document number."""
    own = {"id": f"01936f2e-7b7c-7c3a-9d11-{number:012x}", "guest__doc_number": f"{number:012d}"}
    return citizen(**(own | changes))


def as_sent(document: dict[str, Any]) -> bytes:
    """Canonical bytes; the keys of these documents are ASCII."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _changed(document: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    for path, value in changes.items():
        *outer, name = path.split("__")
        inner = document
        for step in outer:
            inner = inner.setdefault(step, {})
        if value is None:
            inner.pop(name, None)
        else:
            inner[name] = value
    return document
