"""What *Báo cách khác* shows: the guests, the ways, what was typed of the telling."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from guestreg.domain.channel import Channel
from guestreg.services.commands.write_files import FilesWritten
from guestreg.services.queries.telling_start import TellingStart


@dataclass(frozen=True, slots=True)
class TellingModel:
    """`faults` and `warnings` are codes by field; a warning is said once and the second press goes on."""

    start: TellingStart
    way: Channel
    clock: str
    day: str
    officer: str = ""
    place: str = ""
    file_number: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)
    written: FilesWritten | None = None
    """What *Làm tệp* made the last time, and whom it left out."""
    busy: bool = False

    @property
    def is_advance(self) -> bool:
        return self.start.is_advance(self.way)

    @property
    def by_pack(self) -> bool:
        """Whether what goes to the officer by hand is a sealed pack."""
        return self.start.takes_packs and self.way is Channel.IN_PERSON
