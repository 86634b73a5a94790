"""What fails while a house is set up leaves no half-made ledger, and a second try does it."""

from pathlib import Path

import pytest

from guestreg.app.program import Program
from guestreg.cli.house import practice_house
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.house import HouseEntry
from guestreg.platform.keyring_secrets import VaultSecrets
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.ports.secrets import SecretsUnavailable
from guestreg.ports.settings import LedgerSettings, Settings
from guestreg.ports.store import StoreDamaged
from guestreg.services.outcome import Done, Failed
from guestreg.services.workplace import CannotOpen, NewLedger
from tests.fakes.clock import FakeClock
from tests.integration.cli.house_file import SECRETS
from tests.integration.cli.ledger_file import files_that_hold

POLICE = NewLedger(LedgerSettings("", EndpointKind.KBTT, address="https://police.example", account="house"), SECRETS)
NAMES = ("database_key", "device_public_key", "store_credentials")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(find_paths(tmp_path), FakeClock(), OsRandom(), keyring=False)


@pytest.fixture
def house(program: Program) -> HouseEntry:
    return practice_house(program.resources)


def nothing_is_left(program: Program, data: Path) -> bool:
    kept = program.settings == Settings() and not (data / "settings.toml").exists()
    return kept and list((data / "ledgers").glob("*")) == [] and files_that_hold(data, SECRETS["password"]) == []


def begins_after_all(program: Program, data: Path, house: HouseEntry) -> bool:
    """Also the control: without the trouble the same call makes one ledger, listed, with its password."""
    done = program.begin(POLICE, house)
    files = list((data / "ledgers").glob("*.db"))
    listed = [one.id for one in program.settings.ledgers]
    kept = files_that_hold(data, SECRETS["password"])
    return isinstance(done, Done) and [one.stem for one in files] == listed and kept == ["keys/keys.json"]


@pytest.mark.parametrize("name", NAMES)
def test_a_keyring_that_fails_leaves_no_ledger(
    program: Program, house: HouseEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SecretsUnavailable("keyring")

    with monkeypatch.context() as patch:
        patch.setattr(VaultSecrets, name, fail)
        with pytest.raises(CannotOpen) as trouble:
            program.begin(POLICE, house)
    assert trouble.value.code == "E-94"
    assert nothing_is_left(program, tmp_path)
    assert begins_after_all(program, tmp_path, house)
    program.close()


@pytest.mark.parametrize(("name", "code"), [("ENOSPC", "E-44"), ("EACCES", "E-61")])
def test_settings_that_cant_be_written_leave_no_ledger(
    program: Program, house: HouseEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str
) -> None:
    import errno

    def fail(*_: object) -> None:
        raise OSError(getattr(errno, name), "")

    with monkeypatch.context() as patch:
        patch.setattr("guestreg.app.program.save_settings", fail)
        assert program.begin(POLICE, house) == Failed(code)
    assert nothing_is_left(program, tmp_path)
    assert begins_after_all(program, tmp_path, house)
    program.close()


def test_a_bug_leaves_no_ledger_either(
    program: Program, house: HouseEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr("guestreg.app.ledgers.sit_down", fail)
        patch.setattr("guestreg.app.program.sit_down", fail)
        with pytest.raises(RuntimeError):
            program.begin(POLICE, house)
    assert nothing_is_left(program, tmp_path)
    assert begins_after_all(program, tmp_path, house)
    program.close()


def test_a_known_ledger_is_never_taken_back(
    program: Program, house: HouseEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SecretsUnavailable("keyring")

    assert isinstance(program.begin(POLICE, house), Done)
    before = program.settings
    with monkeypatch.context() as patch:
        patch.setattr(VaultSecrets, "store_credentials", fail)
        with pytest.raises(CannotOpen):
            program.begin(POLICE, house)
    assert program.settings == before
    assert program.desk().reader.establishment() is not None
    assert begins_after_all(program, tmp_path, house)
    program.close()


@pytest.mark.parametrize("lost", ["gone", "empty", "gone while open"])
def test_a_ledger_whose_file_was_lost_is_damaged_and_never_begun_anew(
    program: Program, house: HouseEntry, tmp_path: Path, lost: str
) -> None:
    """Else an empty book would open in its place, and nobody would know."""
    assert isinstance(program.begin(POLICE, house), Done)
    (file,) = (tmp_path / "ledgers").glob("*.db")
    if lost == "gone while open":
        assert program.reader().establishment() is not None
    file.unlink()
    if lost == "empty":
        file.touch()
    if lost == "gone while open":
        with pytest.raises(StoreDamaged):
            program.desk().store.unit_of_work()
    else:
        with pytest.raises(CannotOpen) as trouble:
            program.desk()
        assert trouble.value.code == "E-95"
    assert not file.exists() or file.stat().st_size == 0
    program.close()
