"""Puts view and presenter of *Trả phòng* together."""

from guestreg.desktop.check_out.presenter import CheckOutPresenter, CheckOutServices
from guestreg.desktop.check_out.view import CheckOutView
from guestreg.desktop.contract import MadePage, Navigator, PageFactory
from guestreg.desktop.kit.supplies import Supplies
from guestreg.domain.identifiers import GuestId


def check_out_page(supplies: Supplies, services: CheckOutServices) -> PageFactory:
    """The factory the main window is given for `Place.CHECK_OUT`."""

    def make(navigator: Navigator) -> MadePage:
        view = CheckOutView(supplies.theme, supplies.words(), supplies.phrasebook())
        presenter = CheckOutPresenter(view, services, supplies.scope(), navigator)
        view.chosen.connect(lambda guest_id: presenter.choose(GuestId(guest_id)))
        view.marked.connect(lambda guest_id: presenter.mark(GuestId(guest_id)))
        view.left.connect(presenter.leave)
        view.left_together.connect(presenter.leave_together)
        view.taken_back.connect(presenter.take_back)
        view.back_pressed.connect(presenter.back)
        return MadePage(view, presenter)

    return make
