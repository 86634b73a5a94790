"""What happens besides recording: a form left unfinished, a mistake, closing, starting twice, another start."""

from PySide6.QtCore import Qt

from guestreg.domain.declaration import State
from tests.e2e.window.conftest import House
from tests.e2e.window.person import CTRL, Person
from tests.e2e.window.test_evening import CARDS, scan, taken_in

HOA = "Nguyễn Thị Hoa"


def record_for_later(person: Person) -> None:
    person.press(Qt.Key.Key_F2)
    scan(person, CARDS[:1])
    person.wait(lambda: HOA in person.text("full_name"), "the card is read")
    person.tab_to("stayLater")
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: len(person.kept()) == 1, "the guest is in the book")
    person.wait(lambda: "(1)" in person.text("nav_outbox"), "the frame counts her")


def test_an_unfinished_form_is_offered_at_the_next_start(house: House) -> None:
    first = house.start()
    first.press(Qt.Key.Key_F2)
    scan(first, CARDS[:2])
    first.wait(lambda: first.sees("person2"), "both cards are read")
    house.end(first)
    again = house.start()
    again.wait(lambda: again.sees("todayUnfinished"), "the unfinished form is offered")
    assert again.text("todayUnfinishedLine") == "Phiếu đang dở: 2 khách, chưa ghi vào sổ."
    again.click("unfinishedGoOn")
    again.wait(lambda: again.sees("noticeAnswer"), "it is there")
    assert again.sees("person2")
    assert HOA in again.text("full_name")
    assert again.kept() == ()
    again.click("noticeAnswer")
    again.wait(lambda: not again.text("full_name"), "a fresh form is there")
    house.end(again)
    last = house.start()
    last.press(Qt.Key.Key_F2)
    last.wait(lambda: bool(last.text("stayWords")), "the form is there")
    assert not last.text("full_name")
    assert not last.sees("noticeAnswer")


def test_an_unfinished_correction_is_offered_at_the_next_start(house: House) -> None:
    first = house.start()
    record_for_later(first)
    first.press(Qt.Key.Key_2, CTRL)
    first.wait(lambda: first.sees("ledgerTable"), "the ledger is there")
    first.click("stripEdit")
    first.wait(lambda: first.text("stayPageHeading") == "Sửa khách", "her stay is opened")
    first.tab_to("res_address")
    first.type("Ngõ 7")
    first.wait(lambda: "Ngõ 7" in first.text("res_address"), "the new address is typed")
    house.end(first)
    again = house.start()
    again.wait(lambda: again.sees("todayUnfinished"), "the correction is offered")
    assert again.text("todayUnfinishedLine") == f"Bản sửa đang dở: <b>{HOA}</b>, chưa ghi vào sổ."
    again.click("unfinishedGoOn")
    again.wait(lambda: "Ngõ 7" in again.text("res_address"), "what was typed is back")
    assert [line.version for line in again.kept()] == [1]


def test_undo_in_time_cancels_and_reopens_the_form(person: Person) -> None:
    person.press(Qt.Key.Key_F2)
    scan(person, CARDS[:1])
    person.press(Qt.Key.Key_F9)
    person.wait(lambda: person.sees("undoUndo"), "the way back is offered")
    person.press(Qt.Key.Key_Z, CTRL)
    person.wait(lambda: HOA in person.text("full_name"), "the form is back with what was typed")
    assert [line.state for line in person.kept()] == [State.CANCELLED]
    person.press(Qt.Key.Key_F9)
    person.wait(lambda: len(person.kept()) == 2, "it can be recorded again")
    person.click("undoSendNow")
    person.wait(lambda: State.SENT in {line.state for line in person.kept()}, "and is sent")
    assert taken_in(person) == {HOA}
    assert sorted((line.register_no, line.state) for line in person.kept()) == [(1, State.CANCELLED), (2, State.SENT)]


def test_closing_with_unsent_guests_asks_first(house: House) -> None:
    person = house.start()
    record_for_later(person)
    asked: list[str] = []

    def stay() -> None:
        asked.append(person.text("quitBannerTitle") + " " + person.text("quitBannerLine"))
        person.press(Qt.Key.Key_Escape)

    person.answering("quitDialog", stay, person.window.main.close)
    assert "1 khách" in asked[0]
    assert "23:00" in asked[0]
    assert person.window.main.isVisible()
    person.answering("quitDialog", lambda: person.click("quitSend"), person.window.main.close)
    assert person.window.main.isVisible()
    person.wait(lambda: [line.state for line in person.kept()] == [State.SENT], "she is sent")
    person.wait(lambda: person.text("nav_outbox") == "Chưa gửi", "nothing is left")
    person.window.main.close()
    assert not person.window.main.isVisible()


def test_closing_anyway_keeps_the_guest(house: House) -> None:
    person = house.start()
    record_for_later(person)
    person.answering("quitDialog", lambda: person.click("quitClose"), person.window.main.close)
    assert not person.window.main.isVisible()
    house.end(person)
    again = house.start()
    again.wait(lambda: "(1)" in again.text("nav_outbox"), "she is still counted")
    assert [line.full_name for line in again.kept()] == [HOA]


def test_place_and_letter_size_survive(house: House) -> None:
    first = house.start((760, 600))
    small = first.find("todayNewGuest").height()
    first.press(Qt.Key.Key_Equal, CTRL)
    first.wait(lambda: first.program.settings.text_percent == 125, "the step is kept")
    house.end(first)
    again = house.start(None)
    assert again.window.main.size().toTuple() == (760, 600)
    again.wait(lambda: again.find("todayNewGuest").height() > small, "the letters are large again")
    again.press(Qt.Key.Key_Minus, CTRL)
    again.wait(lambda: again.program.settings.text_percent == 100, "and can be made small again")


def test_another_language_at_once_and_at_the_next_start(house: House) -> None:
    first = house.start()
    first.press(Qt.Key.Key_6, CTRL)
    first.click("language_en")
    first.wait(lambda: first.text("nav_ledger") == "Guest register", "the frame speaks English")
    first.click("language_vi")
    first.wait(lambda: first.text("nav_ledger") == "Sổ lưu trú", "and Vietnamese again")
    first.click("language_en")
    first.wait(lambda: first.text("nav_ledger") == "Guest register", "and English")
    house.end(first)
    again = house.start()
    assert again.text("nav_ledger") == "Guest register"
