"""Puts view and presenter of the set-up file together."""

from guestreg.desktop.contract import MadePage, Navigator, PageFactory
from guestreg.desktop.kit.choose_file import ChooseFile, open_file
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.set_up_file.presenter import SetUpPresenter, SetUpServices
from guestreg.desktop.set_up_file.view import SetUpView


def set_up_file_page(supplies: Supplies, services: SetUpServices, choose: ChooseFile = open_file) -> PageFactory:
    """The factory the main window is given for `Place.SET_UP_FILE`."""

    def make(navigator: Navigator) -> MadePage:
        view = SetUpView(supplies.theme, supplies.phrasebook(), choose)
        presenter = SetUpPresenter(view, services, supplies.scope(), navigator)
        view.file_chosen.connect(presenter.look)
        view.typed.connect(presenter.type)
        view.anew_chosen.connect(presenter.begin_anew)
        view.use_pressed.connect(presenter.use)
        view.enrol_pressed.connect(presenter.enrol)
        view.back_pressed.connect(presenter.back)
        return MadePage(view, presenter)

    return make
