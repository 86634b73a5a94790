"""Puts view and presenter of *Trả phòng* together."""

from guestreg.desktop.check_out.presenter import CheckOutPresenter, CheckOutServices
from guestreg.desktop.check_out.view import CheckOutView
from guestreg.desktop.contract import MadePage, Navigator, PageFactory
from guestreg.desktop.kit.supplies import Supplies
from guestreg.domain.identifiers import StayId


def check_out_page(supplies: Supplies, services: CheckOutServices) -> PageFactory:
    """The factory the main window is given for `Place.CHECK_OUT`."""

    def make(navigator: Navigator) -> MadePage:
        view = CheckOutView(supplies.theme, supplies.words(), supplies.phrasebook())
        presenter = CheckOutPresenter(view, services, supplies.scope(), navigator)
        view.left.connect(lambda stay_id: presenter.leave(StayId(stay_id)))
        view.back_pressed.connect(presenter.back)
        return MadePage(view, presenter)

    return make
