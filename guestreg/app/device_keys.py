"""The device keys of one ledger, one for each of its epochs, in the keyring."""

from guestreg.domain.identifiers import LedgerId
from guestreg.domain.note import VerifierKey
from guestreg.domain.verifier_key import device_name
from guestreg.ports.secrets import Secrets, SecretsUnavailable


class DeviceKeys:
    """Every epoch has its own entry; that of the first is named by the ledger alone."""

    def __init__(self, ledger_id: LedgerId, secrets: Secrets) -> None:
        self._ledger_id = ledger_id
        self._secrets = secrets

    def key(self, epoch: int) -> VerifierKey:
        """Raises SecretsUnavailable."""
        return self._named(epoch, create=False)

    def sign(self, epoch: int, message: bytes) -> bytes:
        """Raises SecretsUnavailable."""
        return self._secrets.sign(self._entry(epoch), message)

    def new_key(self, epoch: int) -> tuple[int, VerifierKey]:
        """Made for the first epoch after `epoch` that has none. Raises SecretsUnavailable."""
        new = epoch + 1
        while self._is_there(new):
            new += 1
        return new, self._named(new, create=True)

    def _is_there(self, epoch: int) -> bool:
        try:
            self.key(epoch)
        except SecretsUnavailable:
            return False
        return True

    def _named(self, epoch: int, *, create: bool) -> VerifierKey:
        public = self._secrets.device_public_key(self._entry(epoch), create=create)
        return VerifierKey(device_name(self._ledger_id, epoch), public)

    def _entry(self, epoch: int) -> str:
        return self._ledger_id if epoch == 1 else f"{self._ledger_id}/{epoch}"
