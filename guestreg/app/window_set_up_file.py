"""What the page of a set-up file may ask, bound to the ledger in use at the moment it asks."""

from collections.abc import Callable
from dataclasses import replace

from guestreg.app.program import Program
from guestreg.desktop.house.texts import house_texts
from guestreg.desktop.set_up_file.presenter import SetUpServices
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.house import HouseEntry
from guestreg.domain.entry.reading import Typed
from guestreg.domain.establishment import Establishment
from guestreg.services.commands.accept_setup_file import Acceptance, SetUpOffer, accept
from guestreg.services.commands.enrol import enrol
from guestreg.services.commands.look_at_set_up import set_up_offer
from guestreg.services.outcome import Outcome
from guestreg.services.queries.house_kept import house_kept


def set_up_services(program: Program, ledger_changed: Callable[[], None]) -> SetUpServices:
    """The verbs on whatever ledger is in use; `ledger_changed` follows when another place is."""

    def commune(offer: SetUpOffer) -> str:
        places, where = program.catalogue.places, offer.file.authority
        named = (places.commune(where.commune), places.province(where.province))
        return ", ".join(one.name for one in named if one is not None)

    def take(offer: SetUpOffer, said: Acceptance) -> Outcome[Establishment]:
        house = house_kept(program.desk())
        typed = begun_house(house, offer, said.code) if house is not None else None
        return accept(program, offer, replace(said, house=typed))

    def can_enrol() -> bool:
        ledger = program.settings.ledger()
        return ledger is not None and ledger.endpoint is EndpointKind.OPEN

    return SetUpServices(
        look=lambda path: set_up_offer(program, path),
        commune=commune,
        accept=take,
        enrol=lambda code: enrol(program, code),
        can_enrol=can_enrol,
        lacking=program.lacks_credentials,
        ledger_changed=ledger_changed,
    )


def begun_house(house: Establishment, offer: SetUpOffer, code: str) -> HouseEntry:
    """The house as it is now, without what the file says better."""
    chosen = next((one for one in offer.file.houses if one.code == code), None)
    where = offer.file.authority
    said = {"province": where.province, "commune": where.commune}
    if chosen is not None:
        said |= {name: getattr(chosen, name) for name in ("name", "address_detail", "kind")}
    entry = house_texts(house)
    kept = {name: text for name, text in entry.house.fields.items() if not said.get(name)}
    return replace(entry, house=Typed(kept))
