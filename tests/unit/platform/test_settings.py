"""Settings come back as saved; what is missing has a default, what can't be understood is said and left alone."""

from pathlib import Path

import pytest

from guestreg.domain.declaration import EndpointKind
from guestreg.platform.settings import SettingsDamaged, load_settings, save_settings
from guestreg.ports.settings import LedgerSettings, Settings

KEPT = Settings(
    active="b",
    language="en",
    theme="dark",
    text_percent=125,
    ledgers=(
        LedgerSettings("a", EndpointKind.PRACTICE, name="Nhà sàn “Mây” \\ 'Trắng'"),
        LedgerSettings("b", EndpointKind.KBTT, "Nhà", "https://localhost:9", "account", "/ca.pem"),
    ),
)


def test_they_come_back_as_saved(tmp_path: Path) -> None:
    file = tmp_path / "sổ" / "settings.toml"
    save_settings(file, KEPT)
    assert load_settings(file) == KEPT
    save_settings(file, Settings())
    assert load_settings(file) == Settings()


def test_no_file_means_the_defaults_and_makes_none(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == Settings()
    assert not list(tmp_path.iterdir())


def test_what_a_newer_program_added_is_ignored(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        'active = "a"\ncolour = 3\n[[ledger]]\nid = "a"\nendpoint = "practice"\nshade = "x"\n', encoding="utf-8"
    )
    assert load_settings(file) == Settings(active="a", ledgers=(LedgerSettings("a", EndpointKind.PRACTICE),))


@pytest.mark.parametrize(
    "content",
    [
        b"active = ",
        b"\xff\xfe",
        b'[[ledger]]\nid = "a"\nendpoint = "pigeon"\n',
        b'[[ledger]]\nid = "a"\n',
        b'[[ledger]]\nendpoint = "practice"\n',
        b'ledger = "a"\n',
        b"ledger = 7\n",
        b"text_percent = true\n",
        b'text_percent = "big"\n',
        b"active = 5\n",
        b'[[ledger]]\nid = 5\nendpoint = "practice"\n',
        b"active = { a = 1 }\n",
    ],
)
def test_what_can_not_be_understood_is_said_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsDamaged):
        load_settings(file)
    assert file.read_bytes() == content


@pytest.mark.parametrize(("name", "value"), [("text_percent", 100000), ("language", "de"), ("theme", "pink")])
def test_a_look_that_does_not_exist_becomes_the_default(tmp_path: Path, name: str, value: object) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"{name} = {value!r}\n", encoding="utf-8")
    assert load_settings(file) == Settings()
