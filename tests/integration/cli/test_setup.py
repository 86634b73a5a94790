"""Setting up a house with a real endpoint: secrets go to the keyring alone, practice keeps its own ledger."""

from pathlib import Path

import keyring
import pytest

from tests.fakes.keyring_backend import FakeBackend
from tests.integration.cli.house_file import HOUSE, SECRETS, write_house
from tests.integration.cli.ledger_file import files_that_hold, fingerprints
from tests.integration.cli.terminal import ONE, Terminal
from tests.tables.rules import CITIZEN


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    """A keyring that works, in place of the key file."""
    monkeypatch.delenv("GUESTREG_KEYRING")
    keyring.get_keyring()
    made = FakeBackend()
    monkeypatch.setattr("keyring.core._keyring_backend", made)
    return made


def test_secrets_lie_in_the_keyring_and_in_no_file(vault: FakeBackend, empty: Terminal, tmp_path: Path) -> None:
    done = empty.json("setup", write_house(tmp_path), "--secrets", "-", stdin=SECRETS)
    assert done["endpoint"] == {"kind": "kbtt", "host": "127.0.0.1:1"}
    empty.json("add", "-", stdin=ONE)
    empty.json("send", status=5)
    kept = "".join(vault.entries.values())
    for secret in SECRETS.values():
        assert secret in kept
        assert files_that_hold(empty.data, secret) == []
        assert secret not in str(done)
    database_key = next(value for (_, name), value in vault.entries.items() if name.endswith("/database"))
    assert files_that_hold(empty.data, database_key) == []
    old_lists = "E-231"
    assert {one["code"] for one in empty.json("doctor")["findings"]} <= {old_lists}


def test_without_a_keyring_the_key_file_alone_holds_them(empty: Terminal, tmp_path: Path) -> None:
    empty.json("setup", write_house(tmp_path), "--secrets", "-", stdin=SECRETS)
    assert files_that_hold(empty.data, SECRETS["password"]) == ["keys/keys.json"]
    assert (empty.data / "keys" / "keys.json").stat().st_mode & 0o777 == 0o600


def test_the_ledger_is_encrypted(house: Terminal) -> None:
    house.json("add", "-", stdin=ONE)
    house.json("send")
    for text in ("Nguyễn Thị Hoa", CITIZEN["doc_number"], "Homestay", "CREATE TABLE"):
        assert files_that_hold(house.data / "ledgers", text) == []
    taken_in = files_that_hold(house.data / "practice", CITIZEN["doc_number"])
    assert taken_in != [], "the search must be able to find"


def test_a_real_endpoint_opens_an_empty_ledger_and_practice_stays(house: Terminal, tmp_path: Path) -> None:
    house.json("add", "-", stdin=ONE)
    file = write_house(tmp_path)
    house.json("setup", file, "--secrets", "-", stdin=SECRETS)
    assert house.json("list")["rows"] == []
    house.json("add", "-", stdin={**ONE, "room": "Phòng 2"})
    assert len(list((house.data / "ledgers").glob("*.db"))) == 2
    house.json("setup", "--practice")
    assert [row["room"] for row in house.json("list")["rows"]] == ["Phòng 1"]
    house.json("setup", file)
    assert [row["room"] for row in house.json("list")["rows"]] == ["Phòng 2"]
    assert len(list((house.data / "ledgers").glob("*.db"))) == 2


def test_another_account_is_another_ledger(empty: Terminal, tmp_path: Path) -> None:
    file = write_house(tmp_path)
    empty.json("setup", file, "--secrets", "-", stdin=SECRETS)
    empty.json("add", "-", stdin=ONE)
    file.write_text(file.read_text("utf-8").replace("tapthu.nasan", "tapthu.khac"), "utf-8")
    empty.json("setup", file, "--secrets", "-", stdin=SECRETS)
    assert empty.json("list")["rows"] == []


def test_a_house_can_be_changed_and_its_ledger_stays(empty: Terminal, tmp_path: Path) -> None:
    file = write_house(tmp_path)
    empty.json("setup", file, "--secrets", "-", stdin=SECRETS)
    empty.json("add", "-", stdin=ONE)
    file.write_text(file.read_text("utf-8").replace("Suối Mơ", "Mây Trắng"), "utf-8")
    assert empty.json("setup", file)["establishment"]["name"] == "Nhà nghỉ Mây Trắng"
    assert len(empty.json("list")["rows"]) == 1


def test_a_refused_house_leaves_nothing(empty: Terminal, tmp_path: Path) -> None:
    file = write_house(tmp_path)
    file.write_text(file.read_text("utf-8").replace('name = "Nhà nghỉ Suối Mơ"', 'name = "x"'), "utf-8")
    found = empty.json("setup", file, "--secrets", "-", stdin=SECRETS, status=1)["violations"]
    assert [(one["code"], one["field"]) for one in found] == [("E-54", "name")]
    assert list((empty.data / "ledgers").glob("*")) == []
    assert files_that_hold(empty.data, SECRETS["password"]) == []
    assert empty("list").status == 1


@pytest.mark.parametrize(
    "endpoint",
    [
        'kind = "kbtt"\naddress = "https://127.0.0.1:1"\nca_file = "none.pem"',
        'kind = "carrier pigeon"',
        'kind = "kbtt"\npassword = "x"',
        "kind = {}",
        "kind =",
    ],
)
def test_what_is_no_endpoint_is_refused_as_a_file(empty: Terminal, tmp_path: Path, endpoint: str) -> None:
    file = tmp_path / "house.toml"
    file.write_text(f"{HOUSE}\n[endpoint]\n{endpoint}\n", "utf-8")
    assert empty.json("setup", file, status=1)["failed"]["code"] == "E-96"
    assert fingerprints(empty.data) == {}


@pytest.mark.parametrize("secrets", ["", "[]", '{"password": 1}', '{"pin": "x"}', "{", "\udcff", "[" * 9999])
def test_secrets_in_the_wrong_form_are_refused(empty: Terminal, tmp_path: Path, secrets: str) -> None:
    given = secrets.encode("utf-8", "surrogateescape")
    answer = empty("setup", write_house(tmp_path), "--secrets", "-", "--json", stdin=given)
    assert (answer.status, answer.json["failed"]["code"]) == (1, "E-132")
    assert fingerprints(empty.data) == {}


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer whose keyring library finds no backend, and nobody said so beforehand."""
    monkeypatch.delenv("GUESTREG_KEYRING")
    monkeypatch.setattr("keyring.get_keyring", lambda: object())


@pytest.mark.parametrize("computer", ["_keys_in_files", "no_keyring"])
def test_without_a_password_the_book_works_and_every_verb_says_what_is_missing(
    request: pytest.FixtureRequest, empty: Terminal, tmp_path: Path, computer: str
) -> None:
    request.getfixturevalue(computer)
    file = write_house(tmp_path)
    assert "E-100" in [one["code"] for one in empty.json("setup", file)["warnings"]]
    empty.json("add", "-", stdin=ONE)
    sent = empty.json("send", status=5)
    assert (sent["held"]["hold"], sent["held"]["code"], sent["waiting"]) == ("credentials", "E-100", 1)
    left = empty.json("status", status=3)
    assert (left["held"]["code"], left["declarations"][0]["reason"]["code"]) == ("E-100", "E-100")
    assert "E-100" in [one["code"] for one in empty.json("doctor")["findings"]]
    assert "E-94" not in empty("doctor").out
    given = empty.json("setup", file, "--secrets", "-", stdin=SECRETS)
    assert "E-100" not in [one["code"] for one in given["warnings"]]
    assert "E-100" not in [one["code"] for one in empty.json("doctor")["findings"]]
    assert empty.json("send", status=5)["held"] is None
