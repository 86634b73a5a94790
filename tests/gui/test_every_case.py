"""Whatever state, reason and hold a guest stands under, the window has a plain sentence for it and a button that leads
on, in both languages."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.kit.buttons import KeyButton
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.proof_words import hold_words, proof_words
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.desktop.ledger.strip import DetailStrip
from guestreg.desktop.outbox.board import board_of
from guestreg.desktop.outbox.view import OutboxView
from guestreg.domain.declaration import EndpointKind, FieldError, Hold, Proof, Reason, State
from guestreg.endpoints.kbtt.refusals import TABLE
from guestreg.outbox import verdict
from guestreg.platform.phrasebook_file import load_phrasebook
from guestreg.ports.endpoint import Held
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import EndpointCondition
from tests.architecture.tree import ROOT, sources
from tests.architecture.wording import stopped, too_long
from tests.fakes.clock import FakeClock
from tests.gui.conftest import RESOURCES
from tests.gui.evening import country, guest
from tests.gui.stage import PHONE, settle

CODE = re.compile(r"[ES]-\d+")
REFUSALS = frozenset(row.code for row in TABLE.values())
REASONS: Mapping[State, frozenset[str]] = {
    State.WAITING: frozenset(
        "E-01 E-02 E-03 E-04 E-05 E-07 E-17 E-31 E-32 E-49 E-52 E-100 E-161 E-200 E-213 S-93 S-94".split()
    ),
    State.SENDING: frozenset(),
    State.UNKNOWN: frozenset("E-31 E-49 E-52 E-162".split()),
    State.RETURNED: REFUSALS | frozenset("E-09 E-33 E-38 E-53 E-159 E-160".split()),
    State.WINDOW_CLOSED: frozenset("E-30 E-34 E-49 E-75 E-89 E-180 E-181 E-182".split()),
    State.SENT: frozenset({"S-02"}),
    State.CONFIRMED: frozenset({"E-08", "S-02", "S-03", "S-67", "S-68"}),
    State.HANDED_OVER: frozenset({"S-06", "S-69"}),
    State.CANCELLED: frozenset({"cancelled"}),
    State.SUPERSEDED: frozenset(),
}
"""What a version of each state may stand under; none at all is always possible."""
OPEN = (State.WAITING, State.SENDING, State.UNKNOWN, State.RETURNED, State.WINDOW_CLOSED)
SENTENCES: dict[str, Any] = tomllib.loads((ROOT / "resources/i18n/sentences.toml").read_text("utf-8"))["code"]


def values_of(code: str) -> dict[str, str]:
    """Something short for everything its sentence fills in."""
    if code not in SENTENCES:
        return {"reason": "entered-twice", "text": ""}
    names = {name for _, name, _, _ in string.Formatter().parse(SENTENCES[code]["vi"]) if name}
    return {name: PHONE if name == "phone" else "1" for name in names} | {"channel": "phone"}


def lines(clock: FakeClock, state: State) -> Iterator[GuestLine]:
    """One guest for every reason, and one without."""
    proofs = tuple(Proof) if state is State.CONFIRMED else (None,)
    for code in (None, *sorted(REASONS[state])):
        reason = None if code is None else Reason(code, values_of(code))
        error = (FieldError("birth_date", code or "E-09", "Ngày sinh không đúng"),) if state is State.RETURNED else ()
        told_at = clock.now() if state in (State.SENT, State.CONFIRMED, State.HANDED_OVER) else None
        for proof in proofs:
            yield guest(
                7, "Hoa", clock.now(), state=state, reason=reason, errors=error, proof=proof, evidence_at=told_at
            )


def faults(text: str, language: str) -> list[str]:
    """The stop list is Vietnamese; names of fields and of people are not counted as sentences."""
    return [*too_long(text), *(stopped(text) if language == "vi" else [])]


def seen(root: QWidget, kind: type[QWidget]) -> list[Any]:
    return [one for one in root.findChildren(kind) if one.isVisible()]


@pytest.fixture(params=["vi", "en"])
def phrases(request: pytest.FixtureRequest, qapp: QApplication, translation: Translation) -> Phrasebook:
    translation.use(qapp, request.param)
    return load_phrasebook(RESOURCES, request.param)


@pytest.mark.parametrize("hold", [None, *Hold])
@pytest.mark.parametrize("state", OPEN)
def test_what_is_open_says_why_and_offers_a_next_step(
    qtbot: QtBot, theme: Theme, clock: FakeClock, phrases: Phrasebook, state: State, hold: Hold | None
) -> None:
    view = OutboxView(theme, GuestWords(country, phrases.label), phrases)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    condition = EndpointCondition("endpoint", hold=hold)
    for line in lines(clock, state):
        view.show_board(board_of((line,), (), now=clock.now(), condition=condition, police_phone=PHONE))
        settle()
        case = f"{state} {line.reason.code if line.reason else None} {hold}"
        why = next(label.text() for label in seen(view, QLabel) if label.objectName() == "pile7Why")
        assert why.strip(), case
        assert (case, faults(why, phrases.language)) == (case, [])
        enabled = [one.objectName() for one in seen(view, KeyButton) if one.isEnabled()]
        assert enabled, f"{case}: no button"


@pytest.mark.parametrize("state", list(REASONS))
def test_every_line_of_the_ledger_says_where_it_stands(
    qtbot: QtBot, theme: Theme, clock: FakeClock, phrases: Phrasebook, state: State
) -> None:
    strip = DetailStrip(theme, GuestWords(country, phrases.label), phrases)
    qtbot.addWidget(strip)
    strip.show()
    for line in lines(clock, state):
        words = proof_words(line, clock.now(), phrases)
        case = f"{state} {line.reason.code if line.reason else None} {line.proof}"
        assert words.strip(), case
        assert (case, too_long_each(words)) == (case, [])
        strip.show_line(line, clock.now())
        assert [one for one in seen(strip, KeyButton) if one.isEnabled()], f"{case}: no button"


@pytest.mark.parametrize("hold", Hold)
@pytest.mark.parametrize("kind", EndpointKind)
def test_every_endpoint_says_why_it_is_held(phrases: Phrasebook, kind: EndpointKind, hold: Hold) -> None:
    reason = verdict.judge_greeting(Held(hold), kind).trouble
    said = {hold_words(EndpointCondition("e", hold=hold, reason=one), PHONE, phrases) for one in (None, reason)}
    assert [fault for one in said for fault in faults(one, phrases.language)] == []
    assert phrases.sentence(reason.code, {"phone": PHONE}) in said


def too_long_each(words: str) -> list[str]:
    """A line may add to its sentence when it is tried next; each sentence alone stays short."""
    return [fault for each in re.split(r"(?<=[.?!])\s", words) for fault in too_long(each)]


def test_every_reason_the_program_gives_is_walked() -> None:
    walked = set().union(*REASONS.values())
    of_verdict = {value for value in vars(verdict).values() if isinstance(value, str) and CODE.fullmatch(value)}
    given = reasons_in("guestreg/outbox", "guestreg/services") | of_verdict | REFUSALS
    assert given - walked == set()


def reasons_in(*folders: str) -> set[str]:
    """Codes written where a reason is made."""
    return {
        literal.value
        for source in sources(*folders)
        for node in ast.walk(source.syntax)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason" and node.args
        for literal in ast.walk(node.args[0])
        if isinstance(literal, ast.Constant) and isinstance(literal.value, str) and CODE.fullmatch(literal.value)
    }


def test_a_card_without_words_or_with_too_many_is_found() -> None:
    assert faults("Một hai ba bốn năm sáu bảy tám chín mười mười một, mười hai mười ba mười bốn.", "vi")
    assert faults("Vui lòng chờ.", "vi")
    assert faults("Một. Hai. Ba.", "en")
