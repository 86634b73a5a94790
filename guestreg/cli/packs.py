"""The file road at the command line: packs for the police, and their acknowledgement."""

from pathlib import Path

from guestreg.cli.answer import Session
from guestreg.domain.pack import MOST_BYTES
from guestreg.ports.packing import Packing
from guestreg.services.commands.take_acknowledgement import take_acknowledgement
from guestreg.services.commands.write_pack import WritePack, write_pack
from guestreg.services.outcome import Done


def write_packs(session: Session, packing: Packing, folder: Path) -> None:
    """For the verb files where the endpoint takes packs."""
    outcome = write_pack(session.workplace.desk(), packing, WritePack(folder))
    if not isinstance(outcome, Done):
        raise session.refuse("files", outcome)
    files = [{"path": str(one.path), "kind": "pack", "rows": len(one.keys)} for one in outcome.value]
    session.answer("files", {"files": files, "refused": []}, (str(one["path"]) for one in files))
    session.say("S-90" if files else "S-63")


def take_answer(session: Session, file: Path) -> None:
    """For the verb reconcile and a .luutru-nhan."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise session.fail("reconcile", "E-131", {"path": file.name}) from error
    outcome = take_acknowledgement(session.workplace.desk(), session.workplace.packing(), data)
    if not isinstance(outcome, Done):
        raise session.refuse("reconcile", outcome)
    taken = outcome.value
    content = {
        "confirmed": list(taken.confirmed),
        "returned": list(taken.returned),
        "unchanged": list(taken.unchanged),
    }
    session.answer("reconcile", content, (f"{what}\t{key}" for what, keys in content.items() for key in keys))
    session.say("S-91", {"n": str(len(taken.confirmed)), "returned": str(len(taken.returned))})
