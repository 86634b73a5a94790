"""The one style sheet of the program, made from tokens and text step. Only `theme` asks for it.

Every selector names a class of the kit or an object; nothing is styled by accident.
"""

from collections.abc import Callable

from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.tokens import Tokens, ToneName

Px = Callable[[float], str]


def style_sheet(look: Tokens, step: int) -> str:
    """QSS for `look` at `step` per cent."""

    def px(size: float) -> str:
        return f"{round(size * step / 100)}px"

    return "\n".join((_labels(look, px), _fields(look, px), _frames(look, px), _lists(look, px), _bars(look, px)))


def _labels(look: Tokens, px: Px) -> str:
    return f"""
QLabel {{ color: {look.text}; background: transparent; }}
Heading {{ font-size: {px(t.H1)}; font-weight: 600; }}
SubHeading {{ font-size: {px(t.H2)}; font-weight: 600; }}
FieldLabel, Paragraph[strong="true"] {{ font-weight: 600; }}
FieldLabel[quiet="true"] {{ font-weight: 400; color: {look.muted}; }}
Muted {{ color: {look.muted}; }}
SmallPrint {{ color: {look.muted}; font-size: {px(t.SMALL)}; }}
ErrorText {{ color: {look.bad.ink}; font-weight: 600; }}
QToolTip {{ color: {look.text}; background: {look.surface}; border: 1px solid {look.line}; padding: {px(4)}; }}
"""


def _fields(look: Tokens, px: Px) -> str:
    return f"""
TextBox, LongTextBox, ChoiceBox {{
  color: {look.text}; background: {look.surface}; border: 2px solid {look.line}; border-radius: {px(6)};
  padding: {px(7)} {px(10)}; min-height: {px(26)};
  selection-background-color: {look.primary}; selection-color: {look.on_primary};
  placeholder-text-color: {look.muted};
}}
TextBox:focus, LongTextBox:focus, ChoiceBox:focus {{
  border: 3px solid {look.ring}; padding: {px(6)} {px(9)};
}}
TextBox[wrong="true"], LongTextBox[wrong="true"], ChoiceBox[wrong="true"] {{
  border: 3px solid {look.bad.ink}; background: {look.bad.ground}; padding: {px(6)} {px(9)};
}}
TextBox[wrong="true"]:focus, LongTextBox[wrong="true"]:focus, ChoiceBox[wrong="true"]:focus {{
  border: 3px solid {look.ring};
}}
TextBox:disabled, LongTextBox:disabled, ChoiceBox:disabled {{ color: {look.muted}; background: {look.neutral.ground}; }}
ChoiceBox {{ combobox-popup: 0; }}
ChoiceBox::drop-down {{ border: none; width: {px(34)}; }}
ChoiceBox::down-arrow {{ image: none; width: 0; height: 0; }}
"""


def _frames(look: Tokens, px: Px) -> str:
    rules = [
        f"Card {{ background: {look.surface}; border: 1px solid {look.edge}; border-radius: {px(t.RADIUS)}; }}",
        f'Card[chosen="true"] {{ background: {look.info.ground}; border: 2px solid {look.primary}; }}',
        f"QFrame#rule {{ background: {look.edge}; border: none; max-height: 1px; min-height: 1px; }}",
    ]
    for name in ToneName:
        tone = look.tone(name)
        rules.append(
            f'Banner[tone="{name}"] {{ background: {tone.ground}; border: 2px solid {tone.ink};'
            f" border-radius: {px(t.RADIUS)}; }}"
        )
        rules.append(f'Banner[tone="{name}"] QLabel {{ color: {tone.ink}; }}')
    rules.append(f"BannerTitle {{ font-size: {px(t.H2)}; font-weight: 700; }}")
    rules.append(f'BannerTitle[big="true"] {{ font-size: {px(t.COUNTDOWN)}; }}')
    rules.append(f"NavColumn {{ background: {look.nav}; }}")
    rules.append(f"NavColumn QLabel {{ color: {look.nav_text}; font-size: {px(t.H2)}; font-weight: 600; }}")
    return "\n".join(rules)


def _lists(look: Tokens, px: Px) -> str:
    return f"""
Table {{
  background: {look.surface}; alternate-background-color: {look.page}; color: {look.text};
  border: 1px solid {look.edge}; border-radius: {px(t.RADIUS)}; gridline-color: {look.edge};
  selection-background-color: {look.info.ground}; selection-color: {look.text};
}}
Table QHeaderView {{ background: {look.neutral.ground}; border: none; }}
Table QHeaderView::section {{
  background: {look.neutral.ground}; color: {look.text}; font-weight: 600; border: none;
  border-bottom: 2px solid {look.line}; padding: {px(8)} {px(8)};
}}
ChoiceList, ChoiceBox QAbstractItemView {{
  background: {look.surface}; color: {look.text}; border: 2px solid {look.line}; border-radius: {px(6)};
  selection-background-color: {look.info.ground}; selection-color: {look.text};
}}
ChoiceList::item, ChoiceBox QAbstractItemView::item {{
  min-height: {px(t.TARGET - 4)}; padding: 0 {px(8)}; color: {look.text};
}}
ChoiceList::item:selected, ChoiceBox QAbstractItemView::item:selected {{
  background: {look.info.ground}; color: {look.info.ink};
}}
"""


def _bars(look: Tokens, px: Px) -> str:
    return f"""
QScrollArea#pageScroll {{ background: transparent; border: none; }}
QWidget#pageBody {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {px(t.SCROLL)}; margin: 0; }}
QScrollBar::handle:vertical {{
  background: {look.line}; border-radius: {px(4)}; min-height: {px(44)}; margin: 2px {px(3)};
}}
QScrollBar:horizontal {{ background: transparent; height: {px(14)}; margin: 0; }}
QScrollBar::handle:horizontal {{
  background: {look.line}; border-radius: {px(4)}; min-width: {px(44)}; margin: {px(3)} 2px;
}}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
