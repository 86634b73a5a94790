"""The settings file, TOML: read with defaults for what is missing, written whole or not at all."""

import tomllib
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import tomli_w

from guestreg.domain.declaration import EndpointKind
from guestreg.platform.atomic_file import write_whole
from guestreg.ports.settings import LedgerSettings, Settings


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
        return Settings(**_known(Settings, raw), ledgers=ledgers)
    except (TypeError, ValueError) as error:
        raise SettingsDamaged(str(path)) from error


def save_settings(path: Path, settings: Settings) -> None:
    """Whole or not at all; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = asdict(settings)
    content["ledger"] = [one | {"endpoint": str(one["endpoint"])} for one in content.pop("ledgers")]
    write_whole(path, tomli_w.dumps(content).encode())


def _ledger(raw: dict[str, Any]) -> LedgerSettings:
    known = _known(LedgerSettings, raw)
    return LedgerSettings(**known | {"endpoint": EndpointKind(raw["endpoint"])})


def _known(kind: type, raw: dict[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in raw.items() if name in names}
