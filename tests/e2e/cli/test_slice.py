"""One guest through everything, each step a process of its own: set-up, ledger, TLS, police, evidence, register."""

import json
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from guestreg.domain.dates import local
from guestreg.platform.clock import SystemClock
from tests.e2e.cli.police_process import PoliceProcess
from tests.e2e.cli.shell import Shell
from tests.e2e.cli.test_police_goes_away import until
from tests.fakes.practice_police import EVENING, Caller, citizen
from tests.integration.cli.house_file import SECRETS, write_house
from tests.integration.documents.paper_reading import Paper, tool

GUEST: dict[str, Any] = {"full_name": "Giàng Thị Mỷ Sùng", "birth_date": "05/03/1990", "sex": "F", "doc_kind": 8}
NUMBER = "011190000017"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "data")


def stay(number: str = NUMBER) -> dict[str, Any]:
    now = SystemClock().now()
    return {
        "arrival": local(now - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M"),
        "planned_departure": local(now + timedelta(days=2)).strftime("%Y-%m-%dT12:00"),
        "room": "Phòng 1",
        "notifier": "Lò Thị Say",
        "guests": [{**GUEST, "doc_number": number}],
    }


def set_up(shell: Shell, police: PoliceProcess, folder: Path) -> None:
    file = write_house(folder, police.address, str(police.ca_file))
    shell.json("setup", file, "--secrets", "-", stdin=SECRETS)


def test_one_guest_through_everything(shell: Shell, police: PoliceProcess, tmp_path: Path) -> None:
    set_up(shell, police, tmp_path)
    (recorded,) = shell.json("add", "-", stdin=stay())["guests"]
    assert recorded["declaration"]["state"] == "waiting"
    before = print_register(shell, tmp_path / "before.pdf")
    assert (before[1], before[10], before[11]) == (GUEST["full_name"], "", "")

    sent = shell.json("send", "--until-idle", "--timeout", "40")
    assert (sent["sent"], sent["declarations"], sent["held"]) == (1, [], None)
    assert police.numbers() == [NUMBER]

    (version,) = shell.json("show", recorded["guest_id"])["versions"]
    (attempt,) = version["attempts"]
    assert (version["state"], version["grade"]) == ("sent", "E2")
    assert (attempt["outcome"], attempt["http_status"]) == ("accepted", 200)
    assert attempt["host"] == police.address.removeprefix("https://")
    assert len(attempt["wire_sha256"]) == 64
    assert attempt["started_at"] <= version["evidence_at"]

    after = print_register(shell, tmp_path / "after.pdf")
    assert after[:6] == before[:6]
    assert after[10].startswith("Lò Thị Say ")
    assert len(after[10].split()) == 5
    assert after[11] == "Trực tuyến"
    assert "TẬP THỬ" not in tool("pdftotext", tmp_path / "after.pdf", "-")
    again = shell.json("send", "--until-idle", "--timeout", "40")
    assert again["sent"] == 1
    assert police.requests(5) == 1


def print_register(shell: Shell, target: Path) -> list[str]:
    shell.json("print", "register", "-o", target)
    tool("qpdf", "--check", target)
    (row,) = Paper(target).all_rows()
    return row


def test_a_certificate_nobody_vouches_for_stops_sending(shell: Shell, police: PoliceProcess, tmp_path: Path) -> None:
    file = write_house(tmp_path, police.address)
    shell.json("setup", file, "--secrets", "-", stdin=SECRETS)
    shell.json("add", "-", stdin=stay())
    held = shell.json("send", status=5)["held"]
    assert (held["hold"], held["code"]) == ("certificate", "E-05")
    assert police.numbers() == []
    assert police.requests(1) == 0, "no password may leave"


def test_a_wrong_password_stops_sending_until_a_person_acts(
    shell: Shell, police: PoliceProcess, tmp_path: Path
) -> None:
    file = write_house(tmp_path, police.address, str(police.ca_file))
    shell.json("setup", file, "--secrets", "-", stdin={**SECRETS, "password": "wrong"})
    shell.json("add", "-", stdin=stay())
    assert shell.json("send", "--until-idle", "--timeout", "5", status=5)["held"]["code"] == "E-04"
    assert shell.json("status", status=3)["declarations"][0]["state"] == "waiting"
    assert police.requests(1) == 1


def test_sending_under_way_goes_on_by_itself_when_the_police_come_back(
    shell: Shell, police: PoliceProcess, tmp_path: Path
) -> None:
    set_up(shell, police, tmp_path)
    shell.json("add", "-", stdin=stay())
    police.kill()
    sending = shell.start("send", "--until-idle", "--timeout", "50", "--json")

    def has_failed_once() -> bool:
        (left,) = shell.json("status", status=3)["declarations"]
        return left["next_attempt_at"] is not None and left["reason"]["code"] == "E-01"

    assert until(has_failed_once)
    police.start()
    out, err = sending.communicate(timeout=55)
    assert sending.returncode == 0, err
    assert json.loads(out)["sent"] == 1
    assert police.numbers() == [NUMBER]


def test_ctrl_c_ends_a_waiting_send_at_130_and_keeps_the_guest(
    shell: Shell, police: PoliceProcess, tmp_path: Path
) -> None:
    set_up(shell, police, tmp_path)
    shell.json("add", "-", stdin=stay())
    police.kill()
    sending = shell.start("send", "--until-idle", "--timeout", "50")
    assert until(lambda: shell.json("status", status=3)["declarations"][0]["next_attempt_at"] is not None)
    sending.send_signal(signal.SIGINT)
    out, err = sending.communicate(timeout=20)
    assert (sending.returncode, out, err) == (130, "", "")
    police.start()
    assert shell.json("send", "--until-idle", "--timeout", "50")["sent"] == 1
    assert police.numbers() == [NUMBER]


def test_ctrl_c_ends_the_simulator_at_130(police: PoliceProcess) -> None:
    assert police.interrupt() == 130


def test_the_simulator_says_where_its_chance_began(shell: Shell) -> None:
    serving = shell.start("simulator", "--fault", "busy_503%0.5", "--seed", "7")
    assert serving.stdout is not None
    address = serving.stdout.readline().strip()
    serving.send_signal(signal.SIGINT)
    _, notes = serving.communicate(timeout=20)
    assert address.startswith("http://127.0.0.1:")
    assert notes.splitlines()[0] == "faults: random start 7"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Bản khai báo 1: Số hộ chiếu đang tạm trú tại CSLT và chưa checkout"),
        (("--voice", "short"), "Bản khai báo 1: Số hộ chiếu đang tạm trú tại CSLT và chưa checkout"),
        (("--voice", "long"), f"Bản khai báo 1: Loại giấy tờ 'Thẻ Căn Cước' và Số giấy tờ '{NUMBER}' đang tạm trú"),
    ],
    ids=["unasked", "short", "long"],
)
def test_the_simulator_speaks_in_the_voice_asked_for(shell: Shell, arguments: tuple[str, ...], said: str) -> None:
    serving = shell.start("simulator", *arguments)
    assert serving.stdout is not None
    caller = Caller(serving.stdout.readline().strip())
    caller.practice("clock", {"at": EVENING.isoformat()})
    caller.log_in()
    taken, refused = (caller.call(5, [citizen(soGiayTo=NUMBER)]) for _ in range(2))
    serving.send_signal(signal.SIGINT)
    serving.communicate(timeout=20)
    assert (taken.status, refused.status) == (200, 400)
    assert refused.message.startswith(said)
    assert refused.message.endswith("Vui lòng kiểm tra lại thông tin trước khi gửi.") == ("long" in arguments)


def test_the_simulator_says_what_it_takes_to_declare_to_it(shell: Shell, tmp_path: Path) -> None:
    serving = shell.start("simulator", "--tls", tmp_path / "tls", "--json")
    assert serving.stdout is not None
    said = json.loads(serving.stdout.readline())
    serving.send_signal(signal.SIGINT)
    serving.communicate(timeout=20)
    assert said["schema"] == "guestreg.simulator/1"
    assert said["address"].startswith("https://127.0.0.1:")
    assert (said["secrets"], said["ca_file"]) == (SECRETS, str(tmp_path / "tls" / "ca.pem"))
    assert Path(said["ca_file"]).is_file()
    assert not (shell.data / "practice" / "police.db").exists()
    assert (shell.data / "practice" / "simulator.db").is_file()


def test_a_taken_port_is_said(shell: Shell, police: PoliceProcess, tmp_path: Path) -> None:
    port = police.address.rpartition(":")[2]
    done = Shell(tmp_path / "other")("simulator", "--port", port, "--json")
    assert (done.returncode, json.loads(done.stdout)["failed"]["code"]) == (6, "E-102")
    assert port in done.stderr


@pytest.mark.parametrize("setting", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_names_come_out_whole_in_a_bare_locale(tmp_path: Path, setting: dict[str, str]) -> None:
    shell = Shell(tmp_path / "data", **setting)
    assert shell("setup", "--practice").stdout == "Homestay Mây Trắng\n"
    shell.json("add", "-", stdin=stay())
    assert GUEST["full_name"] in shell("list").stdout
    refused = shell("add", "-", stdin=json.dumps({**stay(), "guests": [{**GUEST, "sex": "X"}]}))
    assert refused.returncode == 1
    assert "Giới tính" in refused.stderr


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "data")
    shell.json("setup", "--practice")
    shell.json("add", "-", stdin=stay())
    listing = shell.start("list")
    assert listing.stdout is not None
    assert listing.stderr is not None
    listing.stdout.close()
    said = listing.stderr.read()
    listing.stderr.close()
    assert listing.wait(20) in (0, 130)
    assert said == ""
