"""The pages of the window, each loaded when it is opened for the first time; only the first screen is there at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from guestreg.desktop.contract import MadePage, Navigator, PageFactory, Place
from guestreg.desktop.today.page import today_page

if TYPE_CHECKING:
    from guestreg.app.program import Program
    from guestreg.app.window_services import WindowServices
    from guestreg.desktop.kit.choose_file import ChooseFile
    from guestreg.desktop.kit.supplies import Supplies


class WindowPages(NamedTuple):
    """`dress` and `speak` show what was chosen at once; `choose` None asks the person where a PDF goes."""

    supplies: Supplies
    services: WindowServices
    program: Program
    dress: Callable[[str, int], None]
    speak: Callable[[str], None]
    ledger_changed: Callable[[], None]
    choose: ChooseFile | None = None

    def factories(self) -> dict[Place, PageFactory]:
        return {
            Place.TODAY: today_page(self.supplies, self.services.today()),
            Place.STAY: self._stay,
            Place.LEDGER: self._ledger,
            Place.OUTBOX: self._outbox,
            Place.CHECK_OUT: self._check_out,
            Place.TELLING: self._telling,
            Place.COMPARING: self._comparing,
            Place.MESSAGES: self._messages,
            Place.PRINTING: self._printing,
            Place.SETTINGS: self._settings,
            Place.SET_UP_FILE: self._set_up_file,
            Place.HELP: self._help,
        }

    def _stay(self, navigator: Navigator) -> MadePage:
        from guestreg.desktop.stay.page import stay_page

        return stay_page(self.supplies, self.services.stay(), self.program)(navigator)

    def _ledger(self, navigator: Navigator) -> MadePage:
        from guestreg.app.window_acts import line_acts
        from guestreg.desktop.ledger.page import ledger_page

        return ledger_page(self.supplies, self.services.ledger(), line_acts(self.program))(navigator)

    def _outbox(self, navigator: Navigator) -> MadePage:
        from guestreg.desktop.outbox.page import outbox_page

        return outbox_page(self.supplies, self.services.outbox())(navigator)

    def _check_out(self, navigator: Navigator) -> MadePage:
        from guestreg.desktop.check_out.page import check_out_page

        return check_out_page(self.supplies, self.services.check_out())(navigator)

    def _telling(self, navigator: Navigator) -> MadePage:
        from guestreg.app.window_telling import telling_services
        from guestreg.desktop.telling.page import telling_page

        return telling_page(self.supplies, telling_services(self.program))(navigator)

    def _comparing(self, navigator: Navigator) -> MadePage:
        from guestreg.app.window_comparing import comparing_services
        from guestreg.desktop.comparing.page import comparing_page

        return comparing_page(self.supplies, comparing_services(self.program))(navigator)

    def _messages(self, navigator: Navigator) -> MadePage:
        from guestreg.desktop.messages.page import messages_page
        from guestreg.desktop.messages.presenter import MessagesServices
        from guestreg.services.commands.read_message import read_message
        from guestreg.services.queries.inbox import inbox

        desk = self.program.desk
        services = MessagesServices(
            inbox=lambda: inbox(desk()),
            police_phone=self.services.police_phone,
            read=lambda message_id: read_message(desk(), message_id),
        )
        return messages_page(self.supplies, services)(navigator)

    def _printing(self, navigator: Navigator) -> MadePage:
        from guestreg.desktop.kit.choose_file import choose_file
        from guestreg.desktop.printing.page import printing_page, printing_services

        services = printing_services(self.program)
        return printing_page(self.supplies, services, choose=self.choose or choose_file)(navigator)

    def _settings(self, navigator: Navigator) -> MadePage:
        from guestreg.desktop.settings.page import settings_page, settings_services

        rounds = self.services.list_rounds()
        services = settings_services(
            self.program, self.dress, self.speak, self.ledger_changed, rounds.lists, rounds.ask_now
        )
        return settings_page(self.supplies, services, self.program)(navigator)

    def _set_up_file(self, navigator: Navigator) -> MadePage:
        from guestreg.app.window_set_up_file import set_up_services
        from guestreg.desktop.set_up_file.page import set_up_file_page

        services = set_up_services(self.program, self.ledger_changed)
        return set_up_file_page(self.supplies, services)(navigator)

    def _help(self, navigator: Navigator) -> MadePage:
        from guestreg.desktop.help.page import help_page

        return help_page(self.supplies, self.program)(navigator)
