"""Puts view and presenter of *Sổ lưu trú* together."""

from guestreg.desktop.contract import MadePage, Navigator, PageFactory
from guestreg.desktop.kit.choose_file import ChooseFile, choose_file
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.ledger.acts import ActServices, LineActs
from guestreg.desktop.ledger.asking import LineAsking
from guestreg.desktop.ledger.presenter import LedgerPresenter, LedgerServices
from guestreg.desktop.ledger.view import LedgerView
from guestreg.desktop.ledger.wanted import Chip


def ledger_page(
    supplies: Supplies, services: LedgerServices, acts: ActServices, choose: ChooseFile = choose_file
) -> PageFactory:
    """The factory the main window is given for `Place.LEDGER`."""

    def make(navigator: Navigator) -> MadePage:
        view = LedgerView(supplies.theme, supplies.words(), supplies.phrasebook(), supplies.clock)
        scope = supplies.scope()
        presenter = LedgerPresenter(view, services, supplies.clock, scope, navigator)
        deeds = LineActs(view, acts, supplies.clock, scope, navigator)
        LineAsking(view, deeds, supplies.theme, supplies.clock, supplies.phrasebook(), choose)
        view.searched.connect(presenter.search)
        view.month_moved.connect(presenter.move_month)
        view.months_switched.connect(presenter.switch_months)
        view.chip_pressed.connect(lambda chip: presenter.press(Chip(chip)))
        view.all_pressed.connect(presenter.show_all)
        view.rows_looked_at.connect(presenter.need)
        view.edit_asked.connect(lambda line: presenter.edit(line.guest_id))
        view.check_out_asked.connect(lambda line: presenter.check_out(line.guest_id))
        view.versions_asked.connect(presenter.ask_versions)
        view.cancel_confirmed.connect(presenter.cancel)
        return MadePage(view, presenter)

    return make
