"""Verbs about this computer: doctor, paths, catalogues, simulator."""

import errno
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from guestreg.cli.answer import Exit, Session, tell
from guestreg.cli.usage import Misuse
from guestreg.services.commands.refresh_catalogues import ListNews, lists_in_use, refresh_catalogues, sentence_of
from guestreg.services.outcome import Done
from guestreg.services.queries.health import checkup
from guestreg.services.workplace import Served, Simulation, Voice


def paths(context: typer.Context) -> None:
    """Where things are.  Example: guestreg paths --json"""
    session: Session = context.obj
    folders = {name: str(path) for name, path in session.workplace.folders().items()}
    session.answer("paths", folders, (f"{name}\t{path}" for name, path in folders.items()))


def doctor(context: typer.Context) -> None:
    """What is wrong with this computer.  Example: guestreg doctor"""
    session: Session = context.obj
    findings = checkup(session.workplace)
    texts = [{"code": one.code, "text": session.phrases.sentence(one.code, one.params)} for one in findings]
    lists = [_list_json(one) for one in lists_in_use(session.workplace.catalogue)]
    ages = (f"{one['name']}\t{one['as_of']}" for one in lists)
    lines = (*(f"{one['code']}\t{one['text']}" for one in texts), *ages)
    session.answer("doctor", {"findings": texts, "catalogues": lists}, lines)
    if any(one.blocks for one in findings):
        raise typer.Exit(Exit.ENVIRONMENT)


def catalogues(
    context: typer.Context,
    refresh: Annotated[bool, typer.Option("--refresh", help="Fetch them anew from the endpoint.")] = False,
) -> None:
    """The code lists in use and how old they are.  Example: guestreg catalogues --refresh"""
    session: Session = context.obj
    news = lists_in_use(session.workplace.catalogue)
    if refresh:
        with session.workplace.list_shelf() as shelf:
            outcome = refresh_catalogues(shelf, session.workplace.clock.now())
        if not isinstance(outcome, Done):
            raise session.refuse("catalogues", outcome)
        news = outcome.value
    lists = [_list_json(one) for one in news]
    lines = (f"{one.name.value}\t{one.rows}\t{one.as_of}\t{one.failure or ''}".rstrip() for one in news)
    session.answer("catalogues", {"lists": lists}, lines)
    if any(one.failure for one in news):
        session.say(sentence_of(news))
        raise typer.Exit(Exit.ENDPOINT)


def _list_json(news: ListNews) -> dict[str, object]:
    return {**asdict(news), "name": news.name.value, "failure": news.failure.value if news.failure else None}


def _to_copy(endpoint: Mapping[str, str], secrets: Mapping[str, str]) -> list[str]:
    """The end of a `house.toml`, and the command that hands over the secrets."""
    values = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in endpoint.items())
    hand_over = f"echo '{json.dumps(dict(secrets))}' | guestreg setup house.toml --secrets -"
    return ["[endpoint]", 'kind = "kbtt"', *values, hand_over]


def simulator(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    tls: Annotated[Path | None, typer.Option(help="Serve https with its own authority, made in this folder.")] = None,
    fault: Annotated[str, typer.Option(help="Faults to play, separated by commas.")] = "",
    seed: Annotated[int | None, typer.Option(min=0, help="Start of the faults' chance; drawn if left out.")] = None,
    voice: Annotated[Voice, typer.Option(help="How much a refusal says: long adds number, dates, advice.")] = "short",
) -> None:
    """The practice police as a server on this computer.  Example: guestreg simulator --port 8123 --voice long"""
    session: Session = context.obj

    def announce(served: Served) -> None:
        secrets = dict(served.secrets)
        trust = {"ca_file": str(served.ca_file)} if served.ca_file else {}
        endpoint = {"address": served.address, "account": served.account, **trust}
        session.answer("simulator", {**endpoint, "secrets": secrets}, (served.address,))
        sys.stdout.flush()
        for line in _to_copy(endpoint, secrets):
            tell(line)

    faults = tuple(name for name in fault.split(",") if name)
    try:
        session.workplace.simulate(Simulation(port, tls, faults, seed, voice), announce, sys.stderr)
    except ValueError as error:
        raise Misuse("usage_fault", str(error)) from error
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise session.fail("simulator", "E-102", {"port": str(port)}) from error
