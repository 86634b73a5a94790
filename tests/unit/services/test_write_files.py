"""Who goes into upload files: nobody the police may know already, at most 649 a file, and names without a person."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from guestreg.app.paper import PaperMaker
from guestreg.bundle.luutru import ledger_line
from guestreg.domain.channel import Channel
from guestreg.domain.declaration import EndpointKind, Kind, State
from guestreg.domain.establishment import EstablishmentKind
from guestreg.domain.identifiers import GuestId
from guestreg.platform.resources import resource_dir
from guestreg.ports.exporter import UploadKind
from guestreg.ports.telling import TellingKind
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.commands.write_files import FilesWritten, WriteFiles, write_files
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done, Failed
from guestreg.services.queries.upload_files import upload_files
from tests.fakes import kept
from tests.fakes.desk import memory_desk
from tests.fakes.endpoint import FakeTerms
from tests.fakes.store import MemoryStore


@pytest.fixture
def desk() -> Desk:
    return memory_desk()


def written(
    desk: Desk, folder: Path, *, xml: bool = False, again: bool = False, guests: tuple[GuestId, ...] = ()
) -> FilesWritten:
    outcome = write_files(desk, PaperMaker(resource_dir()).exporter(), WriteFiles(folder, (), xml, guests, again))
    assert isinstance(outcome, Done)
    return outcome.value


def told(done: FilesWritten) -> list[tuple[int, str]]:
    return [(one.line.register_no, one.violation.code) for one in done.refused]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.WAITING, None),
        (State.UNKNOWN, None),
        (State.WINDOW_CLOSED, None),
        (State.RETURNED, "E-145"),
        (State.SENDING, "E-146"),
    ],
)
def test_what_is_open_is_written_or_refused(desk: Desk, tmp_path: Path, state: State, code: str | None) -> None:
    kept.record(desk.store, kept.kept_stay(1), state)
    done = written(desk, tmp_path)
    assert [len(file.keys) for file in done.files] == ([1] if code is None else [])
    assert told(done) == ([] if code is None else [(100, code)])
    with desk.store.unit_of_work() as uow:
        version = uow.declarations.get(kept.kept_stay(1).guests[0].declaration_id, 1)
    assert version is not None
    assert version.state is state


def test_her_line_says_when_she_was_last_written(desk: Desk, tmp_path: Path) -> None:
    (first,) = kept.record(desk.store, kept.kept_stay(1))
    (file,) = written(desk, tmp_path).files
    (line,) = desk.reader.open_lines()
    assert (line.filed_at, line.state) == (desk.clock.now(), State.WAITING)
    with desk.store.unit_of_work() as uow:
        (told,) = uow.tellings.of(first.id, 1)
    assert (told.kind, told.by) == (TellingKind.FILE, "Lò Thị Pâng")
    assert told.facts == {"file": file.path.name, "sha256": file.sha256}


def test_nobody_is_written_twice_unasked(desk: Desk, tmp_path: Path) -> None:
    kept.record(desk.store, kept.kept_stay(1))
    (first,) = written(desk, tmp_path).files
    assert upload_files(desk)[0].to_tell == (kept.kept_stay(1).guests[0].id,)
    second = kept.kept_stay(2, kept.citizen(doc_number="001190000025"))
    kept.record(desk.store, second)
    done = written(desk, tmp_path)
    assert [file.keys for file in done.files] == [(f"{second.guests[0].declaration_id}.1",)]
    (already,) = done.already
    assert (already.line.register_no, already.file, already.at) == (100, first.path.name, desk.clock.now())
    asked = written(desk, tmp_path, again=True)
    assert ([len(file.keys) for file in asked.files], asked.already) == ([2], ())


def test_who_was_corrected_since_is_written_again(desk: Desk, tmp_path: Path) -> None:
    stay = kept.kept_stay(1)
    kept.record(desk.store, stay)
    written(desk, tmp_path)
    kept.move(desk.store, stay, state=State.SUPERSEDED)
    with desk.store.unit_of_work() as uow:
        uow.declarations.add(kept.declaration(stay, version=2))
        uow.commit()
    done = written(desk, tmp_path)
    assert ([len(file.keys) for file in done.files], done.already) == ([1], ())


def test_only_those_asked_for_are_written(desk: Desk, tmp_path: Path) -> None:
    for number, doc in ((1, "001190000017"), (2, "001190000025")):
        kept.record(desk.store, kept.kept_stay(number, kept.citizen(doc_number=doc)))
    wanted = kept.kept_stay(2).guests[0]
    (file,) = written(desk, tmp_path, guests=(wanted.id,)).files
    assert file.keys == (f"{wanted.declaration_id}.1",)


def test_each_file_says_who_is_in_it_and_who_is_to_be_told(desk: Desk, tmp_path: Path) -> None:
    people = kept.citizen(), kept.foreigner()
    stay = kept.kept_stay(1, *people)
    kept.record(desk.store, stay)
    names = [file.path.name for file in written(desk, tmp_path).files]
    later = [file.path.name for file in written(desk, tmp_path, again=True, guests=(stay.guests[0].id,)).files]
    found = {one.name: one for one in upload_files(desk)}
    assert set(found) == {*names, *later}
    assert {one.at for one in found.values()} == {desk.clock.now()}
    assert [line.full_name for line in found[names[1]].lines] == [people[1].full_name]
    assert found[later[0]].to_tell == found[names[0]].to_tell == (stay.guests[0].id,)
    hand_over(desk, HandOver((stay.guests[0].id,), Channel.PORTAL))
    told = {one.name: one for one in upload_files(desk)}
    assert [len(told[name].lines) for name in (*names, *later)] == [1, 1, 1]
    assert [len(told[name].to_tell) for name in (*names, *later)] == [0, 1, 0]


@pytest.mark.parametrize("state", [State.SENT, State.CONFIRMED, State.HANDED_OVER, State.CANCELLED])
def test_what_is_told_is_not(desk: Desk, tmp_path: Path, state: State) -> None:
    kept.record(desk.store, kept.kept_stay(1), state)
    assert written(desk, tmp_path) == FilesWritten(())


@pytest.mark.parametrize(
    ("before", "kind", "code"),
    [
        (State.SENT, Kind.AMEND, "E-34"),
        (State.UNKNOWN, Kind.AMEND, "E-34"),
        (State.CONFIRMED, Kind.CANCEL, "E-34"),
        (State.SENT, Kind.CHECKOUT, "E-34"),
        (State.SUPERSEDED, Kind.AMEND, None),
    ],
)
def test_a_correction_of_what_they_may_know_is_no_upload(
    desk: Desk, tmp_path: Path, before: State, kind: Kind, code: str | None
) -> None:
    stay = kept.kept_stay(1)
    kept.record(desk.store, stay, before)
    with desk.store.unit_of_work() as uow:
        uow.declarations.add(kept.declaration(stay, version=2))
        uow.commit()
    kept.move(desk.store, stay, version=2, kind=kind)
    done = written(desk, tmp_path)
    assert told(done) == ([] if code is None else [(100, code)])
    assert [file.keys for file in done.files] == ([] if code else [(f"{stay.guests[0].declaration_id}.2",)])


def test_649_a_file_and_the_rest_in_the_next(desk: Desk, tmp_path: Path) -> None:
    people = [kept.foreigner(passport_number=f"C{number:05}") for number in range(650)]
    kept.record(desk.store, kept.kept_stay(1, *people))
    for xml, kind in ((True, UploadKind.FOREIGNERS_XML), (False, UploadKind.FOREIGNERS_SHEET)):
        done = written(desk, tmp_path, xml=xml, again=True)
        assert [(file.kind, len(file.keys)) for file in done.files] == [(kind, 649), (kind, 1)]
        assert len({key for file in done.files for key in file.keys}) == 650


def test_no_entry_grows_longer_than_a_reader_of_an_export_takes(desk: Desk, tmp_path: Path) -> None:
    people = [kept.foreigner(passport_number=f"C{number:05}") for number in range(1_600)]
    kept.record(desk.store, kept.kept_stay(1, *people))
    done = written(desk, tmp_path, xml=True)
    with desk.store.unit_of_work() as uow:
        lines = [(one, ledger_line(one)) for one in uow.ledger.entries(1_601)]
    assert (len(done.files), len(lines)) == (3, 2)
    assert all(len(line) < 64 * 1024 for _, line in lines)
    named = [file for one, _ in lines for file in json.loads(one.body or b"")["files"]]
    assert [(file["file"], tuple(file["keys"])) for file in named] == [(one.path.name, one.keys) for one in done.files]


def test_names_hold_house_date_and_kind_alone(tmp_path: Path) -> None:
    desk = memory_desk(terms=FakeTerms(EndpointKind.KBTT, kept.ENDPOINT))
    kept.record(desk.store, kept.kept_stay(1, kept.citizen(), kept.foreigner()))
    names = [file.path.name for file in written(desk, tmp_path / "a").files]
    assert names == ["nha-mau_2026-11-21_khach-viet-nam-1.xlsx", "nha-mau_2026-11-21_khach-nuoc-ngoai-1.xlsx"]
    store = desk.store
    assert isinstance(store, MemoryStore)
    house = kept.house()
    for name, slug in (("../Nhà ../../x", "nha-x"), ("家", "nha"), ("A" * 200, "a" * 40)):
        store.rows.house = replace(house, name=name)
        assert {file.path.name.split("_")[0] for file in written(desk, tmp_path / slug, again=True).files} == {slug}


def test_a_house_that_must_name_rooms_is_held_to_it(desk: Desk, tmp_path: Path) -> None:
    store = desk.store
    assert isinstance(store, MemoryStore)
    store.rows.house = replace(kept.house(), kind=EstablishmentKind.HOTEL)
    stay = kept.kept_stay(1, kept.foreigner())
    kept.record(store, replace(stay, stay=replace(stay.stay, room=None)))
    assert told(written(desk, tmp_path)) == [(100, "E-10")]


def test_a_late_foreigner_goes_once_she_has_left(desk: Desk, tmp_path: Path) -> None:
    stay = kept.kept_stay(1, kept.foreigner(), arrival=kept.EVENING - timedelta(days=5))
    kept.record(desk.store, stay, State.WINDOW_CLOSED)
    assert told(written(desk, tmp_path)) == [(100, "E-143")]
    with desk.store.unit_of_work() as uow:
        uow.stays.replace(replace(stay, guests=(replace(stay.guests[0], departed_at=kept.EVENING),)))
        uow.commit()
    assert told(written(desk, tmp_path)) == []


def test_troubles_have_their_sentence(desk: Desk, tmp_path: Path) -> None:
    kept.record(desk.store, kept.kept_stay(1))
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    exporter = PaperMaker(resource_dir()).exporter()
    assert write_files(desk, exporter, WriteFiles(blocked)) == Failed("E-97", {"path": "file"})
    missing = WriteFiles(tmp_path / "out", (tmp_path / "mau.xlsx",))
    assert write_files(desk, exporter, missing) == Failed("E-148", {"path": "mau.xlsx"})
    assert isinstance(desk.store, MemoryStore)
    desk.store.rows.house = None
    assert write_files(desk, exporter, WriteFiles(tmp_path / "out")) == Failed("E-90")
