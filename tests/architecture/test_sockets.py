"""Every socket in ports has a contract suite that is run against each implementation and its stand-in."""

import ast
from pathlib import PurePosixPath

import pytest

from tests.architecture.tree import Source, sources

PART_OF = {
    "AttemptRepository": "Store",
    "DeclarationRepository": "Store",
    "HouseRepository": "Store",
    "LedgerRepository": "Store",
    "ReceiptRepository": "Store",
    "StayRepository": "Store",
    "TellingRepository": "Store",
    "TrustRepository": "Store",
    "UnitOfWork": "Store",
    "UploadForm": "Exporter",
}
"""Sockets that are only reached through another, whose suite runs them."""

NO_STAND_IN = {
    "Exporter": "the files are read back by other programs, and made-up ones would prove nothing",
    "ListReader": "services take the list itself, and only a file proves a reader of files",
    "Phrasebook": "the file is read in a moment, and a made-up sentence would prove nothing",
    "RegisterRenderer": "two ways of drawing check each other, and no test needs paper that isn't",
}
NOT_ADAPTERS = ("guestreg.domain", "guestreg.ports")


def sockets(files: list[Source]) -> set[str]:
    """Names of the Protocols."""
    return {
        node.name
        for source in files
        for node in ast.walk(source.syntax)
        if isinstance(node, ast.ClassDef)
        if any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)
    }


def lacking(wanted: set[str], files: list[Source]) -> list[str]:
    """Sockets no folder of suites puts together with an adapter of the program and a stand-in."""
    suites: dict[str, set[tuple[str, str]]] = {}
    for source in files:
        folder = PurePosixPath(source.path).parent.as_posix()
        suites.setdefault(folder, set()).update(_taken(source))
    told = []
    for name in sorted(wanted - PART_OF.keys()):
        with_it = [taken for taken in suites.values() if any(what == name for _, what in taken)]
        modules = {module for taken in with_it for module, _ in taken}
        if not any(module.startswith("guestreg.") and not module.startswith(NOT_ADAPTERS) for module in modules):
            told.append(f"{name} is run against no adapter")
        if name not in NO_STAND_IN and not any(module.startswith("tests.fakes.") for module in modules):
            told.append(f"{name} is run against no stand-in")
    return told


def _taken(source: Source) -> set[tuple[str, str]]:
    return {
        (node.module or "", item.name)
        for node in ast.walk(source.syntax)
        if isinstance(node, ast.ImportFrom)
        for item in node.names
    }


def test_every_socket_has_its_contract() -> None:
    assert lacking(sockets(sources("guestreg/ports")), sources("tests/contract")) == []


def test_every_exception_is_a_socket() -> None:
    known = sockets(sources("guestreg/ports"))
    assert {*PART_OF, *PART_OF.values(), *NO_STAND_IN} - known == set()


PORT = Source("guestreg/ports/scale.py", "class Scale(Protocol):\n    def weigh(self) -> int: ...\n")
ADAPTER = "from guestreg.platform.scale import IronScale\n"
STAND_IN = "from tests.fakes.scale import FakeScale\n"
SUITE = "from guestreg.ports.scale import Scale\n"


@pytest.mark.parametrize(
    ("suite", "told"),
    [
        ("", ["Scale is run against no adapter", "Scale is run against no stand-in"]),
        (ADAPTER + STAND_IN, ["Scale is run against no adapter", "Scale is run against no stand-in"]),
        (SUITE + STAND_IN, ["Scale is run against no adapter"]),
        (SUITE + ADAPTER, ["Scale is run against no stand-in"]),
        (SUITE + ADAPTER + STAND_IN, []),
    ],
)
def test_a_socket_without_a_contract_is_found(suite: str, told: list[str]) -> None:
    assert lacking(sockets([PORT]), [Source("tests/contract/scale/test_scale.py", suite)]) == told
