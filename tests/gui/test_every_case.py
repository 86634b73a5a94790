"""Whatever state, reason and hold a guest stands under, the window has a plain sentence for it and a button that leads
on, in both languages."""

import ast
import re
import string
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.kit.buttons import KeyButton
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.proof_words import hold_words
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.desktop.ledger.strip import DetailStrip
from guestreg.desktop.outbox.board import board_of
from guestreg.desktop.outbox.card import PileCard
from guestreg.desktop.outbox.view import OutboxView
from guestreg.domain.declaration import PERSON_NEXT, EndpointKind, FieldError, Grade, Hold, Proof, Reason, State
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
    """One guest for every reason, one without, and those who wait for a person or for the version before."""
    now = clock.now()
    told_at = now if state in (State.SENT, State.CONFIRMED, State.HANDED_OVER) else None
    plain = guest(7, "Hoa", now, state=state, evidence_at=told_at)
    for code in (None, *sorted(REASONS[state])):
        reason = None if code is None else Reason(code, values_of(code))
        error = (FieldError("birth_date", code or "E-09", "Ngày sinh không đúng"),) if state is State.RETURNED else ()
        line = plain._replace(reason=reason, errors=error)
        if state is State.CONFIRMED:
            yield from (line._replace(proof=proof, grade=grade) for proof in Proof for grade in (Grade.E1, Grade.E4))
        else:
            yield line
    if told_at is not None:
        yield plain._replace(evidence_at=plain.due_at + timedelta(days=1, hours=2))
    if state is State.UNKNOWN:
        yield plain._replace(reason=Reason("E-31", {"ask": "list"}), next_attempt_at=PERSON_NEXT)
    if state in (State.WAITING, State.WINDOW_CLOSED):
        yield from (plain._replace(behind_state=State.UNKNOWN, behind_next_at=at) for at in (None, now, PERSON_NEXT))


def named(line: GuestLine, *more: object) -> str:
    """A case, for whoever has to mend it."""
    return " ".join(map(str, (line.state, line.reason, line.proof, line.grade, line.behind_state, *more)))


def faults(text: str, language: str) -> list[str]:
    return [*too_long(text), *stopped(text, language)]


def seen(root: QWidget, kind: type[QWidget]) -> list[Any]:
    return [one for one in root.findChildren(kind) if one.isVisible()]


def complaints(shown: QWidget, language: str, *, about: str, beside: tuple[str, ...]) -> list[str]:
    """What is wrong with a card: `about` names the label that must say something, `beside` what it may say besides."""
    texts = {label.objectName(): label.text().strip() for label in seen(shown, QLabel)}
    found = [] if texts.get(about) else ["no sentence"]
    found += [fault for name in (about, *beside) for fault in faults(texts.get(name, ""), language)]
    return found if [one for one in seen(shown, KeyButton) if one.isEnabled()] else [*found, "no button"]


@pytest.fixture(params=["vi", "en"])
def phrases(request: pytest.FixtureRequest, qapp: QApplication, translation: Translation) -> Phrasebook:
    translation.use(qapp, request.param)
    return load_phrasebook(RESOURCES, request.param)


ViewMaker = Callable[[Phrasebook], OutboxView]
StripMaker = Callable[[Phrasebook], DetailStrip]


@pytest.fixture
def outbox(qtbot: QtBot, theme: Theme) -> ViewMaker:
    def made(phrases: Phrasebook) -> OutboxView:
        view = OutboxView(theme, GuestWords(country, phrases.label), phrases)
        qtbot.addWidget(view)
        view.resize(1000, 700)
        view.show()
        return view

    return made


@pytest.fixture
def ledger_strip(qtbot: QtBot, theme: Theme) -> StripMaker:
    def made(phrases: Phrasebook) -> DetailStrip:
        strip = DetailStrip(theme, GuestWords(country, phrases.label), phrases)
        qtbot.addWidget(strip)
        strip.show()
        return strip

    return made


def on_the_card(view: OutboxView, line: GuestLine, clock: FakeClock, hold: Hold | None, language: str) -> list[str]:
    """What is wrong with the card of one open line and with the banner above it; what is just leaving needs no button
    but the page's."""
    condition = EndpointCondition("endpoint", hold=hold)
    view.show_board(board_of((line,), (), now=clock.now(), condition=condition, police_phone=PHONE))
    settle()
    shown = view if line.state is State.SENDING else seen(view, PileCard)[0]
    return [
        *complaints(shown, language, about="pile7Why", beside=("pile7Code", "pile7Deadline")),
        *complaints(view, language, about="outboxBannerTitle", beside=("outboxBannerLine", "outboxPhoneLine")),
    ]


def on_the_strip(strip: DetailStrip, line: GuestLine, clock: FakeClock, language: str) -> list[str]:
    strip.show_line(line, clock.now())
    return complaints(strip, language, about="stripProof", beside=("stripBeside", "stripBefore"))


@pytest.mark.parametrize("hold", [None, *Hold])
@pytest.mark.parametrize("state", OPEN)
def test_what_is_open_says_why_and_offers_a_next_step(
    outbox: ViewMaker, clock: FakeClock, phrases: Phrasebook, state: State, hold: Hold | None
) -> None:
    view = outbox(phrases)
    for line in lines(clock, state):
        case = named(line, hold)
        assert (case, on_the_card(view, line, clock, hold, phrases.language)) == (case, [])


@pytest.mark.parametrize("state", list(REASONS))
def test_every_line_of_the_ledger_says_where_it_stands(
    ledger_strip: StripMaker, clock: FakeClock, phrases: Phrasebook, state: State
) -> None:
    strip = ledger_strip(phrases)
    for line in lines(clock, state):
        case = named(line)
        assert (case, on_the_strip(strip, line, clock, phrases.language)) == (case, [])


class SpoiltPhrasebook:
    """Says the same wrong thing of every code."""

    def __init__(self, language: str, text: str) -> None:
        self.language, self._text = language, text

    def sentence(self, code: str, params: Mapping[str, str] | None = None, field: str = "") -> str:
        return self._text

    def label(self, field: str) -> str:
        return field


SPOILT = {
    "no sentence": ("", ""),
    "stop-list": ("Máy chủ đang bận.", "The server is busy."),
    "16 words": (" ".join(["một"] * 16) + ".", " ".join(["one"] * 16) + "."),
    "3 sentences": ("Một. Hai. Ba.", "One. Two. Three."),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_a_fault_of_words_is_found_on_card_and_strip(
    outbox: ViewMaker, ledger_strip: StripMaker, clock: FakeClock, phrases: Phrasebook, fault: str
) -> None:
    """The walk itself: with spoilt sentences each state that says one is complained about."""
    language = phrases.language
    spoilt = SpoiltPhrasebook(language, SPOILT[fault][language == "en"])
    view, strip = outbox(spoilt), ledger_strip(spoilt)
    for state in (State.WINDOW_CLOSED, State.RETURNED):
        line = guest(7, "Hoa", clock.now(), state=state, reason=Reason("E-09"))
        assert on_the_card(view, line, clock, None, language), state
        assert on_the_strip(strip, line, clock, language), state
    confirmed = guest(7, "Hoa", clock.now(), state=State.CONFIRMED, proof=Proof.LIST, evidence_at=clock.now())
    assert on_the_strip(strip, confirmed, clock, language)


def test_a_card_or_strip_without_a_button_is_found(
    outbox: ViewMaker, ledger_strip: StripMaker, clock: FakeClock, phrases: Phrasebook
) -> None:
    view, strip = outbox(phrases), ledger_strip(phrases)
    line = guest(7, "Hoa", clock.now(), state=State.WINDOW_CLOSED)
    assert on_the_card(view, line, clock, None, phrases.language) == []
    assert on_the_strip(strip, line, clock, phrases.language) == []
    for shown, about in ((seen(view, PileCard)[0], "pile7Why"), (strip, "stripProof")):
        for button in seen(shown, KeyButton):
            button.setEnabled(False)
        assert complaints(shown, phrases.language, about=about, beside=()) == ["no button"]


@pytest.mark.parametrize("hold", Hold)
@pytest.mark.parametrize("kind", EndpointKind)
def test_every_endpoint_says_why_it_is_held(phrases: Phrasebook, kind: EndpointKind, hold: Hold) -> None:
    reason = verdict.judge_greeting(Held(hold), kind).trouble
    said = {hold_words(EndpointCondition("e", hold=hold, reason=one), PHONE, phrases) for one in (None, reason)}
    assert [fault for one in said for fault in faults(one, phrases.language)] == []
    assert phrases.sentence(reason.code, {"phone": PHONE}) in said


def test_every_reason_the_program_gives_is_walked() -> None:
    walked = set().union(*REASONS.values())
    of_verdict = {value for value in vars(verdict).values() if isinstance(value, str) and CODE.fullmatch(value)}
    given = reasons_in("guestreg/outbox", "guestreg/services/commands") | of_verdict | REFUSALS
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
