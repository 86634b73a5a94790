"""The verb reconcile: the portal's list as a file, its count, or what a person saw there."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from guestreg.cli.answer import Exit, Session, tell
from guestreg.cli.days import span
from guestreg.cli.hand_over import answer, aware, guests_of
from guestreg.cli.listing import instant, line_json
from guestreg.cli.packs import take_answer
from guestreg.cli.usage import Misuse
from guestreg.domain.dates import local
from guestreg.domain.pack import ANSWER_SUFFIX, PACK_SUFFIX
from guestreg.ports.reader import ColumnsUnknown, ListUnusable, PortalList
from guestreg.services.commands.note_count import NoteCount, note_count
from guestreg.services.commands.note_seen import NoteSeen, note_seen
from guestreg.services.commands.reconcile import Change, Reconcile, Reconciled, preview, reconcile
from guestreg.services.comparing import Doubt, Match
from guestreg.services.list_columns import columns_of, keep_columns, kept_columns
from guestreg.services.outcome import Done

VERB = "reconcile"


def reconcile_(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="The portal's list, csv or xlsx; or a .luutru-nhan.")] = None,
    made: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%dT%H:%M"], help="When the list was made, Vietnam time; the file's if left out."),
    ] = None,
    columns: Annotated[
        str, typer.Option(help="Columns of number, arrival, name, counted from 1: 8,10,3. Remembered.")
    ] = "",
    from_: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First arrival asked.")] = None,
    to: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last arrival asked.")] = None,
    count: Annotated[int | None, typer.Option(min=0, help="How many guests the portal shows.")] = None,
    seen: Annotated[list[str] | None, typer.Option(metavar="ID", help="A guest seen there; may come again.")] = None,
    by: Annotated[str, typer.Option(help="Who of the house did it; the stay's notifier if left out.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look; nothing is kept.")] = False,
) -> None:
    """Compare with the portal's list.  Example: guestreg reconcile danh-sach.csv --dry-run"""
    session: Session = context.obj
    days = span(from_, to)
    if sum((file is not None, count is not None, bool(seen))) != 1:
        raise Misuse("usage_one_source")
    if seen:
        command = NoteSeen(guests_of(session, VERB, seen), by)
        done = answer(session, VERB, note_seen(session.workplace.desk(), command))
        session.say("S-73", {"n": str(len(done))})
    elif count is not None:
        _count(session, count, days)
    elif file is not None and file.suffix in (ANSWER_SUFFIX, PACK_SUFFIX):
        take_answer(session, file)
    elif file is not None:
        _compare(session, file, aware(made), columns, days, by, dry_run=dry_run)


def _count(session: Session, count: int, days: tuple[date | None, date | None]) -> None:
    """Today's arrivals unless other days are asked."""
    today = local(session.workplace.clock.now()).date()
    first = days[0] or days[1] or today
    outcome = note_count(session.workplace.desk(), NoteCount(count, first, days[1] or max(first, today)))
    if not isinstance(outcome, Done):
        raise session.refuse(VERB, outcome)
    session.answer(VERB, {"count": count, "here": outcome.value}, (f"count\t{count}", f"here\t{outcome.value}"))
    session.say("S-74", {"n": str(count), "m": str(outcome.value)})


def _compare(
    session: Session,
    file: Path,
    made: datetime | None,
    columns: str,
    days: tuple[date | None, date | None],
    by: str,
    *,
    dry_run: bool,
) -> None:
    portal = _read(session, file, columns)
    made_at = made or datetime.fromtimestamp(file.stat().st_mtime, UTC)
    command = Reconcile(portal, made_at, _covered(session, days), by)
    desk = session.workplace.desk()
    outcome = preview(desk, command) if dry_run else reconcile(desk, command)
    if not isinstance(outcome, Done):
        raise session.refuse(VERB, outcome)
    if columns and not dry_run:
        keep_columns(session.workplace, portal.columns)
    content = _content(session, portal, outcome.value) | {"made": instant(made_at), "dry_run": dry_run}
    session.answer(VERB, content, _lines(content))
    session.say("S-13", {"n": str(len(content["both"])), "m": str(len(content["only_here"]))})
    if missing := sum(one["counts"] for one in content["only_here"]):
        session.say("E-49", {"n": str(missing)})
    if early := sum(not one["counts"] for one in content["only_here"]):
        session.say("S-83", {"n": str(early)})
    if numberless := sum(one["doubt"] == Doubt.NO_NUMBER.value for one in content["unclear"]):
        session.say("E-228", {"n": str(numberless)})
    if dry_run:
        session.say("S-75")


def _covered(session: Session, days: tuple[date | None, date | None]) -> tuple[date, date] | None:
    """One day asked is that day to today, or that day alone."""
    first = days[0] or days[1]
    if first is None:
        return None
    return first, days[1] or max(first, local(session.workplace.clock.now()).date())


def _read(session: Session, file: Path, columns: str) -> PortalList:
    try:
        chosen = columns_of(columns) or kept_columns(session.workplace.settings)
    except ValueError as error:
        raise Misuse("usage_columns") from error
    try:
        return session.workplace.list_reader().read(file, chosen)
    except ListUnusable as error:
        raise session.fail(VERB, error.code, error.params) from error
    except ColumnsUnknown as error:
        text = session.phrases.sentence("E-173")
        refused = {"violations": [{"code": "E-173", "field": "", "guest": None, "text": text}], "rows": error.rows}
        session.answer(VERB, refused, ("\t".join(row) for row in error.rows))
        tell(f"{text} [E-173]")
        raise typer.Exit(Exit.REFUSED) from error
    except OSError as error:
        raise session.fail(VERB, "E-131", {"path": file.name}) from error


def _content(session: Session, portal: PortalList, done: Reconciled) -> dict[str, Any]:
    now, found = session.workplace.clock.now(), done.findings
    both = [one for one in done.changes if isinstance(one.found, Match)]
    here = [one for one in done.changes if not isinstance(one.found, Match)]
    return {
        "form": portal.form,
        "columns": [place + 1 for place in portal.columns if place is not None],
        "list_sha256": portal.sha256,
        "from": found.first_on.isoformat() if found.first_on else None,
        "to": found.last_on.isoformat() if found.last_on else None,
        "both": [_change(one, now) for one in both],
        "only_here": [_change(one, now) for one in here],
        "only_there": [
            {
                "row": row.row,
                "full_name": row.full_name,
                "doc_number": row.number,
                "arrival": row.arrival_on.isoformat(),
            }
            for row in found.only_there
        ],
        "unclear": [
            {**line_json(one.line, now), "doubt": one.doubt.value, "rows": list(one.rows)} for one in found.unclear
        ],
        "refused": [
            {"row": row.row, "code": row.code, "text": session.phrases.sentence(row.code)} for row in found.spoilt
        ],
    }


def _change(change: Change, now: datetime) -> dict[str, Any]:
    found = change.found
    shown = {**line_json(found.line, now), "before": change.before.value, "after": change.after.value}
    if isinstance(found, Match):
        return shown | {"row": found.row.row, "twice": found.twice}
    return shown | {"counts": found.counts, "by_upload": found.by_upload}


def _lines(content: dict[str, Any]) -> Iterator[str]:
    for name in ("both", "only_here"):
        for one in content[name]:
            yield f"{name}\t{one['register_no']}\t{one['full_name']}\t{one['before']}\t{one['after']}"
    for one in content["only_there"]:
        yield f"only_there\t{one['row']}\t{one['full_name']}\t{one['arrival']}"
    for one in content["unclear"]:
        yield f"unclear\t{one['register_no']}\t{one['full_name']}\t{one['doubt']}"
    for one in content["refused"]:
        yield f"refused\t{one['row']}\t{one['code']}\t{one['text']}"
