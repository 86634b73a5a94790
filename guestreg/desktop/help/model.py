"""What help and *About* show, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListOrigin:
    """A shipped list: its name in the catalogue file, where it is from in the language of the screen, its month."""

    name: str
    source: str
    as_of: str
    count: int


@dataclass(frozen=True, slots=True)
class HelpModel:
    version: str
    police_unit: str
    police_phone: str
    rules_version: str
    lists: tuple[ListOrigin, ...]
    folders: tuple[tuple[str, str], ...]
