"""What *Báo cách khác* may ask, bound to the ledger in use at the moment it asks."""

import tomllib

from guestreg.app.program import Program
from guestreg.desktop.telling.presenter import TellingServices
from guestreg.domain.identifiers import GuestId
from guestreg.services.commands.hand_over import hand_over
from guestreg.services.commands.print_phone_sheet import PrintPhoneSheet, print_phone_sheet
from guestreg.services.commands.write_files import WriteFiles, write_files
from guestreg.services.commands.write_pack import WritePack, write_pack
from guestreg.services.queries.telling_start import telling_start
from guestreg.services.queries.typing_aid import TypingAid, typing_aid


def telling_services(program: Program) -> TellingServices:
    """The verbs on whatever ledger is in use."""

    def aid(guests: tuple[GuestId, ...]) -> TypingAid | None:
        layout = tomllib.loads((program.resources / "rules" / "vneid.toml").read_text("utf-8"))
        return typing_aid(program.desk(), layout, guests)

    return TellingServices(
        start=lambda guests: telling_start(program.desk(), guests),
        tell=lambda command: hand_over(program.desk(), command),
        phone_sheet=lambda path, guests: print_phone_sheet(
            program.desk(), program.papers.leaves(), PrintPhoneSheet(path, guests)
        ),
        typing_aid=aid,
        write_files=lambda folder, guests, again: write_files(
            program.desk(), program.papers.exporter(), WriteFiles(folder, guests=guests, again=again)
        ),
        write_pack=lambda folder: write_pack(program.desk(), program.packing(), WritePack(folder)),
    )
