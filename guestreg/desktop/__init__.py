"""The window (PySide6): `kit` is what screens are made of, `frame` holds them, and each screen is a room.

The contract of a room
    view.py       A `kit.page.PageView`. Takes view models in (`show_...` methods taking frozen dataclasses) and gives
                  signals out, named in the past tense. It alone words things: `self.tr("...")` with Vietnamese
                  source, dates and states through `kit.texts` and `kit.states`, codes through the phrasebook it is
                  given. Every widget a person can act on has an objectName and an accessible name.
    presenter.py  No Qt, no words, no clock but the one given. Gets by constructor: its view (as a Protocol of
                  callables it needs), the services as callables, a `kit.lanes.Scope`, the `contract.Navigator`.
                  It implements `contract.Presenter`: open, refresh, close. Tested without Qt.
    page.py       `<room>_page(supplies, services) -> contract.PageFactory`: makes both and connects their signals.
    model files   Frozen dataclasses between the two, when they are more than read models of `ports.reading`.

The frame
    `frame.main_window.MainWindow` is given one `contract.PageFactory` per place; it makes pages when they are first
    asked for and makes them anew when the language changes. Keys: a key printed on a visible button of the page in
    front presses that button (`kit.keys`); rooms set `key="F9"` and never own a shortcut.

Words
    Every room runs through `pyside6-lupdate`; English stands in resources/i18n/<anything>_en.ts, compiled to .qm when
    the package is built. A test finds texts without English.

Screens never import another screen; they go there by `Navigator.go`. Called only by `app`.
"""

from guestreg.desktop.singletons import keep_singletons

keep_singletons()
