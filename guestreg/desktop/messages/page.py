"""Puts view and presenter of *Tin công an* together."""

from guestreg.desktop.contract import MadePage, Navigator, PageFactory
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.messages.presenter import MessagesPresenter, MessagesServices
from guestreg.desktop.messages.view import MessagesView
from guestreg.domain.identifiers import GuestId


def messages_page(supplies: Supplies, services: MessagesServices) -> PageFactory:
    """The factory the main window is given for `Place.MESSAGES`."""

    def make(navigator: Navigator) -> MadePage:
        view = MessagesView(supplies.theme, supplies.words(), supplies.phrasebook())
        presenter = MessagesPresenter(view, services, supplies.scope(), navigator)
        view.mend_pressed.connect(lambda guest_id: presenter.mend(GuestId(guest_id)))
        view.read_pressed.connect(presenter.read)
        view.back_pressed.connect(presenter.back)
        return MadePage(view, presenter)

    return make
