"""A proof of sending tells what was kept and claims no more; the sheet to read out has what the police ask."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest

from guestreg.cli.proof_json import proof_json
from guestreg.domain.channel import Channel
from guestreg.domain.declaration import Grade, Kind, Proof, State
from guestreg.domain.identifiers import GuestId
from guestreg.outbox.recovery import INTERRUPTED
from guestreg.ports.attempt import AttemptOutcome
from guestreg.ports.endpoint import Outcome
from guestreg.ports.receipt import ReceiptVerdict
from guestreg.ports.telling import TellingKind
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.commands.print_phone_sheet import PrintPhoneSheet, print_phone_sheet
from guestreg.services.commands.print_proof import PrintProof, print_proof, proofs
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done, Failed
from tests.fakes.desk import memory_desk
from tests.fakes.kept import (
    EVENING,
    attempt,
    citizen,
    declaration,
    foreigner,
    kept_stay,
    move,
    receipt,
    record,
    telling,
)
from tests.fakes.leaves import PlainLeaves, paper_words

REPLY = b'\xef\xbb\xbf{"code":"200","message":"Th\xc3\xa0nh c\xc3\xb4ng","data":null}'


@pytest.fixture
def desk() -> Desk:
    """A citizen who was sent at the second try, and a foreigner who still waits."""
    at = memory_desk()
    kept = kept_stay(1, citizen(), foreigner())
    sent, _ = record(at.store, kept)
    move(at.store, kept, state=State.SENT, grade=Grade.E2, evidence_at=EVENING + timedelta(minutes=3))
    with at.store.unit_of_work() as uow:
        for number, outcome in ((1, "nothing_left"), (2, "accepted")):
            tried = attempt(number, sent)
            uow.attempts.start(tried)
            http = (200, "200", REPLY) if outcome == "accepted" else (None, None, b"")
            ended = tried.started_at + timedelta(seconds=2)
            uow.attempts.finish(AttemptOutcome(tried.id, ended, outcome, State.SENT, http[0], ended, http[1], http[2]))
        uow.commit()
    return at


def guest(desk: Desk, name: str) -> GuestId:
    return next(line.guest_id for line in desk.reader.told_since(EVENING - timedelta(days=9)) if name in line.full_name)


def test_a_proof_has_every_fact_of_the_try_that_arrived(desk: Desk, tmp_path: Path) -> None:
    paper = PlainLeaves()
    done = print_proof(desk, paper, PrintProof(tmp_path / "p.pdf", (guest(desk, "Hoa"),)))
    assert isinstance(done, Done)
    assert (done.value.pages, done.value.rows) == (1, 1)
    text = (tmp_path / "p.pdf").read_text("utf-8")
    tried = attempt(2, declaration(kept_stay(1)))
    words = paper.words("proof")
    for fact in (
        "Nguyễn Thị Hoa",
        "001190000017",
        words["state_sent"],
        words["grade_E2"],
        "17:00:02 21/11/2026 – 17:00:04",
        " ".join(re.findall("." * 8, tried.wire_sha256)),
        tried.host,
        tried.program,
        "HTTP 200 · code 200",
        '{"code":"200","message":"Thành công","data":null}',
        words["outcome_accepted"],
    ):
        assert fact in text
    assert words["attempts_left_out"].format(count=1) in text


@pytest.mark.parametrize("grade", list(Grade))
def test_only_a_signed_receipt_is_called_one(desk: Desk, tmp_path: Path, grade: Grade) -> None:
    kept = kept_stay(2, citizen("Lò Thị Mai", "001190000025"))
    (confirmed,) = record(desk.store, kept)
    move(desk.store, kept, state=State.CONFIRMED, grade=grade, proof=Proof.RECEIPT)
    with desk.store.unit_of_work() as uow:
        uow.receipts.add(receipt(confirmed))
        uow.commit()
    paper = PlainLeaves()
    print_proof(desk, paper, PrintProof(tmp_path / "p.pdf", (kept.guests[0].id,)))
    words = paper.words("proof")
    assert paper.leaves[0].title == words["title_receipt" if grade in (Grade.E3, Grade.E4) else "title"]


def test_nine_days_of_tries_stay_one_paper_and_the_json_has_them_all(desk: Desk, tmp_path: Path) -> None:
    who = guest(desk, "Hoa")
    with desk.store.unit_of_work() as uow:
        waiting = declaration(kept_stay(1), 0)
        for number in range(10, 410):
            tried = attempt(number, waiting)
            uow.attempts.start(tried)
            uow.attempts.finish(AttemptOutcome(tried.id, tried.started_at, "nothing_left", State.WAITING))
        uow.commit()
    paper = PlainLeaves()
    print_proof(desk, paper, PrintProof(tmp_path / "p.pdf", (who,)))
    assert len(paper.leaves[0].blocks) < 8
    assert paper.words("proof")["attempts_left_out"].format(count=401) in (tmp_path / "p.pdf").read_text("utf-8")
    (found,) = proofs(desk, [who])
    assert len(proof_json(found)["versions"][0]["attempts"]) == 402


def test_the_json_keeps_answer_receipt_and_telling_byte_for_byte(desk: Desk) -> None:
    who = guest(desk, "Hoa")
    sent = declaration(kept_stay(1, citizen(), foreigner()), 0)
    with desk.store.unit_of_work() as uow:
        uow.receipts.add(receipt(sent))
        uow.tellings.add(telling(sent))
        uow.commit()
    (found,) = proofs(desk, [who])
    version = proof_json(found)["versions"][0]
    assert version["document_sha256"] == found.versions[0].document_sha256
    assert version["attempts"][1]["reply_base64"].startswith("77u/")
    assert version["receipts"][0]["note_base64"]
    assert version["tellings"][0]["officer"] == "Đ/c Mẫu"


def test_nobody_asked_for_is_no_paper(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "p.pdf"
    assert print_proof(desk, PlainLeaves(), PrintProof(target, (GuestId("nobody"),))) == Failed("E-92")
    assert not target.exists()


def test_every_fact_that_can_be_kept_has_its_word() -> None:
    words = paper_words()["proof"]
    snake: Callable[[type], str] = lambda one: re.sub(r"(?<!^)(?=[A-Z])", "_", one.__name__).lower()  # noqa: E731
    wanted = {f"outcome_{snake(one)}" for one in get_args(Outcome)} | {f"outcome_{INTERRUPTED}"}
    wanted |= {f"state_{one}" for one in State} | {f"grade_{one}" for one in Grade} | {f"proof_{one}" for one in Proof}
    wanted |= {f"kind_{one}" for one in Kind} | {f"verdict_{one}" for one in ReceiptVerdict}
    wanted |= {f"telling_{one}" for one in TellingKind}
    wanted |= {f"channel_{one}" for one in ("phone", "in_person", "vneid", "portal", "email", "paper")}
    assert wanted - words.keys() == set()


def test_the_sheet_reads_out_everybody_who_is_still_to_be_told(desk: Desk, tmp_path: Path) -> None:
    paper = PlainLeaves()
    done = print_phone_sheet(desk, paper, PrintPhoneSheet(tmp_path / "call.pdf"))
    assert isinstance(done, Done)
    assert done.value.rows == 1
    words = paper.words("phone")
    text = (tmp_path / "call.pdf").read_text("utf-8")
    assert "Anna Müller" in text
    assert "Nguyễn Thị Hoa" not in text
    assert words["foreigner"] in text
    assert paper.value(words["document"]) == "C01 X00 T47"
    assert paper.value(words["officer"]) == ""


def test_the_sheet_of_a_group_follows_the_order_asked(desk: Desk, tmp_path: Path) -> None:
    kept = kept_stay(3, citizen("Lò Thị Một", "001190000033"), citizen("Lò Thị Hai", "001190000041"))
    record(desk.store, kept)
    paper = PlainLeaves()
    asked = tuple(one.id for one in reversed(kept.guests))
    print_phone_sheet(desk, paper, PrintPhoneSheet(tmp_path / "call.pdf", asked))
    text = (tmp_path / "call.pdf").read_text("utf-8")
    assert text.index("Lò Thị Hai") < text.index("Lò Thị Một")
    for said in ("05/03/1990", "001 190 000 041", "Bản Mẫu, Xã Na Son, Điện Biên", "17:03 21/11/2026"):
        assert said in text


def test_no_sheet_for_nobody(desk: Desk, tmp_path: Path) -> None:
    paper, target = PlainLeaves(), tmp_path / "call.pdf"
    assert print_phone_sheet(desk, paper, PrintPhoneSheet(target, (GuestId("none"),))) == Failed("E-92")
    (open_line,) = desk.reader.open_lines()
    hand_over(desk, HandOver((open_line.guest_id,), Channel.PAPER))
    assert print_phone_sheet(desk, paper, PrintPhoneSheet(target)) == Failed("E-230")
    assert not target.exists()


def test_printing_tells_nobody(desk: Desk, tmp_path: Path) -> None:
    before = desk.reader.open_lines()
    print_phone_sheet(desk, PlainLeaves(), PrintPhoneSheet(tmp_path / "call.pdf"))
    assert desk.reader.open_lines() == before
