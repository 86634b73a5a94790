"""Where things lie. Everything is inside one data folder but the keys in the keyring."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Paths(NamedTuple):
    """The data folder and its parts; nothing is made by asking."""

    data: Path
    keys: Path
    """Key files when there is no keyring; never inside a backup."""
    named: bool = True
    """The folder was chosen for this run; else these are the person's own places on this system."""

    @property
    def settings(self) -> Path:
        return self.data / "settings.toml"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def window(self) -> Path:
        """Window geometry alone."""
        return self.data / "window.ini"

    def by_name(self) -> Mapping[str, Path]:
        """The places a person may ask for."""
        return {"data": self.data, "settings": self.settings, "logs": self.logs, "keys": self.keys}

    def ledger(self, ledger_id: str) -> Path:
        return self.data / "ledgers" / f"{ledger_id}.db"

    def lists(self, ledger_id: str) -> Path:
        """The code lists last fetched from the endpoint of this ledger."""
        return self.data / "catalogues" / f"{ledger_id}.json"

    @property
    def practice_police(self) -> Path:
        """What the practice police took in."""
        return self.data / "practice" / "police.db"

    @property
    def simulator(self) -> Path | None:
        """What the simulator as a server took in; None: kept nowhere, nobody asked for it among her own things."""
        return self.data / "practice" / "simulator.db" if self.named else None

    def lock(self, name: str) -> Path:
        return self.data / f"{name}.lock"


def find_paths(chosen: Path | None, environment: Mapping[str, str] | None = None) -> Paths:
    """`chosen` (or GUESTREG_DATA) is one folder for all; otherwise the places this system has for such things."""
    env = os.environ if environment is None else environment
    if chosen is None and env.get("GUESTREG_DATA"):
        chosen = Path(env["GUESTREG_DATA"])
    if chosen is not None:
        folder = chosen.expanduser().absolute()
        return Paths(folder, folder / "keys")
    import platformdirs  # not needed where the folder is named

    data = Path(platformdirs.user_data_dir("guestreg", appauthor=False))
    return Paths(data, Path(platformdirs.user_config_dir("guestreg-keys", appauthor=False)), named=False)
