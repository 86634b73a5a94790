"""The open contract's authority on this computer: put together for the verbs of `receiver`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from guestreg.platform.atomic_file import write_whole
from guestreg.ports.clock import Clock
from guestreg.ports.random import Random
from guestreg.receiver.certificates import CA_NAME
from guestreg.receiver.open.broken import Broken
from guestreg.receiver.open.catalogues import read_catalogues
from guestreg.receiver.open.database import TROUBLES, Database
from guestreg.receiver.open.desk import Desk, NoDevice, UnknownDevice, UnknownHouse
from guestreg.receiver.open.document import Rules
from guestreg.receiver.open.intake import Intake
from guestreg.receiver.open.keys import (
    AuthorityKeys,
    KeysIncomplete,
    KeysMissing,
    OtherAuthority,
    described,
    make_keys,
    next_serial,
    read_keys,
    rotate,
)
from guestreg.receiver.open.notes import BadNote
from guestreg.receiver.open.ownership import OtherKeys, claim, owner
from guestreg.receiver.open.packs import ACK_SUFFIX, BadPack, PackDesk
from guestreg.receiver.open.problems import FieldError
from guestreg.receiver.open.receipts import Verdict
from guestreg.receiver.open.server import AuthorityPlan, serve_forever
from guestreg.receiver.open.setup_file import BadDescription, houses, setup_file
from guestreg.receiver.open.standing import CannotRule, UnknownCode
from guestreg.services.authority import AuthorityPlace, AuthorityTrouble, PackCounts, Serving


class LocalAuthority:
    """The `Authority` whose keys lie on this computer; its database is opened at first need."""

    def __init__(
        self, place: AuthorityPlace, keys: Path, catalogues: Path, rules_version: str, clock: Clock, random: Random
    ) -> None:
        self._place = place
        self._folder = keys
        self._catalogues = catalogues
        self._rules_version = rules_version
        self._clock = clock
        self._random = random

    def init(self, description: Path) -> Mapping[str, Any]:
        wanted = _read(description)
        facts, name = _facts(wanted), str(wanted.get("key_name", ""))
        with self._troubles():
            known = houses(wanted)
            try:
                keys = described(self._folder, facts, name)
            except KeysMissing:
                if owner(self._database) is not None:
                    raise OtherKeys from None
                keys = make_keys(self._folder, facts, name, self._clock.now(), self._random.token_bytes)
            self._desk.know(known)
        return {
            "authority": keys.name,
            "receipt_key": str(keys.receipt.verifier),
            "setup_key": str(keys.setup.verifier),
            "mark": keys.setup.verifier.mark,
            "recipient": keys.recipient,
            "establishments": len(known),
            "keys": str(self._folder),
        }

    def write_setup(self, description: Path, output: Path) -> Mapping[str, Any]:
        wanted = _read(description)
        with self._troubles():
            described(self._folder, _facts(wanted), str(wanted.get("key_name", "")))
            serial = next_serial(self._folder)
            whole = setup_file(self._keys, wanted, serial, self._clock.now())
        write_whole(output, whole.encode())
        return {"path": str(output), "serial": serial, "mark": self._keys.setup.verifier.mark}

    def enrol(self, establishment: str) -> str:
        with self._troubles():
            return self._desk.enrolment_code(establishment)

    def revoke(self, whose: str) -> Sequence[str]:
        with self._troubles():
            return self._desk.revoke(whose)

    def rotate(self) -> str:
        with self._troubles():
            desk = self._desk
            keys = rotate(self._folder, self._clock.now(), self._random.token_bytes)
            desk.tell_of_new_keys()
        return str(keys.receipt.verifier)

    def take_pack(self, pack: Path) -> PackCounts:
        sealed = pack.read_bytes()
        with self._troubles(pack.name):
            intake = Intake(self._own, self._keys, Rules(read_catalogues(self._catalogues)), self._clock.now)
            taken = PackDesk(self._own, self._keys, intake, self._clock.now).take(sealed)
        acknowledgement = pack.with_suffix(ACK_SUFFIX)
        write_whole(acknowledgement, taken.text)
        return PackCounts(acknowledgement, taken.new, taken.repeated, taken.refused, taken.late)

    def message(self, establishment: str, subject: str, text: str, about: tuple[str, int] | None) -> str:
        with self._troubles():
            return self._desk.message(establishment, subject, text, about)

    def held(self) -> Sequence[Mapping[str, Any]]:
        with self._troubles():
            return self._desk.held()

    def rule(self, declaration_id: str, version: int, verdict: str, errors: Sequence[tuple[str, str, str]]) -> None:
        with self._troubles():
            wrong = [FieldError(*one) for one in errors]
            self._desk.rule(declaration_id, version, cast(Verdict, verdict), wrong)

    def serve(self, serving: Serving, announce: Callable[[str, Path | None], None]) -> None:
        with self._troubles():
            claim(self._database, str(self._keys.setup.verifier))
            plan = AuthorityPlan(
                self._place.database,
                self._keys,
                self._clock.now,
                self._random.token_bytes,
                self._catalogues,
                self._rules_version,
                host=serving.host,
                port=serving.port,
                tls_dir=serving.tls,
                names=serving.names,
                first_verdict="queued" if serving.queued else "received",
                broken=Broken(serving.broken) if serving.broken else None,
            )
            trusted = None if serving.tls is None else serving.tls.absolute() / CA_NAME
            serve_forever(plan, lambda address: announce(address, trusted))

    def close(self) -> None:
        if "_database" in self.__dict__:
            self._database.close()

    def _troubles(self, pack: str = "") -> AbstractContextManager[None]:
        return _troubles(self._folder, pack)

    @cached_property
    def _keys(self) -> AuthorityKeys:
        return read_keys(self._folder)

    @cached_property
    def _database(self) -> Database:
        return Database(self._place.database)

    @property
    def _own(self) -> Database:
        """The database, which belongs to these keys. Raises OtherKeys."""
        claim(self._database, str(self._keys.setup.verifier))
        return self._database

    @property
    def _desk(self) -> Desk:
        return Desk(self._own, self._keys, self._clock.now, self._random.token_bytes)


def _read(description: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(description.read_text(encoding="utf-8"))
    except OSError as error:
        raise AuthorityTrouble("E-131", path=description.name) from error
    except ValueError as error:
        raise AuthorityTrouble("E-96", detail="TOML") from error


def _facts(wanted: Mapping[str, Any]) -> dict[str, str]:
    facts = wanted.get("authority")
    if not isinstance(facts, dict) or not isinstance(facts.get("name"), str) or not facts["name"]:
        raise AuthorityTrouble("E-96", detail="authority.name")
    return {name: str(value) for name, value in facts.items()}


@contextmanager
def _troubles(keys: Path, pack: str = "") -> Iterator[None]:
    """What the authority raises, as sentences; `keys` is the folder of its keys."""
    try:
        yield
    except KeysMissing as error:
        raise AuthorityTrouble("E-150", path=str(keys)) from error
    except KeysIncomplete as error:
        raise AuthorityTrouble("E-217", path=str(keys)) from error
    except OtherAuthority as error:
        raise AuthorityTrouble("E-216", path=str(keys), name=str(error.args[0])) from error
    except OtherKeys as error:
        raise AuthorityTrouble("E-215", path=str(keys)) from error
    except (UnknownHouse, UnknownDevice, UnknownCode) as error:
        raise AuthorityTrouble("E-151", what=str(error.args[0])) from error
    except NoDevice as error:
        raise AuthorityTrouble("E-218", what=str(error.args[0])) from error
    except CannotRule as error:
        raise AuthorityTrouble("E-152") from error
    except BadPack as error:
        raise AuthorityTrouble("E-153", path=pack) from error
    except TROUBLES as error:
        raise AuthorityTrouble("E-154") from error
    except BadNote as error:
        raise AuthorityTrouble("E-96", detail="key_name") from error
    except BadDescription as error:
        raise AuthorityTrouble("E-96", detail=str(error)) from error
