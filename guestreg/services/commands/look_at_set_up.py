"""A set-up file on the disk, looked at for the ledger in use. Window and command line ask here."""

from pathlib import Path

from guestreg.domain.declaration import EndpointKind
from guestreg.domain.set_up import SET_UP_BYTES
from guestreg.services.commands.accept_setup_file import SetUpOffer, look_at
from guestreg.services.outcome import Failed
from guestreg.services.workplace import Workplace


def set_up_offer(workplace: Workplace, path: Path) -> SetUpOffer | Failed:
    """What it would change; nothing is changed. E-131 when it can't be read."""
    try:
        with path.open("rb") as opened:
            data = opened.read(SET_UP_BYTES + 1)
    except OSError:
        return Failed("E-131", {"path": path.name})
    ledger = workplace.settings.ledger()
    real = ledger is not None and ledger.endpoint is not EndpointKind.PRACTICE
    house = workplace.reader().establishment() if real else None
    return look_at(data, ledger, house, workplace.verify, workplace.clock.now())
