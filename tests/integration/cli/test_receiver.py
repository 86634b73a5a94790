"""The verbs of the authority: keys, set-up file, codes, packs, messages, verdicts, in sentences where they can't."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyrage
import pytest
import tomli_w

from guestreg.receiver.open.database import Database
from tests.fakes.open_caller import HOUSE, DeviceKey
from tests.fakes.open_documents import numbered
from tests.integration.cli.terminal import Terminal
from tests.integration.receiver.test_authority_desk import digest, items_of

DESCRIPTION: dict[str, Any] = {
    "key_name": "luutru.example/xa-mau",
    "authority": {"name": "Công an xã Mẫu", "province": "302", "commune": "302903203"},
    "endpoint": {"base_url": "https://luutru.example"},
    "establishments": [{"code": HOUSE, "name": "Nhà Mẫu"}],
}
Ask = Callable[..., Any]


@pytest.fixture
def described(tmp_path: Path) -> Path:
    file = tmp_path / "xa.toml"
    file.write_text(tomli_w.dumps(DESCRIPTION), encoding="utf-8")
    return file


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'xa.db'}"


@pytest.fixture
def ask(empty: Terminal, database: str) -> Ask:
    """A verb of the authority, on its database, as JSON."""
    return lambda *arguments, status=0: empty.json("receiver", *arguments, "--database", database, status=status)


@pytest.fixture
def stood_up(ask: Ask, described: Path) -> Any:
    return ask("init", described)


def failed(ask: Ask, *arguments: str | Path, status: int = 1) -> str:
    return str(ask(*arguments, status=status)["failed"]["code"])


def test_it_is_stood_up_once_and_keeps_its_keys(ask: Ask, described: Path, stood_up: Any, empty: Terminal) -> None:
    assert (stood_up["authority"], stood_up["establishments"]) == ("Công an xã Mẫu", 1)
    assert ask("init", described) == stood_up
    assert sorted(path.suffix for path in Path(stood_up["keys"]).iterdir()) == [
        ".json",
        ".key",
        ".key",
        ".key",
    ]


def test_the_set_up_file_grows_its_serial_and_the_mark_is_read_out(
    ask: Ask, described: Path, stood_up: Any, tmp_path: Path, empty: Terminal
) -> None:
    output = tmp_path / "xa.luutru-caidat"
    assert ask("set-up-file", described, "-o", output)["serial"] == 1
    second = ask("set-up-file", described, "-o", output)
    assert (second["serial"], second["mark"]) == (2, stood_up["mark"])
    assert output.read_text("utf-8").startswith("luutru-caidat/v1\n")
    said = empty("receiver", "set-up-file", str(described), "-o", str(output))
    assert stood_up["mark"] in said.err


def test_a_code_is_given_and_a_house_is_revoked(ask: Ask, stood_up: Any) -> None:
    code = ask("enrol", HOUSE)["code"]
    assert (len(code), code.isalnum()) == (10, True)
    assert failed(ask, "enrol", "NOBODY") == "E-151"
    assert failed(ask, "revoke", "NOBODY") == "E-151"
    assert ask("revoke", HOUSE)["revoked"] == []
    assert failed(ask, "revoke", HOUSE) == "E-218"


def test_what_goes_wrong_is_said(ask: Ask, described: Path, tmp_path: Path) -> None:
    assert failed(ask, "enrol", HOUSE, status=6) == "E-150"
    assert failed(ask, "init", tmp_path / "none.toml") == "E-131"
    described.write_text("[", encoding="utf-8")
    assert failed(ask, "init", described) == "E-96"
    described.write_text(tomli_w.dumps({**DESCRIPTION, "key_name": "a b"}), encoding="utf-8")
    assert failed(ask, "init", described) == "E-96"
    described.write_text(tomli_w.dumps({**DESCRIPTION, "authority": {}}), encoding="utf-8")
    assert failed(ask, "init", described) == "E-96"
    described.write_text(tomli_w.dumps({**DESCRIPTION, "establishments": [{}]}), encoding="utf-8")
    assert failed(ask, "init", described) == "E-96"


def test_a_database_that_is_none_is_said(empty: Terminal, described: Path) -> None:
    for url in ("nonsense", "postgresql://127.0.0.1:1/none"):
        answer = empty("receiver", "init", described, "--database", url)
        assert (answer.status, "[E-154]" in answer.err) == (6, True), url


def enrolled(ask: Ask, database: str, key: DeviceKey) -> None:
    """The computer's key is known, as its enrolment would have made it."""
    from sqlalchemy import insert

    from guestreg.receiver.open.tables import DEVICES

    ask("enrol", HOUSE)
    with closing(Database(database)) as opened, opened.writing() as connection:
        known = {"device_id": "d", "token_sha256": "t", "vkey": key.vkey, "establishments": json.dumps([HOUSE])}
        connection.execute(insert(DEVICES).values(**known, enrolled_at="2026-11-21T10:00:00Z"))


def test_a_pack_is_taken_in_listed_returned_and_registered(
    ask: Ask, stood_up: Any, database: str, tmp_path: Path, empty: Terminal
) -> None:
    key = DeviceKey()
    enrolled(ask, database, key)
    items = items_of(numbered(1), numbered(2), numbered(3, guest__sex=None))
    lines = {"establishment": HOUSE, "pack": numbered(9)["id"], "created": "2026-11-21T10:00:00Z", "items": "3"}
    said = [f"{name} {value}" for name, value in lines.items()]
    note = key.sign("stay-pack/v1", *said, f"items-sha256 {digest(items)}", "ledger -")
    recipient = pyrage.x25519.Recipient.from_str(stood_up["recipient"])
    file = tmp_path / "luutru-20261121-MAU-0017-01.luutru-goi"
    file.write_bytes(pyrage.encrypt(note.encode() + b"----\n" + items, [recipient]))
    (taken,) = ask("import", file)["packs"]
    assert (taken["new"], taken["repeated"], taken["refused"]) == (2, 0, 1)
    beside = file.with_suffix(".luutru-nhan")
    assert taken["acknowledgement"] == str(beside)
    assert beside.read_text("utf-8").startswith("stay-ack/v1\n")
    again = empty("receiver", "import", file, "--database", database)
    assert ("2" in again.err, str(beside) in again.out) == (True, True)

    first, second = (numbered(number)["id"] for number in (1, 2))
    ask("register", f"{first}.1")
    assert failed(ask, "return", f"{second}.1", "/guest/doc_number fromat Xem lại số") == "E-151"
    ask("return", f"{second}.1", "/guest/doc_number format Xem lại số")
    rows = {row["declaration_id"]: row["verdict"] for row in ask("list")["rows"]}
    assert rows == {first: "registered", second: "returned"}
    assert failed(ask, "register", f"{first}.1") == "E-152"
    for wrong in (("register", "x"), ("return", f"{first}.1", "format"), ("message", HOUSE, "x", "--about", "x")):
        assert empty("receiver", *wrong, "--database", database).status == 2
    ask("message", HOUSE, "Xem lại", "--subject", "Giấy tờ", "--about", f"{second}.1")
    assert failed(ask, "message", "NOBODY", "Xem lại") == "E-151"
    assert ask("rotate")["receipt_key"] != stood_up["receipt_key"]
    assert ask("revoke", HOUSE)["revoked"] == ["d"]

    assert failed(ask, "import", file) == "E-153"
    assert failed(ask, "import", tmp_path / "none.luutru-goi") == "E-131"


def test_what_is_for_trying_out_is_not_served_to_others(empty: Terminal, database: str, stood_up: Any) -> None:
    for options in (("--host", "0.0.0.0"), ("--broken", "unheard-of"), ("--host", "nonsense")):
        assert empty("receiver", "run", "--database", database, *options).status == 2


def test_a_database_stays_with_its_keys(
    ask: Ask, described: Path, stood_up: Any, empty: Terminal, database: str, tmp_path: Path
) -> None:
    elsewhere = ("--keys", tmp_path / "elsewhere")
    assert failed(ask, "init", described, *elsewhere) == "E-215"
    assert not (tmp_path / "elsewhere").exists()
    assert failed(ask, "enrol", HOUSE, *elsewhere, status=6) == "E-150"
    other = f"sqlite:///{tmp_path / 'other.db'}"
    before = empty.json("receiver", "init", described, "--database", other, *elsewhere)
    for verb in (("init", described), ("enrol", HOUSE), ("list",), ("run",), ("rotate",)):
        assert failed(ask, *verb, *elsewhere) == "E-215", verb
    assert ask("init", described) == stood_up
    assert empty.json("receiver", "init", described, "--database", other, *elsewhere) == before


def test_a_folder_of_keys_stays_with_its_authority(ask: Ask, described: Path, stood_up: Any, tmp_path: Path) -> None:
    described.write_text(tomli_w.dumps({**DESCRIPTION, "key_name": "luutru.example/xa-khac"}), encoding="utf-8")
    assert failed(ask, "init", described) == "E-216"
    assert failed(ask, "set-up-file", described, "-o", tmp_path / "xa.luutru-caidat") == "E-216"


def test_what_the_authority_says_of_itself_is_brought_up_to_date(
    ask: Ask, described: Path, stood_up: Any, tmp_path: Path
) -> None:
    facts = {**DESCRIPTION["authority"], "duty_phone": "0215000999"}
    described.write_text(tomli_w.dumps({**DESCRIPTION, "authority": facts}), encoding="utf-8")
    output = tmp_path / "xa.luutru-caidat"
    assert ask("set-up-file", described, "-o", output)["mark"] == stood_up["mark"]
    assert "0215000999" in output.read_text("utf-8")
    assert ask("init", described) == stood_up


def test_keys_that_are_not_whole_are_not_made_anew(ask: Ask, described: Path, stood_up: Any, empty: Terminal) -> None:
    setup = empty.data / "authority-keys" / "setup.key"
    whole = setup.read_text("ascii")
    for spoil in (setup.unlink, lambda: setup.write_text("x", encoding="ascii")):
        spoil()
        for verb in (("init", described), ("enrol", HOUSE)):
            assert failed(ask, *verb, status=6) == "E-217"
        setup.write_text(whole, encoding="ascii")
    assert ask("init", described) == stood_up
