"""The settings file, TOML: read with defaults for what is missing, written whole or not at all."""

import tomllib
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from guestreg.domain.declaration import EndpointKind
from guestreg.platform.atomic_file import make_folder, write_whole
from guestreg.ports.settings import LedgerSettings, Settings

_OFFERED: dict[str, tuple[object, ...]] = {
    "language": ("vi", "en"),
    "theme": ("system", "light", "dark"),
    "text_percent": (100, 125, 150, 175, 200),
}


class SettingsDamaged(Exception):
    """The file can't be read; it is left as it is."""


def load_settings(path: Path) -> Settings:
    """Defaults when the file is absent. Raises SettingsDamaged when it is there and can't be understood."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsDamaged(str(path)) from error
    try:
        ledgers = tuple(_ledger(one) for one in raw.pop("ledger", []))
        looks = {name: value for name, value in _known(Settings, raw).items() if _is_offered(name, value)}
        return Settings(**looks, ledgers=ledgers)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise SettingsDamaged(str(path)) from error


def save_settings(path: Path, settings: Settings) -> None:
    """Whole or not at all; raises OSError."""
    import tomli_w

    make_folder(path.parent)
    content = asdict(settings)
    content["ledger"] = [one | {"endpoint": str(one["endpoint"])} for one in content.pop("ledgers")]
    write_whole(path, tomli_w.dumps(content).encode())


def _ledger(raw: dict[str, Any]) -> LedgerSettings:
    known = _known(LedgerSettings, raw)
    return LedgerSettings(**known | {"id": known["id"], "endpoint": EndpointKind(known["endpoint"])})


def _known(kind: type[LedgerSettings] | type[Settings], raw: dict[str, Any]) -> dict[str, Any]:
    """Raises TypeError for a value of the wrong kind; what this program doesn't know is left out."""
    names = {one.name for one in fields(kind)} - {"ledgers"}
    known = {name: value for name, value in raw.items() if name in names}
    for name, value in known.items():
        if type(value) is not (int if name == "text_percent" else str):
            raise TypeError(name)
    return known


def _is_offered(name: str, value: object) -> bool:
    """A look that this program doesn't have is no damage; its default is taken."""
    return value in _OFFERED.get(name, (value,))
