"""How one change that a set-up file brings reads: never a code, a flag or a blank. The page and the verb ask here."""

from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.commands.accept_setup_file import Change


def change_words(change: Change, phrases: Phrasebook) -> str:
    """`Nơi gửi: Tập thử → Máy của Công an xã`."""
    old, new = (_value(change.name, value, phrases) for value in (change.old, change.new))
    return f"{phrases.label(change.name)}: {old} → {new}"


def _value(name: str, value: str, phrases: Phrasebook) -> str:
    if not value:
        return phrases.label("nothing")
    if name == "endpoint":
        return phrases.label(f"endpoint_kind_{value}")
    return phrases.label({"true": "yes", "false": "no"}[value]) if value in ("true", "false") else value
