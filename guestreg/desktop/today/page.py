"""Puts view and presenter of *Hôm nay* together."""

from guestreg.desktop.contract import MadePage, Navigator, PageFactory, Place
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.today.presenter import TodayPresenter, TodayServices
from guestreg.desktop.today.view import TodayView
from guestreg.domain.identifiers import GuestId


def today_page(supplies: Supplies, services: TodayServices) -> PageFactory:
    """The factory the main window is given for `Place.TODAY`."""

    def make(navigator: Navigator) -> MadePage:
        view = TodayView(supplies.theme, supplies.words(), supplies.phrasebook())
        presenter = TodayPresenter(view, services, supplies.scope(), navigator)
        view.banner_pressed.connect(presenter.press_banner)
        view.new_guest_pressed.connect(lambda: presenter.go(Place.STAY))
        view.check_out_pressed.connect(lambda: presenter.go(Place.CHECK_OUT))
        view.print_pressed.connect(lambda: presenter.go(Place.PRINTING))
        view.unfinished.went_on.connect(presenter.go_on)
        view.unfinished.discarded.connect(presenter.discard)
        view.guest_opened.connect(lambda guest_id: presenter.open_guest(GuestId(guest_id)))
        return MadePage(view, presenter)

    return make
