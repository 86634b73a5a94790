"""Tab in the order of the layouts, for pages whose widgets come and go."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def tab_as_laid_out(page: QWidget) -> None:
    """Call it after widgets were made or moved. What isn't in a layout keeps its place."""
    tab_in_order(list(_stops(page)))


def tab_in_order(stops: Sequence[QWidget]) -> None:
    """Qt 6.12 moves nothing behind the last widget of a window; where that happens the pair is turned round first."""
    for _pass in range(3):
        moved = [_follow(one, following) for one, following in pairwise(stops)]
        if not any(moved):
            return


def _follow(one: QWidget, following: QWidget) -> bool:
    """Whether `one` had to move itself, which may have torn it from what stands before it."""
    if one.nextInFocusChain() is following:
        return False
    QWidget.setTabOrder(one, following)
    if one.nextInFocusChain() is following:
        return False
    QWidget.setTabOrder(following, one)
    QWidget.setTabOrder(one, following)
    return True


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value and not isinstance(widget, QScrollArea):
        yield widget
    inner = widget.widget() if isinstance(widget, QScrollArea) else None
    if inner is not None:
        yield from _stops(inner)
    layout = widget.layout()
    if layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        child, inner = item.widget(), item.layout()
        if child is not None:
            yield from _stops(child)
        elif inner is not None:
            yield from _laid_out(inner)
