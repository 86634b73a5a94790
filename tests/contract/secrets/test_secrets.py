"""What every keeper of secrets promises: made once, never made anew where one is lost, apart for each ledger."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from guestreg.platform.key_file import KeyFile
from guestreg.platform.keyring_secrets import VaultSecrets
from guestreg.platform.keyring_vault import KeyringVault
from guestreg.platform.random import OsRandom
from guestreg.ports.secrets import Secrets, SecretsUnavailable
from tests.fakes.keyring_backend import FakeBackend
from tests.fakes.secrets import FakeSecrets

Opened = Callable[[], Secrets]


@pytest.fixture(params=["fake", "file", "keyring"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    """Opens the same secrets as often as wanted, as each start of the program does."""
    match request.param:
        case "fake":
            kept = FakeSecrets()
            return lambda: kept
        case "file":
            return lambda: VaultSecrets(KeyFile(tmp_path), None, OsRandom())
        case _:
            backend = FakeBackend()
            return lambda: VaultSecrets(KeyFile(tmp_path), KeyringVault(lambda: backend), OsRandom())


def test_a_database_key_is_made_once_and_found_again(opened: Opened) -> None:
    first = opened().database_key("a", create=True)
    assert len(first) == 32
    assert opened().database_key("a", create=False) == first
    assert opened().database_key("a", create=True) == first
    assert opened().database_key("b", create=True) != first


def test_a_device_key_is_made_once_and_found_again(opened: Opened) -> None:
    first = opened().device_public_key("a", create=True)
    assert len(first) == 32
    assert opened().device_public_key("a", create=False) == first
    assert opened().device_public_key("a", create=True) == first
    assert opened().device_public_key("b", create=True) != first


def test_a_missing_key_is_never_replaced(opened: Opened) -> None:
    opened().database_key("other", create=True)
    for ask in (opened().database_key, opened().device_public_key):
        for _ in range(2):
            with pytest.raises(SecretsUnavailable):
                ask("a", create=False)
    with pytest.raises(SecretsUnavailable):
        opened().sign("a", b"head")


def test_the_device_key_signs_what_its_public_key_verifies(opened: Opened) -> None:
    public = Ed25519PublicKey.from_public_bytes(opened().device_public_key("a", create=True))
    signature = opened().sign("a", b"head")
    assert len(signature) == 64
    public.verify(signature, b"head")
    with pytest.raises(InvalidSignature):
        public.verify(signature, b"heads")


def test_credentials_come_back_as_given_and_are_replaced_whole(opened: Opened) -> None:
    assert opened().credentials("a") == {}
    given = {"password": "mật khẩu", "client_a": "u:s"}
    opened().store_credentials("a", given)
    given["password"] = "changed afterwards"
    assert opened().credentials("a") == {"password": "mật khẩu", "client_a": "u:s"}
    assert opened().credentials("b") == {}
    opened().store_credentials("a", {"client_b": "x"})
    assert opened().credentials("a") == {"client_b": "x"}


def test_what_a_reader_does_with_credentials_stays_with_her(opened: Opened) -> None:
    opened().store_credentials("a", {"password": "p"})
    opened().credentials("a").clear()
    assert opened().credentials("a") == {"password": "p"}


def test_keys_in_a_file_are_said(opened: Opened, request: pytest.FixtureRequest) -> None:
    assert opened().degraded is ("file" in request.node.callspec.id)
