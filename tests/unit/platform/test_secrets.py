"""Keys are made once, named by ledger, and lie in a 0600 file when there is no keyring."""

import stat
from pathlib import Path

import pytest

from guestreg.platform.keyring_secrets import FileVault, VaultSecrets, open_secrets
from guestreg.platform.random import OsRandom
from guestreg.ports.secrets import SecretsUnavailable


def secrets(folder: Path) -> VaultSecrets:
    return VaultSecrets(FileVault(folder), OsRandom(), degraded=True)


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    first = secrets(tmp_path).database_key("a", create=True)
    assert len(first) == 32
    assert secrets(tmp_path).database_key("a", create=False) == first
    assert secrets(tmp_path).database_key("b", create=True) != first


def test_a_missing_key_is_never_replaced(tmp_path: Path) -> None:
    with pytest.raises(SecretsUnavailable):
        secrets(tmp_path).database_key("a", create=False)
    assert not (tmp_path / "keys.json").exists()


def test_the_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    secrets(tmp_path).database_key("a", create=True)
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_the_device_key_signs_what_its_public_key_verifies(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    one = secrets(tmp_path)
    public = Ed25519PublicKey.from_public_bytes(one.device_public_key("a", create=True))
    public.verify(one.sign("a", b"head"), b"head")


def test_credentials_come_back_as_given(tmp_path: Path) -> None:
    secrets(tmp_path).store_credentials("a", {"password": "x", "client_a": "u:s"})
    assert secrets(tmp_path).credentials("a") == {"password": "x", "client_a": "u:s"}
    assert secrets(tmp_path).credentials("b") == {}


def test_a_key_file_begun_without_a_keyring_stays_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUESTREG_KEYRING", "none")
    made = open_secrets(tmp_path, OsRandom())
    key = made.database_key("a", create=True)
    monkeypatch.delenv("GUESTREG_KEYRING")
    again = open_secrets(tmp_path, OsRandom())
    assert again.degraded
    assert again.database_key("a", create=False) == key
