"""The verb verify: a house's own export and a stranger's file, their verdicts, and the published exit status."""

from pathlib import Path
from typing import Any

import pytest

from tests.integration.cli.terminal import Terminal
from tests.tamper.books import whole
from tests.tamper.kinds import tampered
from tests.tamper.maker import parts_of


@pytest.fixture
def exported(stay: dict[str, Any], house: Terminal, tmp_path: Path) -> tuple[Terminal, Path, str]:
    """The house, its file, and the code it reads out."""
    target = tmp_path / "so.luutru"
    head = house.json("export", "-o", target)["head"]
    return house, target, f"{head['size']}:{head['code'].partition(' ')[0]}"


def test_an_export_is_unchanged_and_with_its_code_complete(exported: tuple[Terminal, Path, str]) -> None:
    house, target, code = exported
    said = house.json("verify", target)
    assert (said["verdict"], said["first_bad"], [one["file"] for one in said["files"]]) == (
        "unchanged",
        None,
        ["so.luutru"],
    )
    assert {one["name"] for one in said["checks"] if one["ok"] is None} == {"anchor", "lateness"}
    assert house.json("verify", target, "--anchor", code)["verdict"] == "complete"
    assert house.json("verify", target, "--receipts", target.parent)["verdict"] == "unchanged"


def test_one_bad_file_among_good_ones_is_status_4(house: Terminal, tmp_path: Path) -> None:
    good, bad, none = tmp_path / "tot.luutru", tmp_path / "xau.luutru", tmp_path / "x.luutru"
    good.write_bytes(parts_of(whole(1)).packed())
    bad.write_bytes(tampered(2, 1).data)
    none.write_bytes(b"PK")
    said = house.json("verify", good, bad, status=4)
    assert [one["verdict"] for one in said["files"]] == ["unchanged", "changed"]
    assert (said["verdict"], said["first_bad"]["class"]) == ("changed", "commitment")
    assert house.json("verify", good, none, status=4)["verdict"] == "cannot_tell"
    answer = house("--lang", "en", "verify", bad)
    assert answer.status == 4
    assert f"First bad place: entry {said['first_bad']['seq']}." in answer.err
    assert answer.out.startswith("changed\txau.luutru\n")


def test_a_code_of_another_form_is_wrong_usage(house: Terminal, tmp_path: Path) -> None:
    answer = house("--lang", "en", "verify", tmp_path / "x.luutru", "--anchor", "412")
    assert answer.status == 2
    assert "412:0FAC-2D1C-7FB5-2207" in answer.err
