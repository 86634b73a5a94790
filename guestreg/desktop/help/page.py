"""Puts view and presenter of *Gọi giúp* together."""

from guestreg import __version__
from guestreg.desktop.contract import MadePage, Navigator, PageFactory
from guestreg.desktop.help.model import HelpModel, ListOrigin
from guestreg.desktop.help.presenter import HelpPresenter
from guestreg.desktop.help.view import HelpView
from guestreg.desktop.kit.supplies import Supplies
from guestreg.services.queries.house_kept import house_kept
from guestreg.services.workplace import Workplace


def help_model(workplace: Workplace) -> HelpModel:
    house = house_kept(workplace.desk())
    origins = workplace.catalogue.origins
    vietnamese = workplace.settings.language == "vi"
    return HelpModel(
        version=__version__,
        police_unit=(house.police_unit or "") if house else "",
        police_phone=(house.police_phone or "") if house else "",
        rules_version=workplace.rules.version,
        lists=tuple(
            ListOrigin(name, one.source if vietnamese else one.source_en, one.as_of, one.count)
            for name, one in origins.items()
        ),
        folders=tuple((name, str(folder)) for name, folder in workplace.folders().items()),
    )


def help_page(supplies: Supplies, workplace: Workplace) -> PageFactory:
    """The factory the main window is given for `Place.HELP`."""

    def make(_navigator: Navigator) -> MadePage:
        view = HelpView(supplies.theme)
        return MadePage(view, HelpPresenter(view, lambda: help_model(workplace), supplies.scope()))

    return make
