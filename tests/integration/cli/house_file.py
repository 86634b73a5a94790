"""A house with a real endpoint as the `.toml` that `setup` takes, and the secrets that go with it on stdin."""

from pathlib import Path

from guestreg.receiver.kbtt.settings import SimulatorSettings

ACCOUNT = SimulatorSettings()
SECRETS = {
    "password": ACCOUNT.password,
    "client_a": ":".join(ACCOUNT.login_client),
    "client_b": ":".join(ACCOUNT.refresh_client),
}
HOUSE = """
[establishment]
name = "Nhà nghỉ Suối Mơ"
address_detail = "Bản Mẫu"
kind = "homestay"
province = "302"
commune = "302903203"
owner_name = "Lò Thị Say"
phone = "0215 000 000"
police_phone = "0215 000 113"
rooms = [{ name = "Phòng 1", beds = 4 }]
notifiers = [{ name = "Lò Thị Say" }]
"""


def write_house(folder: Path, address: str = "https://127.0.0.1:1", ca_file: str = "", more: str = "") -> Path:
    """The file; `more` are further lines of its endpoint."""
    trust = f'ca_file = "{ca_file}"\n' if ca_file else ""
    endpoint = f'\n[endpoint]\nkind = "kbtt"\naddress = "{address}"\naccount = "{ACCOUNT.username}"\n{trust}{more}'
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "house.toml"
    file.write_text(HOUSE + endpoint, "utf-8")
    return file
