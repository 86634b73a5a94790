"""Puts view and presenter of *In sổ* together."""

from guestreg.desktop.contract import MadePage, Navigator, PageFactory
from guestreg.desktop.kit.choose_file import ChooseFile, choose_file
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.printing.presenter import PrintingPresenter, PrintingServices
from guestreg.desktop.printing.preview import Paper
from guestreg.desktop.printing.view import PrintingView
from guestreg.services.commands.print_register import print_register
from guestreg.services.commands.set_up_house import close_volume
from guestreg.services.queries.volumes import volumes
from guestreg.services.workplace import Workplace


def printing_services(workplace: Workplace) -> PrintingServices:
    """The verbs on whatever ledger is in use; the renderer is loaded with the first print."""
    return PrintingServices(
        volumes=lambda: volumes(workplace.desk()),
        print=lambda command: print_register(workplace.desk(), workplace.papers.register(), command),
        close_volume=lambda command: close_volume(workplace.desk(), command),
    )


def printing_page(
    supplies: Supplies, services: PrintingServices, paper: Paper | None = None, choose: ChooseFile = choose_file
) -> PageFactory:
    """The factory the main window is given for `Place.PRINTING`."""

    def make(navigator: Navigator) -> MadePage:
        phrasebook = supplies.phrasebook()
        view = PrintingView(supplies.theme, phrasebook, supplies.clock, paper or Paper(), choose)
        presenter = PrintingPresenter(view, services, phrasebook, supplies.scope(), navigator)
        view.volume_chosen.connect(presenter.choose_volume)
        view.span_chosen.connect(presenter.choose_span)
        view.month_changed.connect(presenter.change_month)
        view.day_typed.connect(presenter.type_day)
        view.sheet_wanted.connect(presenter.make)
        view.pdf_wanted.connect(presenter.store)
        view.volume_closed.connect(presenter.close_volume)
        return MadePage(view, presenter)

    return make
