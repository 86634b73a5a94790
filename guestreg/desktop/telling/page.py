"""Puts view and presenter of *Báo cách khác* together."""

from guestreg.desktop.contract import MadePage, Navigator, PageFactory
from guestreg.desktop.kit.choose_file import ChooseFile, choose_file, choose_folder
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.telling.presenter import TellingPresenter, TellingServices
from guestreg.desktop.telling.view import TellingView
from guestreg.domain.channel import Channel


def telling_page(
    supplies: Supplies,
    services: TellingServices,
    choose: ChooseFile = choose_file,
    choose_folder: ChooseFile = choose_folder,
) -> PageFactory:
    """The factory the main window is given for `Place.TELLING`."""

    def make(navigator: Navigator) -> MadePage:
        view = TellingView(supplies.theme, supplies.words(), supplies.phrasebook(), choose, choose_folder)
        presenter = TellingPresenter(view, services, supplies.scope(), navigator)
        view.way_chosen.connect(lambda way: presenter.choose(Channel(way)))
        view.typed.connect(presenter.type)
        view.told.connect(presenter.tell)
        view.sheet_wanted.connect(presenter.print_sheet)
        view.files_wanted.connect(presenter.write_files)
        view.files_wanted_again.connect(lambda folder: presenter.write_files(folder, again=True))
        view.uploaded.connect(presenter.tell_uploaded)
        view.pack_wanted.connect(presenter.write_pack)
        view.answer_wanted.connect(presenter.take_answer)
        view.aid_wanted.connect(presenter.open_aid)
        view.later_pressed.connect(presenter.later)
        return MadePage(view, presenter)

    return make
