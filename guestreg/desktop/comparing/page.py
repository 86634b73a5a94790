"""Puts view and presenter of *Đối chiếu* together."""

from guestreg.desktop.comparing.presenter import ComparingPresenter, ComparingServices
from guestreg.desktop.comparing.view import ComparingView
from guestreg.desktop.contract import MadePage, Navigator, PageFactory
from guestreg.desktop.kit.choose_file import ChooseFile, open_file
from guestreg.desktop.kit.supplies import Supplies
from guestreg.domain.identifiers import GuestId


def comparing_page(supplies: Supplies, services: ComparingServices, choose: ChooseFile = open_file) -> PageFactory:
    """The factory the main window is given for `Place.COMPARING`."""

    def make(navigator: Navigator) -> MadePage:
        view = ComparingView(supplies.theme, supplies.phrasebook(), choose)
        presenter = ComparingPresenter(view, services, supplies.clock, supplies.scope(), navigator)
        view.file_chosen.connect(presenter.take)
        view.columns_chosen.connect(presenter.choose_columns)
        view.typed.connect(presenter.type)
        view.look_pressed.connect(presenter.look_again)
        view.keep_pressed.connect(presenter.keep)
        view.seen_pressed.connect(lambda guest_id: presenter.note_seen(GuestId(guest_id)))
        view.count_pressed.connect(presenter.note_count)
        view.send_pressed.connect(presenter.send_missing)
        view.tell_pressed.connect(presenter.tell_missing)
        view.back_pressed.connect(presenter.back)
        return MadePage(view, presenter)

    return make
