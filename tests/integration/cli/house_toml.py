"""A house of the table of rules as the `.toml` that `setup` takes."""

from pathlib import Path
from typing import Any

import tomli_w

from guestreg.domain.entry.house import HouseEntry


def house_tables(entry: HouseEntry) -> dict[str, Any]:
    """The `[establishment]` table, every value as text."""
    rooms = [{"name": name, "beds": beds} for name, beds in entry.rooms]
    people = [{"name": name, "phone": phone} for name, phone in entry.notifiers]
    return {**entry.house.fields, "rooms": rooms, "notifiers": people}


def write_set_up(folder: Path, establishment: dict[str, Any], endpoint: dict[str, str]) -> Path:
    file = folder / "house.toml"
    file.write_bytes(tomli_w.dumps({"establishment": establishment, "endpoint": endpoint}).encode())
    return file
