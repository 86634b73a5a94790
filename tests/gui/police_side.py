"""What a made-up book knows of telling the police beside the wire, and how it records what it was asked."""

from abc import abstractmethod
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from guestreg.domain.dates import local
from guestreg.domain.declaration import Declaration, State
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.ports.clock import Clock
from guestreg.ports.exporter import UploadKind
from guestreg.ports.reader import ListColumns, PortalList
from guestreg.ports.reading import GuestLine
from guestreg.ports.receipt import PoliceMessage
from guestreg.services.commands.hand_over import HandOver
from guestreg.services.commands.note_seen import SEEABLE
from guestreg.services.commands.reconcile import Reconcile, Reconciled
from guestreg.services.commands.take_acknowledgement import TakenIn
from guestreg.services.commands.write_files import AlreadyFiled, FilesWritten, LeftOut, WrittenFile
from guestreg.services.commands.write_pack import WrittenPack
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from guestreg.services.queries.inbox import Inbox
from guestreg.services.queries.telling_start import TELLABLE, TellingStart, ways_for
from guestreg.services.queries.typing_aid import AidPage, AidStep, TypingAid
from guestreg.services.queries.upload_files import UploadFile

HOUSE = "Homestay Mây Trắng, bản Mẫu"
PHONE = "0213 000 000"
EMAIL = "congan@example.vn"
UNIT = "Công an xã Mẫu"
AID = ("Thủ tục hành chính", "Tên cơ sở", "Họ và tên", "Bấm Gửi yêu cầu")
"""What VNeID calls things, in whatever language the window speaks."""


@dataclass
class PoliceSide:
    """The part of a `stage.Book` that faces the police; the book brings clock, lines and failure."""

    clock: Clock
    lines: tuple[GuestLine, ...] = ()
    _: KW_ONLY
    failure: Failed | Refused | None = None
    told: list[HandOver] = field(default_factory=list)
    written: list[tuple[Path, tuple[GuestId, ...]]] = field(default_factory=list)
    files: tuple[UploadFile, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    takes_packs: bool = False
    answer: TakenIn | Failed = field(default_factory=TakenIn)
    chosen: Path = Path("danh-sach.csv")
    portal: PortalList | None = None
    unreadable: Exception | None = None
    found: Reconciled | None = None
    columns: list[ListColumns] = field(default_factory=list)
    acts: list[tuple[str, str]] = field(default_factory=list)
    days: list[tuple[date, date] | None] = field(default_factory=list)
    messages: tuple[PoliceMessage, ...] = ()
    writes: bool = True
    extended: tuple[Declaration, ...] = ()

    @abstractmethod
    def told_lines(self) -> tuple[GuestLine, ...]: ...

    @abstractmethod
    def _replace(self, guest_id: GuestId, **changes: Any) -> None: ...

    def unproven(self) -> tuple[GuestLine, ...]:
        return tuple(line for line in self.lines if line.state in SEEABLE)

    def read_list(self, path: Path, columns: ListColumns | None) -> PortalList:
        if self.unreadable is not None and columns is None:
            raise self.unreadable
        self.acts.append(("read", path.name))
        assert self.portal is not None
        return self.portal

    def compare(self, command: Reconcile, *, keep: bool) -> Outcome[Reconciled]:
        if self.failure is not None:
            return self.failure
        self.acts.append(("keep" if keep else "look", local(command.made_at).strftime("%H:%M")))
        self.days.append(command.days)
        assert self.found is not None
        return Done(self.found)

    def act(self, name: str, guest_id: GuestId, state: State) -> Outcome[object]:
        if self.failure is not None:
            return self.failure
        self.acts.append((name, guest_id))
        self._replace(guest_id, state=state)
        return Done(None)

    def note_count(self, count: int) -> Outcome[int]:
        self.acts.append(("count", str(count)))
        return Done(len(self.told_lines()))

    def inbox(self) -> Inbox:
        returned = tuple(line for line in self.lines if line.state is State.RETURNED)
        received = sum(line.state is State.CONFIRMED for line in self.lines)
        return Inbox(self.clock.now(), "luutru.example.vn", self.writes, returned, self.messages, received)

    def read_message(self, message_id: str) -> Outcome[bool]:
        self.acts.append(("read message", message_id))
        now = self.clock.now()
        self.messages = tuple(replace(one, read_at=now) if one.id == message_id else one for one in self.messages)
        return Done(True)

    def extend(self, stay_id: StayId, until: datetime) -> Outcome[tuple[Declaration, ...]]:
        if self.failure is not None:
            return self.failure
        self.acts.append(("extend", f"{stay_id} {local(until):%d/%m %H:%M}"))
        return Done(self.extended)

    def note_request(self, guest_id: GuestId, field: str, text: str) -> Outcome[object]:
        self.acts.append(("request", f"{guest_id} {field} {text}"))
        return Done(None)

    def telling(self, guests: tuple[GuestId, ...]) -> TellingStart:
        wanted = guests or tuple(line.guest_id for line in self.lines if line.state is State.WINDOW_CLOSED)
        lines = tuple(line for line in self.lines if line.guest_id in wanted and line.state in TELLABLE)
        ways = ways_for(lines, has_email=True)
        files = tuple(map(self._as_now, self.files))
        return TellingStart(self.clock.now(), lines, ways, UNIT, PHONE, EMAIL, files, self.takes_packs)

    def tell(self, command: HandOver) -> Outcome[object]:
        if self.failure is not None:
            return self.failure
        self.told.append(command)
        for guest_id in command.guests:
            self._replace(guest_id, state=State.HANDED_OVER)
        return Done(None)

    def write(self, path: Path, guests: tuple[GuestId, ...] = ()) -> Outcome[object]:
        if self.failure is not None:
            return self.failure
        self.written.append((path, guests))
        return Done(None)

    def write_files(self, folder: Path, guests: tuple[GuestId, ...], again: bool) -> Outcome[FilesWritten]:
        """One file for all who are in none yet, or again."""
        if self.failure is not None:
            return self.failure
        self.written.append((folder, guests))
        inside = {line.guest_id: file for file in self.files for line in file.lines}
        lines = tuple(line for line in self.lines if line.guest_id in guests)
        chosen = tuple(line for line in lines if again or line.guest_id not in inside)
        held = tuple(
            AlreadyFiled(one, inside[one.guest_id].name, self.clock.now()) for one in lines if one not in chosen
        )
        if not chosen:
            return Done(FilesWritten((), self.left_out, held))
        name = f"khach-{len(self.files) + 1}.xlsx"
        self.files = (UploadFile(name, self.clock.now(), chosen), *self.files)
        keys = tuple(line.guest_id for line in chosen)
        return Done(
            FilesWritten((WrittenFile(folder / name, UploadKind.CITIZENS_SHEET, "", keys),), self.left_out, held)
        )

    def write_pack(self, folder: Path) -> Outcome[tuple[WrittenPack, ...]]:
        self.written.append((folder, ()))
        return Done((WrittenPack(folder / "luutru-01.luutru-goi", "pack", ()),))

    def take_answer(self, path: Path) -> Outcome[TakenIn]:
        self.acts.append(("answer", path.name))
        return self.answer if isinstance(self.answer, Failed) else Done(self.answer)

    def _as_now(self, file: UploadFile) -> UploadFile:
        now = {line.guest_id: line for line in self.lines}
        return replace(file, lines=tuple(now[line.guest_id] for line in file.lines))

    def aid(self, guests: tuple[GuestId, ...]) -> TypingAid | None:
        named = (line for line in self.lines if line.guest_id in guests)
        path, house, name, ending = AID
        people = (AidPage(line.full_name, (AidStep(name, line.full_name),), line.guest_id) for line in named)
        return TypingAid(path, ending, (AidPage(HOUSE, (AidStep(house, HOUSE),)), *people))
