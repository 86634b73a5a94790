"""An unfinished correction and the stay it was begun on: what it is marked with, and whether it still fits."""

from dataclasses import replace

from guestreg.desktop.stay import form as f
from guestreg.desktop.stay.needs import StayServices
from guestreg.domain.identifiers import GuestId
from guestreg.services.commands.keep_draft import Corrects, Draft
from guestreg.services.queries.stay_card import StayCard


def form_of_card(card: StayCard) -> Draft:
    """The stay as it is kept, ready to be corrected."""
    guest_id = card.kept.guests[card.chosen].id
    return replace(f.form_of(card.kept.stay), corrects=Corrects(card.kept.id, guest_id, _stands(card)))


def still_fits(draft: Draft, card: StayCard) -> bool:
    """No guest has got another version since, and none has left for the police."""
    return draft.corrects is not None and draft.corrects.stands == _stands(card)


def typed_over(draft: Draft, card: StayCard) -> Draft:
    """What was typed, as far as it may still be changed; the rest as it is kept."""
    kept = form_of_card(card)
    places = range(len(kept.guests))
    if len(draft.guests) != len(kept.guests):
        return kept
    guests = tuple(draft.guests[place] if card.is_open(place) else kept.guests[place] for place in places)
    return replace(kept, stay=draft.stay if all(map(card.is_open, places)) else kept.stay, guests=guests)


def card_and_draft(
    services: StayServices, guest_id: GuestId, begun: Draft | None
) -> tuple[StayCard, Draft | None] | None:
    """Her stay, and the correction of it that was `begun` just now or is kept; None when she isn't in the book."""
    card = services.card(guest_id)
    if card is None:
        return None
    if begun is not None and begun.corrects is not None and begun.corrects.stay_id == card.kept.id:
        return card, begun
    return card, services.drafts().of(card.kept.id)


def _stands(card: StayCard) -> tuple[str, ...]:
    return tuple(
        f"{version} {'open' if card.is_open(place) else 'left'}" for place, version in enumerate(card.versions)
    )
