"""What is said of times and states, and that nothing is said without its English."""

import subprocess
import xml.etree.ElementTree as ElementTree
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.proof_words import beside_words, proof_words, when_words
from guestreg.desktop.kit.texts import duration, moment, weekday
from guestreg.desktop.kit.translation import Translation
from guestreg.domain.declaration import PERSON_NEXT, Grade, Proof, Reason, State
from guestreg.ports.phrasebook import Phrasebook
from tests.fakes.clock import FakeClock
from tests.gui.conftest import RESOURCES, ROOT
from tests.gui.evening import evening, guest, tonight, vietnam


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.2, "1 phút"),
        (28, "28 phút"),
        (60, "1 giờ"),
        (77.5, "1 giờ 18 phút"),
        (24 * 60, "1 ngày"),
        (27 * 60 + 5, "1 ngày 3 giờ"),
    ],
)
def test_lengths_of_time(qapp: QApplication, minutes: float, words: str) -> None:
    assert duration(timedelta(minutes=minutes)) == words


def test_moments_are_vietnams(qapp: QApplication) -> None:
    now = vietnam(2026, 11, 21, 20, 42)
    assert moment(vietnam(2026, 11, 21, 23), now) == "23:00 hôm nay"
    assert moment(vietnam(2026, 11, 22, 8), now) == "08:00 sáng mai"
    assert moment(vietnam(2026, 11, 22, 23), now) == "23:00 ngày mai"
    assert moment(vietnam(2026, 11, 20, 7, 5), now) == "07:05 hôm qua"
    assert moment(vietnam(2026, 11, 18, 7, 5), now) == "07:05 ngày 18/11/2026"
    assert weekday(now.date()) == "thứ Bảy"


def test_english_counts(qapp: QApplication, translation: Translation) -> None:
    translation.use(qapp, "en")
    assert duration(timedelta(days=1)) == "1 day"
    assert duration(timedelta(days=2)) == "2 days"


def test_a_language_without_texts_is_refused(qapp: QApplication, translation: Translation) -> None:
    with pytest.raises(FileNotFoundError):
        translation.use(qapp, "fr")


def test_the_strip_says_what_proves_each_state(clock: FakeClock, phrasebook: Phrasebook) -> None:
    now = clock.now()
    told = {"evidence_at": tonight(now, 20, 15)}

    def said(**changes: object) -> str:
        return proof_words(guest(1, "Hoa", now, **changes), now, phrasebook)

    confirmed = {"state": State.CONFIRMED, **told}
    assert said(**confirmed, proof=Proof.LIST) == "Có trong danh sách của cổng, đối chiếu 20:15 hôm nay."
    assert said(**confirmed, proof=Proof.ALREADY) == "Máy công an trả lời đã có khách này, 20:15 hôm nay."
    assert said(**confirmed, proof=Proof.SEEN) == "Nhà mình đã thấy khách này trên cổng, 20:15 hôm nay."
    assert said(state=State.SENT, **told) == "Đã gửi lúc 20:15 hôm nay – nơi gửi không cấp giấy nhận."
    handed = said(state=State.HANDED_OVER, **told, officer="Vừ A", reason=Reason("x", {"channel": "phone"}))
    assert handed == "Báo bằng điện thoại lúc 20:15 hôm nay. Cán bộ nghe: Vừ A."
    waiting = said(reason=Reason("E-01"), next_attempt_at=now + timedelta(minutes=3))
    assert waiting == phrasebook.sentence("E-01")
    assert phrasebook.sentence("E-31") in said(state=State.UNKNOWN)


RECEIPT = {"state": State.CONFIRMED, "proof": Proof.RECEIPT}


@pytest.mark.parametrize("code", ["S-67", "S-68", "E-162"])
@pytest.mark.parametrize("grade", Grade)
def test_only_a_signed_receipt_is_called_one(clock: FakeClock, phrasebook: Phrasebook, grade: Grade, code: str) -> None:
    now = clock.now()
    kept = Reason(code, {"number": "XM-2611-0457"})
    line = guest(1, "Hoa", now, **RECEIPT, grade=grade, reason=kept, evidence_at=tonight(now, 20, 15))
    words, beside = proof_words(line, now, phrasebook), beside_words(line, now, phrasebook)
    signed = grade in (Grade.E3, Grade.E4)
    assert ("iấy nhận" in words) is signed
    assert beside == {Grade.E3: phrasebook.sentence("S-76"), Grade.E4: phrasebook.sentence("S-77")}.get(grade, "")
    if signed and code != "E-162":
        assert "20:15 hôm nay" in words
        assert "XM-2611-0457" in words


def test_how_late_it_was_stands_beside_what_proves_it(clock: FakeClock, phrasebook: Phrasebook) -> None:
    now = clock.now()
    late = guest(1, "Hoa", now, state=State.SENT, evidence_at=tonight(now, 23, 25))
    assert beside_words(late, now, phrasebook) == "Báo muộn 25 phút so với hạn."
    assert beside_words(late._replace(evidence_at=tonight(now, 23)), now, phrasebook) == ""
    gone = late._replace(state=State.CANCELLED)
    assert beside_words(gone, now, phrasebook) == ""


def test_who_waits_behind_another_version_is_not_said_to_be_next(clock: FakeClock, phrasebook: Phrasebook) -> None:
    now = clock.now()
    behind = guest(1, "Hoa", now, version=2, behind_state=State.UNKNOWN, behind_next_at=now)
    stuck = behind._replace(behind_next_at=PERSON_NEXT)
    for line, code in ((behind, "E-224"), (stuck, "E-223")):
        assert proof_words(line, now, phrasebook) == phrasebook.sentence(code)
        assert beside_words(line, now, phrasebook) == ""


def test_a_correction_that_is_not_taken_hides_nothing_of_what_is_unclear_before_it(
    clock: FakeClock, phrasebook: Phrasebook
) -> None:
    now = clock.now()
    refused = guest(1, "Hoa", now, version=2, state=State.WINDOW_CLOSED, reason=Reason("E-34", {"phone": "0213"}))
    asked = refused._replace(behind_state=State.UNKNOWN, behind_next_at=now)
    stuck = asked._replace(behind_next_at=PERSON_NEXT)
    for line, beside in ((refused, ""), (asked, phrasebook.sentence("E-221")), (stuck, phrasebook.sentence("E-220"))):
        assert proof_words(line, now, phrasebook) == phrasebook.sentence("E-34", {"phone": "0213"})
        assert beside_words(line, now, phrasebook) == beside


def test_what_only_a_person_settles_has_no_next_try(clock: FakeClock, phrasebook: Phrasebook) -> None:
    now = clock.now()
    looked_for = guest(1, "Hoa", now, state=State.UNKNOWN, next_attempt_at=PERSON_NEXT)
    assert when_words(looked_for, now) == ""
    assert when_words(guest(2, "Páo", now, reason=Reason("S-93")), now) == ""
    words = GuestWords(str, str)
    assert words.faces(looked_for, now)[0].word == "Chưa rõ – phải đối chiếu"
    assert words.faces(looked_for._replace(next_attempt_at=now), now)[0].word == "Chưa rõ – đang hỏi lại"


def test_every_state_has_a_sentence(clock: FakeClock, phrasebook: Phrasebook) -> None:
    lines = [guest(number, "Hoa", clock.now(), state=state) for number, state in enumerate(State)]
    assert all(proof_words(line, clock.now(), phrasebook) for line in lines)


def test_the_police_are_quoted(clock: FakeClock, phrasebook: Phrasebook) -> None:
    returned = evening(clock.now())[0]
    words = proof_words(returned, clock.now(), phrasebook)
    assert "“Ngày sinh không giống hộ chiếu”" in words
    assert "{" not in words


def test_waiting_is_shown_as_a_time(clock: FakeClock) -> None:
    now = clock.now()
    held = guest(1, "Hoa", now, not_before_at=now + timedelta(minutes=18), next_attempt_at=now)
    assert when_words(held, now) == "Gửi lúc 21:00 hôm nay."
    assert when_words(guest(2, "Hoa", now), now) == "Đang tới lượt gửi."
    assert when_words(guest(3, "Hoa", now, state=State.SENT), now) == ""


def messages(path: Path) -> set[tuple[str, str]]:
    """Finished messages of a .ts file, or all of a fresh one."""
    found = set()
    for context in ElementTree.parse(path).getroot().findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") in ("vanished", "obsolete"):
                continue
            if path.name.endswith("_en.ts") and not "".join(translation.itertext()).strip():
                continue
            found.add((context.findtext("name", ""), message.findtext("source", "")))
    return found


def test_every_text_of_the_window_has_its_english(tmp_path: Path) -> None:
    sources = sorted(str(path) for path in (ROOT / "guestreg" / "desktop").rglob("*.py"))
    fresh = tmp_path / "fresh.ts"
    program = ROOT / ".venv" / "bin" / "pyside6-lupdate"
    subprocess.run([program, "-silent", *sources, "-ts", fresh], check=True, capture_output=True)
    english = set().union(*(messages(path) for path in (RESOURCES / "i18n").glob("*_en.ts")))
    wanted = messages(fresh)
    assert len(wanted) > 200
    assert sorted(wanted - english) == []
