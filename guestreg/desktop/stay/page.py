"""Puts view and presenter of *Khách mới* together."""

from collections.abc import Callable

from guestreg.desktop.contract import MadePage, Navigator, PageFactory
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.stay.needs import StayKnowledge, StayServices
from guestreg.desktop.stay.presenter import StayPresenter
from guestreg.desktop.stay.view import StayView
from guestreg.services.commands.cancel_stay import cancel_stay
from guestreg.services.commands.correct_stay import correct_stay
from guestreg.services.commands.keep_draft import drop_draft, keep_draft, kept_drafts
from guestreg.services.commands.record_stay import record_stay
from guestreg.services.queries.stay_card import stay_card
from guestreg.services.queries.stay_start import stay_start
from guestreg.services.workplace import Workplace


def stay_services(workplace: Workplace, send_now: Callable[[], None]) -> StayServices:
    """The verbs on whatever ledger is in use. `send_now` ends every wait and starts sending."""
    return StayServices(
        start=lambda: stay_start(workplace.desk()),
        card=lambda guest_id: stay_card(workplace.desk(), guest_id),
        record=lambda command: record_stay(workplace.desk(), command),
        correct=lambda command: correct_stay(workplace.desk(), command),
        cancel=lambda command: cancel_stay(workplace.desk(), command),
        drafts=lambda: kept_drafts(workplace.desk()),
        keep=lambda draft: keep_draft(workplace.desk(), draft),
        drop=lambda stay_id: drop_draft(workplace.desk(), stay_id),
        send_now=send_now,
    )


def stay_page(supplies: Supplies, services: StayServices, workplace: Workplace) -> PageFactory:
    """The factory the main window is given for `Place.STAY`."""

    def make(navigator: Navigator) -> MadePage:
        phrasebook = supplies.phrasebook()
        view = StayView(supplies.theme, phrasebook, supplies.clock, workplace.catalogue)
        known = StayKnowledge(supplies.clock, workplace.catalogue, workplace.rules, phrasebook)
        presenter = StayPresenter(view, services, known, supplies.scope(), navigator)
        connect(view, presenter)
        return MadePage(view, presenter)

    return make


def connect(view: StayView, presenter: StayPresenter) -> None:
    """What is done on the view reaches the presenter."""
    view.guest_typed.connect(presenter.type_guest)
    view.stay_typed.connect(presenter.type_stay)
    view.field_left.connect(presenter.leave_field)
    view.confirmed.connect(presenter.confirm)
    view.nights_changed.connect(presenter.change_nights)
    view.person_chosen.connect(presenter.choose)
    view.person_added.connect(presenter.add_person)
    view.person_removed.connect(presenter.remove_person)
    view.scanned.connect(presenter.scan)
    view.notice_answered.connect(presenter.answer_notice)
    view.problem_chosen.connect(presenter.jump)
    view.saved.connect(lambda later: presenter.save(later=later))
    view.left.connect(presenter.leave)
    view.draft_due.connect(presenter.keep_draft)
    view.put_away.connect(presenter.put_away)
