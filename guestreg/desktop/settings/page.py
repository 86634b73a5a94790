"""Puts view and presenter of *Cài đặt* together."""

from collections.abc import Callable

from guestreg.desktop.contract import MadePage, Navigator, PageFactory
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.settings.model import ListsModel
from guestreg.desktop.settings.presenter import SettingsPresenter, SettingsServices
from guestreg.desktop.settings.view import SettingsView
from guestreg.services.commands.begin_ledger import begin_ledger
from guestreg.services.commands.set_up_house import SetUpHouse, set_up_house
from guestreg.services.queries.house_kept import house_kept
from guestreg.services.queries.volumes import volumes
from guestreg.services.workplace import Workplace


def settings_services(
    workplace: Workplace,
    dress: Callable[[str, int], None],
    speak: Callable[[str], None],
    ledger_changed: Callable[[], None],
    lists: Callable[[], ListsModel | None],
    fetch_lists: Callable[[], None],
) -> SettingsServices:
    """`dress` and `speak` show what was chosen at once; `ledger_changed` follows when another ledger is in use."""
    return SettingsServices(
        settings=lambda: workplace.settings,
        save=workplace.save_settings,
        house=lambda: house_kept(workplace.desk()),
        volume=lambda: next(reversed(volumes(workplace.desk()).all), None),
        set_up=lambda entry: set_up_house(workplace.desk(), SetUpHouse(entry)),
        begin=lambda ledger, entry: begin_ledger(workplace, ledger, entry),
        use=workplace.use,
        dress=dress,
        speak=speak,
        ledger_changed=ledger_changed,
        lists=lists,
        fetch_lists=fetch_lists,
    )


def settings_page(supplies: Supplies, services: SettingsServices, workplace: Workplace) -> PageFactory:
    """The factory the main window is given for `Place.SETTINGS`."""

    def make(navigator: Navigator) -> MadePage:
        catalogue = workplace.catalogue
        view = SettingsView(supplies.theme, supplies.phrasebook(), supplies.clock, catalogue)
        presenter = SettingsPresenter(
            view, services, catalogue.places, supplies.scope(), navigator, supplies.phrasebook
        )
        view.house_wanted.connect(presenter.change_house)
        view.destination_wanted.connect(presenter.change_destination)
        view.house_saved.connect(presenter.save_house)
        view.destination_saved.connect(presenter.save_destination)
        view.step_chosen.connect(presenter.choose_step)
        view.theme_chosen.connect(presenter.choose_theme)
        view.language_chosen.connect(presenter.choose_language)
        view.ledger_chosen.connect(presenter.use_ledger)
        view.lists_wanted.connect(presenter.fetch_lists)
        view.about_wanted.connect(presenter.go_help)
        view.set_up_file_wanted.connect(presenter.go_set_up_file)
        return MadePage(view, presenter)

    return make
