"""Keys lie in the keyring or in a 0600 file; which of the two, and what happens when one is away or damaged."""

import json
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guestreg.platform.key_file import KeyFile
from guestreg.platform.keyring_secrets import VaultSecrets, open_secrets
from guestreg.platform.keyring_vault import SERVICE, TRUSTED, KeyringVault, chosen_backend
from guestreg.platform.random import OsRandom
from guestreg.ports.secrets import SecretsUnavailable
from tests.fakes.keyring_backend import ChainOf, FakeBackend, PlainTextBackend


def with_file(folder: Path) -> VaultSecrets:
    return VaultSecrets(KeyFile(folder), None, OsRandom())


def with_keyring(folder: Path, backend: object) -> VaultSecrets:
    return VaultSecrets(KeyFile(folder), KeyringVault(lambda: backend), OsRandom())


def test_asking_for_a_missing_key_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(SecretsUnavailable):
        with_file(tmp_path).database_key("a", create=False)
    assert not list(tmp_path.iterdir())


def test_the_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    secrets = with_file(tmp_path / "keys")
    assert secrets.degraded
    secrets.database_key("a", create=True)
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / "keys.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"a"', b"\xff"])
def test_a_damaged_key_file_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(content)
    for create in (True, False):
        with pytest.raises(SecretsUnavailable):
            with_file(tmp_path).database_key("a", create=create)
    assert (tmp_path / "keys.json").read_bytes() == content


def test_with_a_keyring_no_file_is_made_and_entries_are_named_by_ledger(tmp_path: Path) -> None:
    backend = FakeBackend()
    secrets = with_keyring(tmp_path / "keys", backend)
    secrets.database_key("a", create=True)
    secrets.device_public_key("a", create=True)
    secrets.store_credentials("a", {"password": "x"})
    assert not secrets.degraded
    assert set(backend.entries) == {(SERVICE, name) for name in ("a/database", "a/device", "a/endpoint")}
    assert not (tmp_path / "keys").exists()


def test_a_key_file_begun_without_a_keyring_stays_in_use(tmp_path: Path) -> None:
    key = with_file(tmp_path).database_key("a", create=True)
    backend = FakeBackend()
    again = with_keyring(tmp_path, backend)
    assert again.degraded
    assert again.database_key("a", create=False) == key
    assert not backend.entries


def test_a_file_begun_while_the_keyring_was_away_hides_no_older_ledger(tmp_path: Path) -> None:
    backend = FakeBackend()
    older = with_keyring(tmp_path, backend).database_key("a", create=True)
    with_file(tmp_path).database_key("b", create=True)
    assert with_keyring(tmp_path, backend).database_key("a", create=False) == older


@pytest.mark.parametrize("trouble", [RuntimeError("locked"), OSError("bus"), KeyError("any")])
def test_a_keyring_that_can_not_be_asked_is_no_missing_key(tmp_path: Path, trouble: Exception) -> None:
    backend = FakeBackend()
    with_keyring(tmp_path, backend).database_key("a", create=True)
    backend.trouble = trouble
    locked = with_keyring(tmp_path, backend)
    assert locked.degraded
    with pytest.raises(SecretsUnavailable):
        locked.database_key("a", create=False)
    assert not list(tmp_path.iterdir())
    assert locked.database_key("b", create=True)
    assert json.loads((tmp_path / "keys.json").read_bytes()).keys() == {"b/database"}


def test_of_a_ledger_in_the_file_what_the_file_lacks_was_never_given(tmp_path: Path) -> None:
    backend = FakeBackend()
    with_keyring(tmp_path, backend).database_key("a", create=True)
    backend.trouble = RuntimeError("no backend")
    secrets = with_keyring(tmp_path, backend)
    secrets.database_key("b", create=True)
    assert secrets.credentials("b") == {}
    with pytest.raises(SecretsUnavailable):
        secrets.credentials("a")


def test_a_keyring_that_takes_a_key_and_keeps_none_is_not_believed(tmp_path: Path) -> None:
    backend = FakeBackend(forgetful=True)
    key = with_keyring(tmp_path, backend).database_key("a", create=True)
    assert with_file(tmp_path).database_key("a", create=False) == key


@pytest.mark.parametrize("backend", [PlainTextBackend(), ChainOf(PlainTextBackend()), ChainOf(), None, object()])
def test_a_backend_that_keeps_plain_text_is_refused(tmp_path: Path, backend: Any) -> None:
    secrets = with_keyring(tmp_path, backend)
    assert secrets.degraded
    secrets.database_key("a", create=True)
    assert (tmp_path / "keys.json").exists()
    for one in (backend, *getattr(backend, "backends", ())):
        assert not getattr(one, "entries", {})


def test_of_a_chain_the_good_one_is_taken(tmp_path: Path) -> None:
    plain, good = PlainTextBackend(), FakeBackend()
    with_keyring(tmp_path, ChainOf(plain, good)).database_key("a", create=True)
    assert good.entries
    assert not plain.entries


def test_every_backend_trusted_is_one_of_the_library() -> None:
    from importlib.util import find_spec

    assert all(find_spec(name) for name in TRUSTED)


@pytest.fixture
def silent() -> Iterator[threading.Event]:
    answered = threading.Event()
    yield answered
    answered.set()


def test_a_keyring_that_never_answers_holds_nobody(tmp_path: Path, silent: threading.Event) -> None:
    backend = FakeBackend(wait_for=silent)
    vault = KeyringVault(lambda: backend, patience_s=0.05)
    secrets = VaultSecrets(KeyFile(tmp_path), vault, OsRandom())
    with pytest.raises(SecretsUnavailable):
        secrets.database_key("a", create=False)
    assert secrets.degraded


def test_a_variable_says_that_there_is_no_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUESTREG_KEYRING", "none")
    secrets = open_secrets(tmp_path, OsRandom())
    assert secrets.degraded
    secrets.database_key("a", create=True)
    assert (tmp_path / "keys.json").exists()


def test_a_backend_chosen_by_the_person_comes_before_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.fakes.plain_keyring.Plain")
    assert type(chosen_backend()).__name__ == "Plain"
