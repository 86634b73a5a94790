"""Verbs of the open contract's authority: keys, set-up files, codes, packs, messages, verdicts, the server."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from guestreg.cli.answer import Session, tell
from guestreg.cli.usage import Misuse
from guestreg.services.authority import Authority, AuthorityPlace, AuthorityTrouble, Serving

receiver_app = typer.Typer(help="The open contract's authority, for a commune or software house.")

Database = Annotated[str, typer.Option("--database", help="postgresql://… or sqlite:///FILE.")]
Keys = Annotated[
    Path | None,
    typer.Option("--keys", help="Folder of the keys; else authority-keys in the data folder."),
]
Description = Annotated[Path, typer.Argument(help="A .toml as in resources/samples/authority.toml.")]


@contextmanager
def _authority(session: Session, database: str, keys: Path | None) -> Iterator[Authority]:
    """Its troubles become sentences and an exit status."""
    session.verb = "receiver"
    try:
        with session.workplace.authority(AuthorityPlace(database, keys)) as authority:
            yield authority
    except AuthorityTrouble as trouble:
        raise session.fail("receiver", trouble.code, trouble.params) from trouble


@receiver_app.command()
def init(context: typer.Context, description: Description, database: Database, keys: Keys = None) -> None:
    """Make the keys, make the houses known.  Example: guestreg receiver init xa.toml --database sqlite:///xa.db"""
    session: Session = context.obj
    with _authority(session, database, keys) as authority:
        facts = authority.init(description)
    session.answer("receiver", facts, (f"{name}\t{value}" for name, value in facts.items()))


@receiver_app.command("set-up-file")
def set_up_file(
    context: typer.Context,
    description: Description,
    output: Annotated[Path, typer.Option("-o", help="Where to write the .luutru-caidat.")],
    database: Database = "",
    keys: Keys = None,
) -> None:
    """Write the signed set-up file.  Example: guestreg receiver set-up-file xa.toml -o xa.luutru-caidat"""
    session: Session = context.obj
    with _authority(session, database, keys) as authority:
        written = authority.write_setup(description, output)
    session.answer("receiver", written, (str(written["path"]),))
    session.say("S-65", {"mark": str(written["mark"])})


@receiver_app.command()
def enrol(context: typer.Context, establishment: str, database: Database, keys: Keys = None) -> None:
    """A one-time code for one house.  Example: guestreg receiver enrol MAU-0017 --database sqlite:///xa.db"""
    session: Session = context.obj
    with _authority(session, database, keys) as authority:
        code = authority.enrol(establishment)
    session.answer("receiver", {"establishment": establishment, "code": code}, (code,))
    session.say("S-64")


@receiver_app.command()
def revoke(context: typer.Context, whose: str, database: Database, keys: Keys = None) -> None:
    """Take away a computer's or a house's right.  Example: guestreg receiver revoke MAU-0017 --database …"""
    session: Session = context.obj
    with _authority(session, database, keys) as authority:
        devices = list(authority.revoke(whose))
    session.answer("receiver", {"revoked": devices}, devices)


@receiver_app.command()
def rotate(context: typer.Context, database: Database, keys: Keys = None) -> None:
    """A new receipt key, vouched for by the old one; start `run` again.  Example: guestreg receiver rotate …"""
    session: Session = context.obj
    with _authority(session, database, keys) as authority:
        vkey = authority.rotate()
    session.answer("receiver", {"receipt_key": vkey}, (vkey,))


@receiver_app.command("import")
def import_(context: typer.Context, packs: list[Path], database: Database, keys: Keys = None) -> None:
    """Take in packs, write acknowledgements.  Example: guestreg receiver import a.luutru-goi --database …"""
    session: Session = context.obj
    taken = []
    with _authority(session, database, keys) as authority:
        for pack in packs:
            try:
                counts = authority.take_pack(pack)
            except OSError as error:
                raise session.fail("receiver", "E-131", {"path": pack.name}) from error
            taken.append({**counts._asdict(), "acknowledgement": str(counts.acknowledgement)})
            numbers = {name: str(getattr(counts, name)) for name in ("new", "repeated", "refused", "late")}
            session.say("S-66", numbers)
    session.answer("receiver", {"packs": taken}, (str(one["acknowledgement"]) for one in taken))


@receiver_app.command()
def message(
    context: typer.Context,
    establishment: str,
    text: str,
    database: Database,
    subject: Annotated[str, typer.Option(help="Stands above the text.")] = "",
    about: Annotated[str, typer.Option(help="ID.VERSION of a declaration.")] = "",
    keys: Keys = None,
) -> None:
    """A message to one house, at most 1,000 letters.  Example: guestreg receiver message MAU-0017 "…" --database …"""
    session: Session = context.obj
    with _authority(session, database, keys) as authority:
        try:
            message_id = authority.message(establishment, subject, text, _version_of(about) if about else None)
        except ValueError as error:
            raise Misuse("usage_message") from error
    session.answer("receiver", {"message": message_id}, (message_id,))


@receiver_app.command("list")
def list_(context: typer.Context, database: Database, keys: Keys = None) -> None:
    """Id, version, kind, house, number, verdict, minutes late, name.  Example: guestreg receiver list --database …"""
    session: Session = context.obj
    with _authority(session, database, keys) as authority:
        rows = [dict(row) for row in authority.held()]
    session.answer("receiver", {"rows": rows}, ("\t".join(map(str, row.values())) for row in rows))


@receiver_app.command()
def register(context: typer.Context, declaration: str, database: Database, keys: Keys = None) -> None:
    """Put a declaration, ID.VERSION, into the register.  Example: guestreg receiver register ID.1 --database …"""
    _rule(context, declaration, database, keys, "registered", [])


@receiver_app.command("return")
def return_(
    context: typer.Context,
    declaration: str,
    errors: Annotated[
        list[str],
        typer.Argument(help='Each "POINTER CODE WORDS", as "/guest/sex inconsistent …".'),
    ],
    database: Database,
    keys: Keys = None,
) -> None:
    """Ask to correct ID.VERSION.  Example: guestreg receiver return ID.1 "/guest/sex inconsistent …" --database …"""
    wrong = []
    for error in errors:
        pointer, _, said = error.partition(" ")
        code, _, words = said.partition(" ")
        if not pointer.startswith("/") or not code:
            raise Misuse("usage_pointer")
        wrong.append((pointer, code, words))
    _rule(context, declaration, database, keys, "returned", wrong)


@receiver_app.command()
def run(
    context: typer.Context,
    database: Database,
    keys: Keys = None,
    host: Annotated[
        str, typer.Option(help="An address of this computer; beyond loopback only with --tls.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    tls: Annotated[Path | None, typer.Option(help="Serve https with its own authority, made in this folder.")] = None,
    name: Annotated[list[str] | None, typer.Option(help="A host name the certificate is made out to.")] = None,
    queued: Annotated[bool, typer.Option("--queued", help="Say “not looked at yet” first.")] = False,
    broken: Annotated[str, typer.Option(help="A way of being wrong, for tests on loopback.")] = "",
) -> None:
    """Serve the authority.  Example: guestreg receiver run --database sqlite:///xa.db --tls tls --port 8443"""
    session: Session = context.obj

    def announce(address: str, trusted: Path | None) -> None:
        ca_file = {"ca_file": str(trusted)} if trusted else {}
        session.answer("receiver", {"address": address, **ca_file}, (address,))
        sys.stdout.flush()
        for path in ca_file.values():
            tell(path)

    serving = Serving(host, port, tls, tuple(name or ()), queued, broken)
    with _authority(session, database, keys) as authority:
        try:
            authority.serve(serving, announce)
        except ValueError as error:
            raise Misuse("usage_fault", str(error)) from error
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise session.fail("receiver", "E-102", {"port": str(port)}) from error


def _rule(
    context: typer.Context,
    declaration: str,
    database: str,
    keys: Path | None,
    verdict: str,
    errors: list[tuple[str, str, str]],
) -> None:
    session: Session = context.obj
    declaration_id, version = _version_of(declaration)
    with _authority(session, database, keys) as authority:
        authority.rule(declaration_id, version, verdict, errors)
    session.answer("receiver", {"id": declaration_id, "version": version, "verdict": verdict}, (verdict,))


def _version_of(text: str) -> tuple[str, int]:
    declaration_id, _, version = text.rpartition(".")
    if not declaration_id or not version.isdecimal():
        raise Misuse("usage_version")
    return declaration_id, int(version)
