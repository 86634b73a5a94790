"""Reads the rule set of `resources/rules`. Called once by `app`; everybody else sees `domain.rules`."""

import tomllib
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from guestreg.domain.establishment import EstablishmentKind
from guestreg.domain.rules import (
    CitizenRules,
    DocumentRules,
    EndpointRules,
    FineRules,
    FineStep,
    ForeignerRules,
    Provenance,
    Rules,
)

T = TypeVar("T")

RULE_FILE = "rules.toml"


class RuleFileError(Exception):
    """The rule file lacks a parameter, or one of the wrong kind; the text names it."""


def load_rules(folder: Path) -> Rules:
    """Read the rule set. Raises RuleFileError for a wrong or missing parameter, OSError for no file."""
    try:
        tree = tomllib.loads((folder / RULE_FILE).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleFileError(f"{RULE_FILE}: {error}") from error
    version = tree.pop("version", None)
    if not isinstance(version, str):
        raise RuleFileError("version")
    return _Sheet(tree).rules(version)


class _Sheet:
    """The parsed file; every read checks the kind of the value."""

    def __init__(self, tree: Mapping[str, object]) -> None:
        self._parameters: dict[str, Mapping[str, object]] = {}
        for group, members in tree.items():
            if not isinstance(members, dict):
                raise RuleFileError(group)
            for name, parameter in members.items():
                if not isinstance(parameter, dict):
                    raise RuleFileError(f"{group}.{name}")
                self._parameters[f"{group}.{name}"] = parameter

    def rules(self, version: str) -> Rules:
        return Rules(
            version=version,
            citizen=CitizenRules(
                cutoff_local=self._read("citizen.cutoff_local", time),
                late_due_local=self._read("citizen.late_due_local", time),
                registration_from_days=self._count("citizen.registration_from_days"),
                family_exempt=self._read("citizen.family_exempt", bool),
            ),
            foreigner=ForeignerRules(
                online=self._read("foreigner.online", str),
                paper_hours=self._count("foreigner.paper_hours"),
                paper_hours_remote=self._count("foreigner.paper_hours_remote"),
                phone_closes=self._read("foreigner.phone_closes", bool),
            ),
            documents=DocumentRules(
                identity_card_from=self._read("documents.identity_card_from", date),
                child_without_card_under_years=self._count("documents.child_without_card_under_years"),
            ),
            kbtt=self._kbtt(),
            fines=FineRules(
                citizens=self._steps("fines.citizens"),
                foreigners=self._steps("fines.foreigners"),
                other_breach=self._steps("fines.other_breach"),
                organisation_factor=self._count("fines.organisation_factor"),
            ),
            retention_min_months=self._count("retention.min_months"),
            register_label=self._read("forms.register_label", str),
            provenance=MappingProxyType({name: self._provenance(name) for name in self._parameters}),
        )

    def _kbtt(self) -> EndpointRules:
        kinds = self._read("kbtt.room_required_kinds", list)
        try:
            room_required = frozenset(EstablishmentKind(kind) for kind in kinds)
        except ValueError as error:
            raise RuleFileError("kbtt.room_required_kinds") from error
        return EndpointRules(
            days_back=self._count("kbtt.days_back"),
            extension_max_days=self._count("kbtt.extension_max_days"),
            departure_local=self._read("kbtt.departure_local", time),
            room_required_kinds=room_required,
        )

    def _read(self, name: str, kind: type[T]) -> T:
        value = self._parameters.get(name, {}).get("value")
        if type(value) is not kind:
            raise RuleFileError(name)
        return value

    def _count(self, name: str) -> int:
        value = self._read(name, int)
        if value < 0:
            raise RuleFileError(name)
        return value

    def _steps(self, name: str) -> tuple[FineStep, ...]:
        try:
            return tuple(
                FineStep(
                    people_from=int(step["people_from"]),
                    people_to=int(step["people_to"]) if "people_to" in step else None,
                    least_vnd=int(step["least_vnd"]),
                    most_vnd=int(step["most_vnd"]),
                )
                for step in self._read(name, list)
            )
        except (KeyError, TypeError, ValueError) as error:
            raise RuleFileError(name) from error

    def _provenance(self, name: str) -> Provenance:
        parameter = self._parameters[name]
        source, as_of, verified = parameter.get("source"), parameter.get("as_of"), parameter.get("verified")
        if not (isinstance(source, str) and isinstance(as_of, date) and isinstance(verified, bool)):
            raise RuleFileError(name)
        return Provenance(source, as_of, verified)
