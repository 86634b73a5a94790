"""Verbs about house and endpoint: setup. A `.toml` names both; secrets come on stdin, never in the file."""

import json
import sys
import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

from guestreg.cli.answer import Session, tell
from guestreg.cli.set_up_file import set_up_from
from guestreg.cli.usage import Misuse
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.endpoint import host_of
from guestreg.domain.entry.house import HouseEntry
from guestreg.domain.entry.reading import Typed
from guestreg.domain.set_up import SUFFIX
from guestreg.domain.violation import Severity, Violation
from guestreg.ports.settings import LedgerSettings
from guestreg.services.commands.accept_setup_file import Acceptance
from guestreg.services.commands.begin_ledger import begin_ledger
from guestreg.services.outcome import Done
from guestreg.services.workplace import NewLedger

SECRETS = frozenset({"password", "client_a", "client_b"})
_BUILT = frozenset(EndpointKind) - {EndpointKind.OPEN}
"""The open contract comes with a signed file alone."""


class NotASetUp(ValueError):
    """The file isn't a set-up; the message says where."""


def setup(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="A .toml with the tables establishment and endpoint.")] = None,
    secrets: Annotated[str, typer.Option(help="- reads password, client_a, client_b as JSON from stdin.")] = "",
    practice: Annotated[bool, typer.Option("--practice", help="A made-up house, sent to nobody.")] = False,
    mark: Annotated[str, typer.Option(help="Of a .luutru-caidat: the 16 characters the officer reads out.")] = "",
    code: Annotated[str, typer.Option(help="Of a .luutru-caidat: the officer's one-time code.")] = "",
    establishment: Annotated[str, typer.Option(help="Of a .luutru-caidat: the code of the house in it.")] = "",
    house_file: Annotated[
        Path | None, typer.Option("--house", help="Of a .luutru-caidat: a .toml with the table establishment.")
    ] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Begin anew with another authority, with its officer.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Take the .luutru-caidat over, after looking at it.")] = False,
) -> None:
    """Set up house and endpoint.  Example: guestreg setup --practice"""
    session: Session = context.obj
    if file is not None and file.suffix == SUFFIX and not practice:
        typed = _read_house(session, house_file)
        set_up_from(session, file, Acceptance(mark, anew, establishment, typed), yes=yes, code=code)
        return
    if (file is None) == (not practice):
        raise Misuse("usage_house")
    if secrets not in ("", "-"):
        raise Misuse("usage_secrets")
    source = practice_file(session.workplace.resources) if file is None else file
    try:
        content = tomllib.loads(source.read_text("utf-8"))
        house, ledger = house_entry(content.get("establishment", {})), _ledger(content, source.parent)
    except OSError as error:
        raise session.fail("setup", "E-131", {"path": source.name}) from error
    except ValueError as error:
        detail = str(error) if isinstance(error, NotASetUp) else "TOML"
        raise session.fail("setup", "E-96", {"detail": detail}) from error
    try:
        kept = _read_secrets(secrets)
    except (ValueError, RecursionError) as error:
        raise session.fail("setup", "E-132") from error
    outcome = begin_ledger(session.workplace, NewLedger(ledger, kept), house)
    if not isinstance(outcome, Done):
        raise session.refuse("setup", outcome)
    done = outcome.value
    warnings = session.violations((*outcome.warnings, *lacking_access(session)))
    session.answer(
        "setup",
        {
            "establishment": {"name": done.name, "province": done.province, "commune": done.commune},
            "endpoint": {"kind": ledger.endpoint.value, "host": host_of(ledger.address)},
            "warnings": warnings,
        },
        (done.name,),
    )
    for warning in warnings:
        tell(warning["text"])


def lacking_access(session: Session) -> tuple[Violation, ...]:
    """What is said where nothing can be sent yet."""
    code = session.workplace.lacks_credentials()
    return () if code is None else (Violation(code, "secrets", severity=Severity.WARN),)


def _read_house(session: Session, path: Path | None) -> HouseEntry | None:
    if path is None:
        return None
    try:
        return house_entry(tomllib.loads(path.read_text("utf-8")).get("establishment", {}))
    except OSError as error:
        raise session.fail("setup", "E-131", {"path": path.name}) from error
    except ValueError as error:
        raise session.fail("setup", "E-96", {"detail": "TOML"}) from error


def practice_file(resources: Path) -> Path:
    """The set-up of the made-up house."""
    return resources / "samples" / "practice_house.toml"


def practice_house(resources: Path) -> HouseEntry:
    """The made-up house as it would be typed."""
    return house_entry(tomllib.loads(practice_file(resources).read_text("utf-8"))["establishment"])


def house_entry(raw: object) -> HouseEntry:
    """The `[establishment]` table as the form the rules read. Raises NotASetUp."""
    if not isinstance(raw, dict):
        raise NotASetUp("establishment")
    plain = {name: _text(name, value) for name, value in raw.items() if name not in ("rooms", "notifiers")}
    rooms = tuple((_text("name", one.get("name")), _text("beds", one.get("beds", 1))) for one in _tables(raw, "rooms"))
    people = tuple(
        (_text("name", one.get("name")), _text("phone", one.get("phone"))) for one in _tables(raw, "notifiers")
    )
    return HouseEntry(Typed(plain), rooms, people)


def _tables(raw: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = raw.get(name, [])
    if not (isinstance(value, list) and all(isinstance(one, dict) for one in value)):
        raise NotASetUp(name)
    return value


def _text(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        raise NotASetUp(name[:40])
    return str(value)


def _ledger(content: dict[str, Any], folder: Path) -> LedgerSettings:
    """`ca_file` is read from the set-up's own folder and kept as a whole path."""
    raw = content.get("endpoint", {"kind": "practice"})
    if not isinstance(raw, dict) or raw.keys() - {"kind", "address", "account", "ca_file", "database"}:
        raise NotASetUp("endpoint")
    values = {name: _text(name, value) for name, value in raw.items()}
    try:
        kind = EndpointKind(values.pop("kind", "practice"))
    except ValueError as error:
        raise NotASetUp("endpoint.kind") from error
    if kind not in _BUILT:
        raise NotASetUp("endpoint.kind")
    if values.get("ca_file"):
        ca_file = (folder / values["ca_file"]).absolute()
        if not ca_file.is_file():
            raise NotASetUp("endpoint.ca_file")
        values["ca_file"] = str(ca_file)
    return LedgerSettings("", kind, **values)


def _read_secrets(source: str) -> dict[str, str]:
    if not source:
        return {}
    value = json.loads(sys.stdin.read(10_000))
    if not isinstance(value, dict) or value.keys() - SECRETS or not all(isinstance(v, str) for v in value.values()):
        raise ValueError("secrets")
    return value
