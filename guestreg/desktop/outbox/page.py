"""Puts view and presenter of *Chưa gửi* together."""

from guestreg.desktop.contract import MadePage, Navigator, PageFactory
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.outbox.presenter import OutboxPresenter, OutboxServices
from guestreg.desktop.outbox.view import OutboxView
from guestreg.domain.identifiers import GuestId


def outbox_page(supplies: Supplies, services: OutboxServices) -> PageFactory:
    """The factory the main window is given for `Place.OUTBOX`."""

    def make(navigator: Navigator) -> MadePage:
        view = OutboxView(supplies.theme, supplies.words(), supplies.phrasebook())
        presenter = OutboxPresenter(view, services, supplies.clock, supplies.scope(), navigator)
        view.try_pressed.connect(presenter.try_now)
        view.mend_pressed.connect(lambda guest_id: presenter.mend(GuestId(guest_id)))
        view.again_pressed.connect(lambda guest_id: presenter.send_again(GuestId(guest_id)))
        view.same_pressed.connect(lambda guest_id: presenter.is_this_stay(GuestId(guest_id)))
        view.tell_pressed.connect(presenter.tell)
        view.compare_pressed.connect(presenter.compare)
        view.settings_pressed.connect(presenter.settings)
        view.back_pressed.connect(presenter.back)
        return MadePage(view, presenter)

    return make
